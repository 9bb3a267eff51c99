// SPDX-License-Identifier: Apache-2.0
#include "media/encoder_message.h"

#include <algorithm>

#include "media/byte_stream.h"

namespace ocellus::media {
namespace {

constexpr std::uint16_t kDetailLetters = 300;

}  // namespace

std::vector<std::uint8_t> encode(const EncodeRequest& request) {
    ByteWriter writer;
    writer.put(static_cast<std::uint8_t>(request.format));
    writer.put(static_cast<std::uint8_t>(request.fullRange));
    writer.put(static_cast<std::uint8_t>(request.key));
    writer.put(request.width);
    writer.put(request.height);
    writer.put(request.bytes);
    return std::move(writer.bytes());
}

std::vector<std::uint8_t> encode(const EncodeReply& reply) {
    ByteWriter writer;
    writer.put(static_cast<std::uint8_t>(reply.kind));
    writer.put(static_cast<std::uint8_t>(reply.key));
    writer.put(reply.bytes);
    writer.putText(reply.detail, kDetailLetters);
    return std::move(writer.bytes());
}

std::optional<EncodeRequest> decodeEncodeRequest(std::span<const std::uint8_t> bytes) {
    ByteReader reader{bytes};
    EncodeRequest request;
    const auto format = reader.take<std::uint8_t>();
    request.fullRange = reader.take<std::uint8_t>() != 0;
    request.key = reader.take<std::uint8_t>() != 0;
    request.width = reader.take<std::uint32_t>();
    request.height = reader.take<std::uint32_t>();
    request.bytes = reader.take<std::uint64_t>();
    if (!reader.complete() || format > static_cast<std::uint8_t>(PictureFormat::I420) || request.bytes == 0 ||
        request.bytes > kEncoderInput.slotBytes) {
        return std::nullopt;
    }
    request.format = static_cast<PictureFormat>(format);
    return request;
}

Result<EncodeReply> decodeEncodeReply(std::span<const std::uint8_t> bytes, std::uint64_t slotBytes) {
    ByteReader reader{bytes};
    EncodeReply reply;
    const auto kind = reader.take<std::uint8_t>();
    reply.key = reader.take<std::uint8_t>() != 0;
    reply.bytes = reader.take<std::uint64_t>();
    reply.detail = reader.takeText(kDetailLetters);
    const bool encoded = kind == static_cast<std::uint8_t>(EncodeReply::Kind::Encoded);
    if (!reader.complete() || kind > static_cast<std::uint8_t>(EncodeReply::Kind::Failed) ||
        reply.bytes > slotBytes || encoded != (reply.bytes > 0)) {
        return failure(Error::Kind::Protocol, "the encoder sent something that is no message of ours",
                       "it was stopped and is started again; if this repeats, report it");
    }
    reply.kind = static_cast<EncodeReply::Kind>(kind);
    // It ends in a log and in the UI: no line breaks, no escape sequences.
    std::ranges::replace_if(
        reply.detail, [](char letter) { return letter < ' ' || letter > '~'; }, '?');
    return reply;
}

}  // namespace ocellus::media
