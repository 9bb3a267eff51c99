// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rtp/h264.h"
#include "server/rtsp/rtsp_path.h"

namespace ocellus {

inline constexpr std::uint8_t kJpegPayload = 26;  // RFC 3551
inline constexpr std::uint8_t kH264Payload = 96;
inline constexpr std::uint8_t kMetadataPayload = 107;

[[nodiscard]] constexpr std::uint8_t payloadTypeOf(RtspForm form) {
    return form == RtspForm::H264 ? kH264Payload : form == RtspForm::Jpeg ? kJpegPayload : kMetadataPayload;
}

// What DESCRIBE tells of a camera.
struct SessionFacts {
    RtspPath path;
    std::string address;  // the reader's way to us, an IP address
    std::optional<rtp::H264Parameters> parameters;
    bool metadata = false;
};

[[nodiscard]] std::string describeSession(const SessionFacts& facts);

}  // namespace ocellus
