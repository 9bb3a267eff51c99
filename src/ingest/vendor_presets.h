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
    std::string_view advice;  // where on the camera size and rate are set
};

// One address under which a maker's cameras give pictures.
struct StreamPreset {
    std::string_view vendor;  // Vendor::id
    StreamKind kind;
    // With query, without a leading slash: one that begins with a slash has two. Its blanks:
    // source_template.h.
    std::string_view path;
    int port = 0;  // 0: the scheme's own
    // The same for one sensor of several, {channel} in it; empty: the path has it, or it is not known.
    std::string_view sensorPath{};
};

// The makers in the order in which they are offered.
[[nodiscard]] std::span<const Vendor> vendors();
// All addresses, the likelier ones first.
[[nodiscard]] std::span<const StreamPreset> streamPresets();

// The maker whose camera this target (path and query) at this port would be; null where none is known, or
// several have that address. Port 0: not known.
[[nodiscard]] const Vendor* vendorOf(std::string_view target, int port = 0);

// The path for a camera of one sensor, as its manual has it, or for any sensor of several, {channel} left
// open; {user} and {password} are left open in both.
[[nodiscard]] std::string pathOf(const StreamPreset& preset, bool multiSensor);

// Empty where the path for a sensor is known; else that it is not, and what to do.
[[nodiscard]] std::string_view sensorNoteOf(const StreamPreset& preset);

}  // namespace ocellus
