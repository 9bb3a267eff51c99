// SPDX-License-Identifier: Apache-2.0
#include "media/worker_message.h"

#include <algorithm>

#include "media/byte_stream.h"

namespace ocellus::media {
namespace {

constexpr std::uint8_t kPicture = 1;
constexpr std::uint8_t kEnd = 2;
constexpr std::uint8_t kPulse = 3;
constexpr std::uint8_t kCertificate = 4;
constexpr std::uint8_t kFailure = 5;

constexpr std::int64_t kNoTime = -1;
constexpr std::uint16_t kHashLetters = 64;
constexpr std::uint16_t kDetailLetters = 300;
constexpr std::uint32_t kMaximumSide = 65500;                   // libjpeg's own limit
constexpr std::int64_t kMaximumTime = 4'000'000'000'000'000LL;  // microseconds: a hundred years

class Encoder {
public:
    std::vector<std::uint8_t> operator()(const PictureReady& picture) {
        writer_.put(kPicture);
        writer_.put(picture.slot);
        writer_.put(static_cast<std::uint8_t>(picture.format));
        writer_.put(static_cast<std::uint8_t>(picture.fullRange));
        writer_.put(picture.width);
        writer_.put(picture.height);
        writer_.put(picture.bytes);
        writer_.put(std::int64_t{picture.time.count()});
        writer_.put(picture.captured ? std::int64_t{picture.captured->time_since_epoch().count()} : kNoTime);
        writer_.put(picture.sent ? std::int64_t{picture.sent->time_since_epoch().count()} : kNoTime);
        return std::move(writer_.bytes());
    }

    std::vector<std::uint8_t> operator()(const ClipEnded& /*ended*/) {
        writer_.put(kEnd);
        return std::move(writer_.bytes());
    }

    std::vector<std::uint8_t> operator()(const Pulse& pulse) {
        writer_.put(kPulse);
        writer_.put(pulse.bytes);
        return std::move(writer_.bytes());
    }

    std::vector<std::uint8_t> operator()(const Certificate& certificate) {
        writer_.put(kCertificate);
        writer_.putText(certificate.hash, kHashLetters);
        return std::move(writer_.bytes());
    }

    std::vector<std::uint8_t> operator()(const WorkerFailure& failed) {
        writer_.put(kFailure);
        writer_.put(static_cast<std::uint8_t>(failed.kind));
        writer_.putText(failed.detail, kDetailLetters);
        return std::move(writer_.bytes());
    }

private:
    ByteWriter writer_;
};

std::optional<PictureReady> takePicture(ByteReader& reader, RingShape shape) {
    PictureReady picture;
    picture.slot = reader.take<std::uint32_t>();
    const auto format = reader.take<std::uint8_t>();
    picture.fullRange = reader.take<std::uint8_t>() != 0;
    picture.width = reader.take<std::uint32_t>();
    picture.height = reader.take<std::uint32_t>();
    picture.bytes = reader.take<std::uint64_t>();
    const auto time = reader.take<std::int64_t>();
    const auto captured = reader.take<std::int64_t>();
    const auto sent = reader.take<std::int64_t>();
    if (picture.slot >= shape.slots || picture.bytes == 0 || picture.bytes > shape.slotBytes) {
        return std::nullopt;
    }
    if (picture.width > kMaximumSide || picture.height > kMaximumSide ||
        std::uint64_t{picture.width} * picture.height > kMaximumVideoPixels) {
        return std::nullopt;
    }
    if (time < 0 || time > kMaximumTime || captured > kMaximumTime || sent > kMaximumTime) {
        return std::nullopt;
    }
    if (format == static_cast<std::uint8_t>(PictureFormat::I420)) {
        picture.format = PictureFormat::I420;
        if (picture.width == 0 || picture.height == 0 ||
            picture.bytes != i420Bytes(picture.width, picture.height)) {
            return std::nullopt;
        }
    } else if (format == static_cast<std::uint8_t>(PictureFormat::Jpeg)) {
        picture.format = PictureFormat::Jpeg;
    } else {
        return std::nullopt;
    }
    picture.time = Duration{time};
    if (captured >= 0) {
        picture.captured = Instant{Duration{captured}};
    }
    if (sent >= 0) {
        picture.sent = WallTime{Duration{sent}};
    }
    return picture;
}

std::optional<Certificate> takeCertificate(ByteReader& reader) {
    Certificate certificate{reader.takeText(kHashLetters)};
    const bool hex = std::ranges::all_of(certificate.hash, [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    });
    if (certificate.hash.size() != kHashLetters || !hex) {
        return std::nullopt;
    }
    return certificate;
}

std::optional<WorkerFailure> takeFailure(ByteReader& reader) {
    WorkerFailure failed;
    const auto kind = reader.take<std::uint8_t>();
    failed.detail = reader.takeText(kDetailLetters);
    if (kind > static_cast<std::uint8_t>(WorkerFailure::Kind::Other)) {
        return std::nullopt;
    }
    failed.kind = static_cast<WorkerFailure::Kind>(kind);
    // It ends in a log and in the UI: no line breaks, no escape sequences.
    std::ranges::replace_if(
        failed.detail, [](char letter) { return letter < ' ' || letter > '~'; }, '?');
    return failed;
}

template <class Message>
std::optional<WorkerMessage> widen(std::optional<Message> message) {
    return message ? std::optional<WorkerMessage>{*std::move(message)} : std::nullopt;
}

}  // namespace

std::vector<std::uint8_t> encode(const WorkerMessage& message) {
    return std::visit(Encoder{}, message);
}

Result<WorkerMessage> decodeMessage(std::span<const std::uint8_t> bytes, RingShape shape) {
    ByteReader reader{bytes};
    std::optional<WorkerMessage> message;
    switch (reader.take<std::uint8_t>()) {
        case kPicture:
            message = widen(takePicture(reader, shape));
            break;
        case kEnd:
            message = ClipEnded{};
            break;
        case kPulse:
            message = Pulse{reader.take<std::uint64_t>()};
            break;
        case kCertificate:
            message = widen(takeCertificate(reader));
            break;
        case kFailure:
            message = widen(takeFailure(reader));
            break;
        default:
            break;
    }
    if (!message || !reader.complete()) {
        return failure(
            Error::Kind::Protocol, "the media worker sent something that is no message of ours",
            "it was stopped and is started again; if this repeats, the stream attacks its decoder");
    }
    return *std::move(message);
}

}  // namespace ocellus::media
