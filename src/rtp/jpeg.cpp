// SPDX-License-Identifier: Apache-2.0
#include "rtp/jpeg.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "image/jpeg_structure.h"
#include "image/standard_huffman.h"

namespace ocellus::rtp {
namespace {

// Markers of ITU-T T.81, table B.1.
constexpr std::uint8_t kBaseline = 0xc0;
constexpr std::uint8_t kHuffman = 0xc4;
constexpr std::uint8_t kLastFrame = 0xcf;
constexpr std::uint8_t kScan = 0xda;
constexpr std::uint8_t kQuantisation = 0xdb;
constexpr std::uint8_t kRestart = 0xdd;

constexpr std::size_t kTableBytes = 64;
constexpr int kMostPixels = 2040;                // 255 blocks
constexpr std::uint8_t kWithRestarts = 64;       // added to the type
constexpr std::uint8_t kTablesInPacket = 255;    // the Q value
constexpr std::uint16_t kWholePicture = 0xffff;  // first and last, and no count: packets end anywhere

using Bytes = std::span<const std::uint8_t>;

// Reads the segments before the scan.
class Reader {
public:
    explicit Reader(Bytes jpeg) : jpeg_(jpeg) {}

    tl::expected<JpegPicture, JpegObstacle> read() {
        const auto info = inspectJpeg(jpeg_);
        if (!info) {
            return tl::unexpected(JpegObstacle{"it is no whole JPEG"});
        }
        if (info->width > kMostPixels || info->height > kMostPixels) {
            return tl::unexpected(JpegObstacle{"it is more than 2040 pixels wide or high"});
        }
        if (info->scans != 1 || info->components != 3) {
            return tl::unexpected(JpegObstacle{"it is progressive or without colour"});
        }
        if (const auto obstacle = readSegments()) {
            return tl::unexpected(*obstacle);
        }
        picture_.width = static_cast<std::uint8_t>((info->width + 7) / 8);
        picture_.height = static_cast<std::uint8_t>((info->height + 7) / 8);
        picture_.scan = jpeg_.subspan(at_, info->size - 2 - at_);
        return picture_;
    }

private:
    // inspectJpeg() has walked them: lengths are right, and a scan is there.
    std::optional<JpegObstacle> readSegments() {
        at_ = 2;
        for (;;) {
            while (jpeg_[at_] != 0xff || jpeg_[at_ + 1] == 0xff || jpeg_[at_ + 1] == 0) {
                ++at_;
            }
            const std::uint8_t marker = jpeg_[at_ + 1];
            if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
                at_ += 2;  // they have no length
                continue;
            }
            const std::size_t length = static_cast<std::size_t>(jpeg_[at_ + 2] << 8 | jpeg_[at_ + 3]);
            const Bytes segment = jpeg_.subspan(at_ + 4, length - 2);
            at_ += 2 + length;
            if (const auto obstacle = readSegment(marker, segment)) {
                return obstacle;
            }
            if (marker == kScan) {
                return std::nullopt;
            }
        }
    }

    std::optional<JpegObstacle> readSegment(std::uint8_t marker, Bytes segment) {
        switch (marker) {
            case kHuffman:
                return isStandardHuffman(segment)
                           ? std::nullopt
                           : std::optional<JpegObstacle>{"its Huffman tables are not the standard ones"};
            case kQuantisation:
                return readQuantisation(segment);
            case kRestart:
                if (segment.size() == 2) {
                    picture_.restartEvery = static_cast<std::uint16_t>(segment[0] << 8 | segment[1]);
                }
                return std::nullopt;
            case kScan:
                return readScan(segment);
            default:
                return marker >= kBaseline && marker <= kLastFrame ? readFrame(marker, segment)
                                                                   : std::nullopt;
        }
    }

    std::optional<JpegObstacle> readQuantisation(Bytes segment) {
        while (segment.size() > kTableBytes) {
            if (segment.front() > 3) {
                return "its quantisation tables have 16 bits";
            }
            tables_.at(segment.front()) = segment.subspan(1, kTableBytes);
            segment = segment.subspan(1 + kTableBytes);
        }
        return std::nullopt;
    }

    std::optional<JpegObstacle> readFrame(std::uint8_t marker, Bytes segment) {
        if (marker != kBaseline) {
            return "it is not baseline";
        }
        // Behind precision, height, width and count: id, sampling and table of each component.
        const std::uint8_t sampling = segment[7];
        if ((sampling != 0x21 && sampling != 0x22) || segment[10] != 0x11 || segment[13] != 0x11) {
            return "its colours are sampled neither 4:2:2 nor 4:2:0";
        }
        if (segment[11] != segment[14] || segment[8] > 3 || segment[11] > 3) {
            return "its colours have two quantisation tables";
        }
        picture_.type = sampling == 0x22 ? 1 : 0;
        tableOfLuma_ = segment[8];
        tableOfColour_ = segment[11];
        ids_ = {segment[6], segment[9], segment[12]};
        return std::nullopt;
    }

    std::optional<JpegObstacle> readScan(Bytes segment) {
        const bool usual = segment.size() >= 7 && segment[0] == 3 && segment[1] == ids_[0] &&
                           segment[2] == 0x00 && segment[3] == ids_[1] && segment[4] == 0x11 &&
                           segment[5] == ids_[2] && segment[6] == 0x11;
        if (!usual) {
            return "its scan uses its tables in an unusual way";
        }
        const Bytes luma = tables_.at(tableOfLuma_);
        const Bytes colour = tables_.at(tableOfColour_);
        if (luma.empty() || colour.empty()) {
            return "it has no quantisation tables";
        }
        std::copy(luma.begin(), luma.end(), picture_.quantisation.begin());
        std::copy(colour.begin(), colour.end(), picture_.quantisation.begin() + kTableBytes);
        return std::nullopt;
    }

    Bytes jpeg_;
    JpegPicture picture_;
    std::size_t at_ = 0;
    std::array<Bytes, 4> tables_{};
    std::size_t tableOfLuma_ = 0;
    std::size_t tableOfColour_ = 0;
    std::array<std::uint8_t, 3> ids_{};
};

void append16(std::vector<std::uint8_t>& out, std::size_t value) {
    out.push_back(static_cast<std::uint8_t>(value >> 8U));
    out.push_back(static_cast<std::uint8_t>(value));
}

}  // namespace

tl::expected<JpegPicture, JpegObstacle> readRtpJpeg(std::span<const std::uint8_t> jpeg) {
    return Reader(jpeg).read();
}

Payloads packetizeJpeg(const JpegPicture& picture, std::size_t mostBytes) {
    Payloads payloads;
    std::vector<std::uint8_t> head;
    std::size_t offset = 0;
    while (offset < picture.scan.size()) {
        const bool restarts = picture.restartEvery > 0;
        head.assign({0, static_cast<std::uint8_t>(offset >> 16U)});
        append16(head, offset & 0xffffU);
        head.insert(head.end(), {static_cast<std::uint8_t>(picture.type + (restarts ? kWithRestarts : 0)),
                                 kTablesInPacket, picture.width, picture.height});
        if (restarts) {
            append16(head, picture.restartEvery);
            append16(head, kWholePicture);
        }
        if (offset == 0) {
            append16(head, 0);  // 8 bits each
            append16(head, picture.quantisation.size());
            head.insert(head.end(), picture.quantisation.begin(), picture.quantisation.end());
        }
        const std::size_t count = std::min(picture.scan.size() - offset, mostBytes - head.size());
        payloads.add(head, picture.scan.subspan(offset, count));
        offset += count;
    }
    return payloads;
}

}  // namespace ocellus::rtp
