// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace ocellus {

enum class StreamKind { Mjpeg, Jpeg, Rtsp };

// A maker and what to set on its cameras so that analysis works well.
struct Vendor {
    std::string_view id;      // [a-z0-9-]
    std::string_view name;    // as people know it
    std::string_view advice;  // where on the camera size and rate are set; empty: not known
};

// One address under which a maker's cameras give pictures.
struct StreamPreset {
    std::string_view vendor;  // Vendor::id
    StreamKind kind;
    std::string_view path;  // with query, without a leading slash; its blanks: source_template.h
    int port = 0;           // 0: the scheme's own
    std::string_view sensor =
        {};  // query that a multi-sensor camera wants besides; empty: none, or in the path
};

// The makers in the order in which they are offered.
[[nodiscard]] std::span<const Vendor> vendors();
// All addresses, the likelier ones first.
[[nodiscard]] std::span<const StreamPreset> streamPresets();

// The maker whose camera this target (path and query) would be, or null.
[[nodiscard]] const Vendor* vendorOf(std::string_view target);

// The path for a camera of one sensor, as its manual has it, or for any sensor of several, {channel} left
// open; {user} and {password} are left open in both.
[[nodiscard]] std::string pathOf(const StreamPreset& preset, bool multiSensor);

}  // namespace ocellus
