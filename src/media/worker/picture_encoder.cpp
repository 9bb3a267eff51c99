// SPDX-License-Identifier: Apache-2.0
#include "media/worker/picture_encoder.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace ocellus::media {
namespace {

constexpr int kJpegQuality = 85;
constexpr int kMostJpegSide = 2040;                // what RTP can say
constexpr std::int64_t kMostPixels = 4096 * 2304;  // what H.264 of level 5.1 can
constexpr double kLeastRate = 0.5;
constexpr double kMostRate = 60;

// The scale of the decoder, a half at a time, that brings a picture within the encoder's bounds.
FrameSize wantedSize(FrameSize size, Job::Kind kind) {
    const auto fits = [&](FrameSize half) {
        return kind == Job::Kind::EncodeJpeg ? std::max(half.width, half.height) <= kMostJpegSide
                                             : std::int64_t{half.width} * half.height <= kMostPixels;
    };
    for (const int divisor : {1, 2, 4}) {
        const FrameSize scaled{(size.width + divisor - 1) / divisor, (size.height + divisor - 1) / divisor};
        if (fits(scaled)) {
            return scaled;
        }
    }
    return {(size.width + 7) / 8, (size.height + 7) / 8};
}

}  // namespace

PictureEncoder::PictureEncoder(const Job& job, Outlet& outlet, SharedRing input)
    : job_(job),
      outlet_(outlet),
      input_(std::move(input)),
      h264_(std::clamp(job.picturesPerSecond, kLeastRate, kMostRate)) {}

int PictureEncoder::run() {
    if (!send({EncodeReply::Kind::Ready, false, 0, {}})) {
        return 0;
    }
    std::array<std::uint8_t, kMaximumMessage> words{};
    for (;;) {
        const auto size = ::recv(outlet_.descriptor(), words.data(), words.size(), 0);
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size <= 0) {
            return 0;  // the parent has gone
        }
        const auto request = decodeEncodeRequest(std::span{words}.first(static_cast<std::size_t>(size)));
        if (!request) {
            return 1;
        }
        const EncodeReply reply = answer(*request);
        if (!send(reply)) {
            return 0;
        }
        if (reply.kind == EncodeReply::Kind::Failed) {
            return 1;
        }
    }
}

EncodeReply PictureEncoder::answer(const EncodeRequest& request) {
    EncodeReply skipped{EncodeReply::Kind::Skipped, false, 0, {}};
    Picture picture;
    picture.format = request.format;
    picture.fullRange = request.fullRange;
    picture.width = static_cast<int>(request.width);
    picture.height = static_cast<int>(request.height);
    const auto bytes = input_.read(0, request.bytes);
    // The parent leaves it alone until it is answered.
    picture.bytes = {std::shared_ptr<const std::uint8_t>(std::shared_ptr<void>{}, bytes.data()),
                     bytes.size()};
    if (!decoder_.toFrame(picture, wantedSize({picture.width, picture.height}, job_.kind), frame_)) {
        return skipped;
    }
    bool key = true;
    if (job_.kind == Job::Kind::EncodeJpeg) {
        if (!jpeg_.encode(frame_, kJpegQuality, encoded_)) {
            return skipped;
        }
    } else {
        if (!h264_.encode(frame_, request.key, encoded_)) {
            return {EncodeReply::Kind::Failed, false, 0, "OpenH264 refuses a picture of this size"};
        }
        key = h264_.isKey();
    }
    const auto slot = outlet_.slot(0);
    if (encoded_.empty() || encoded_.size() > slot.size()) {
        return skipped;
    }
    std::memcpy(slot.data(), encoded_.data(), encoded_.size());
    return {EncodeReply::Kind::Encoded, key, encoded_.size(), {}};
}

bool PictureEncoder::send(const EncodeReply& reply) {
    const auto words = encode(reply);
    ssize_t sent = 0;
    do {
        sent = ::send(outlet_.descriptor(), words.data(), words.size(), MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent >= 0;
}

}  // namespace ocellus::media
