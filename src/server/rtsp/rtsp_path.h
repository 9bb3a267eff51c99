// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ocellus {

// What goes over RTSP; each is an RTP stream of its own.
enum class RtspForm : std::uint8_t { H264, Jpeg, Metadata };

// What an RTSP address names: /gate (H.264), /gate/mjpeg (the camera's JPEG pictures), and of either one the
// tracks /trackID=1 (pictures) and /trackID=2 (metadata).
struct RtspPath {
    std::string camera;
    RtspForm form = RtspForm::H264;       // of the pictures
    std::optional<std::uint8_t> track{};  // 1 or 2

    [[nodiscard]] std::string text() const;  // without the track
};

// Of an absolute address or a path; the query is left out, and so is a slash at the end. Nothing where it can
// name no camera.
[[nodiscard]] std::optional<RtspPath> parseRtspPath(std::string_view uri);

// The address itself with that path instead of its own: "rtsp://10.0.0.5:8554/gate/".
[[nodiscard]] std::string rtspBase(std::string_view uri, const RtspPath& path);

}  // namespace ocellus
