// SPDX-License-Identifier: Apache-2.0
#include "image/jpeg_structure.h"

#include <algorithm>
#include <cstring>

#include "image/limits.h"

namespace ocellus {
namespace {

// Markers of ITU-T T.81, table B.1.
constexpr std::uint8_t kTem = 0x01;
constexpr std::uint8_t kDht = 0xc4;
constexpr std::uint8_t kJpg = 0xc8;
constexpr std::uint8_t kDac = 0xcc;
constexpr std::uint8_t kSoi = 0xd8;
constexpr std::uint8_t kEoi = 0xd9;
constexpr std::uint8_t kSos = 0xda;

constexpr std::size_t kMaximumStray = 64;  // some cameras miscount a segment by a few bytes

bool isRestart(std::uint8_t code) {
    return code >= 0xd0 && code <= 0xd7;
}

bool isFrame(std::uint8_t code) {
    return code >= 0xc0 && code <= 0xcf && code != kDht && code != kJpg && code != kDac;
}

// Baseline, extended and progressive, with Huffman or arithmetic coding: what libjpeg-turbo decodes.
bool isDecodable(std::uint8_t code) {
    return code == 0xc0 || code == 0xc1 || code == 0xc2 || code == 0xc9 || code == 0xca;
}

int bigEndian(std::uint8_t high, std::uint8_t low) {
    return high << 8 | low;
}

}  // namespace

std::string_view name(JpegFault fault) {
    constexpr std::array<std::string_view, 6> kNames{"not-jpeg",    "truncated",       "corrupt",
                                                     "unsupported", "too-many-pixels", "too-many-scans"};
    return kNames.at(static_cast<std::size_t>(fault));
}

void JpegStructure::breakOff(JpegFault fault) {
    state_ = State::Broken;
    fault_ = fault;
}

std::size_t JpegStructure::feed(std::span<const std::uint8_t> bytes) {
    std::size_t at = 0;
    while (at < bytes.size() && state_ == State::Reading) {
        const std::size_t rest = bytes.size() - at;
        if (phase_ == Phase::Skip) {
            const std::size_t n = std::min(left_, rest);
            at += n;
            left_ -= n;
            info_.size += n;
            if (left_ == 0) {
                endSegment();
            }
        } else if (phase_ == Phase::Entropy && !afterFill_) {
            // Nearly all bytes of a picture pass here.
            const void* found = std::memchr(bytes.data() + at, 0xff, rest);
            const std::size_t n = found == nullptr
                                      ? rest
                                      : static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) -
                                                                 (bytes.data() + at)) +
                                            1;
            afterFill_ = found != nullptr;
            at += n;
            info_.size += n;
        } else {
            ++info_.size;
            take(bytes[at++]);
        }
    }
    return at;
}

void JpegStructure::take(std::uint8_t byte) {
    switch (phase_) {
        case Phase::Soi:
            if (byte != (afterFill_ ? kSoi : 0xff)) {
                breakOff(JpegFault::NotJpeg);
            } else if (afterFill_) {
                phase_ = Phase::Marker;
            }
            afterFill_ = byte == 0xff;
            break;
        case Phase::Marker:
            if (byte == 0xff) {
                afterFill_ = true;
            } else if (afterFill_) {
                afterFill_ = false;
                takeMarker(byte);
            } else if (++stray_ > kMaximumStray) {
                breakOff(JpegFault::Corrupt);
            }
            break;
        case Phase::Length:
            if (taken_++ == 0) {
                left_ = byte;
            } else {
                beginSegment(left_ << 8 | byte);
            }
            break;
        case Phase::Frame:
            frame_.at(taken_++) = byte;
            --left_;
            if (taken_ == frame_.size()) {
                readFrame();
            }
            break;
        case Phase::Entropy:  // after an FF
            if (byte != 0xff) {
                afterFill_ = false;
                takeEntropyMarker(byte);
            }
            break;
        case Phase::Skip:
            break;
    }
}

void JpegStructure::takeMarker(std::uint8_t code) {
    if (isRestart(code) || code == kTem || code == 0) {
        return;
    }
    if (code == kEoi && info_.scans > 0) {
        state_ = State::Complete;
        return;
    }
    if (code == kSoi || code == kEoi || (code == kSos && info_.width == 0) ||
        (isFrame(code) && info_.width != 0)) {
        breakOff(JpegFault::Corrupt);
        return;
    }
    if (isFrame(code) && !isDecodable(code)) {
        breakOff(JpegFault::Unsupported);
        return;
    }
    if (code == kSos && info_.scans++ == 0) {
        info_.firstScan = info_.size - 2;
    }
    if (info_.scans > kMaximumScans) {
        breakOff(JpegFault::TooManyScans);
        return;
    }
    info_.huffmanTables = info_.huffmanTables || code == kDht;
    marker_ = code;
    taken_ = 0;
    phase_ = Phase::Length;
}

void JpegStructure::takeEntropyMarker(std::uint8_t code) {
    if (code == 0 || isRestart(code)) {
        return;  // a stuffed FF, or a restart
    }
    if (code == kSoi) {
        info_.size -= 2;
        breakOff(JpegFault::Truncated);
        return;
    }
    phase_ = Phase::Marker;
    takeMarker(code);
}

void JpegStructure::beginSegment(std::size_t length) {
    taken_ = 0;
    if (length < 2) {
        breakOff(JpegFault::Corrupt);
        return;
    }
    left_ = length - 2;
    if (isFrame(marker_)) {
        phase_ = Phase::Frame;
        if (left_ < frame_.size()) {
            breakOff(JpegFault::Corrupt);
        }
        return;
    }
    phase_ = Phase::Skip;
    if (left_ == 0) {
        endSegment();
    }
}

void JpegStructure::readFrame() {
    info_.progressive = marker_ == 0xc2 || marker_ == 0xca;
    info_.height = bigEndian(frame_[1], frame_[2]);
    info_.width = bigEndian(frame_[3], frame_[4]);
    info_.components = frame_[5];
    if (frame_[0] != 8 || (info_.components != 1 && info_.components != 3) || info_.height == 0) {
        breakOff(JpegFault::Unsupported);  // 12 bits, CMYK, or a height that comes after the first scan
    } else if (info_.width == 0 || left_ != static_cast<std::size_t>(info_.components) * 3) {
        breakOff(JpegFault::Corrupt);
    } else if (std::int64_t{info_.width} * info_.height > kMaximumPixels) {
        breakOff(JpegFault::TooManyPixels);
    } else {
        phase_ = Phase::Skip;
    }
}

void JpegStructure::endSegment() {
    phase_ = marker_ == kSos ? Phase::Entropy : Phase::Marker;
    afterFill_ = false;
}

tl::expected<JpegInfo, JpegFault> inspectJpeg(std::span<const std::uint8_t> bytes) {
    JpegStructure structure;
    structure.feed(bytes);
    if (structure.state() == JpegStructure::State::Complete) {
        return structure.info();
    }
    return tl::unexpected(structure.state() == JpegStructure::State::Broken ? structure.fault()
                                                                            : JpegFault::Truncated);
}

}  // namespace ocellus
