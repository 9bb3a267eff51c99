// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "apps/app.h"
#include "vision/observation.h"

namespace ocellus {

// One picture's tracks as a document of ONVIF's metadata stream: a Frame with one Object a track, boxes in
// ONVIF's coordinates (-1 to 1, y upwards).
[[nodiscard]] std::string onvifFrame(const std::string& camera, const Observation& observation);

// The same Frame in the JSON that Profile M has for MQTT: attributes begin with @, text is #text.
[[nodiscard]] nlohmann::json onvifFrameJson(const std::string& camera, const Observation& observation);

// What an app said, as a document of the same stream: of a count, ObjectsInside and Counter for each zone
// that is known; of an alarm, the state of our own topic. Nothing where it says nothing that ONVIF can carry.
[[nodiscard]] std::optional<std::string> onvifEvent(const std::string& camera, std::string_view app,
                                                    const AppEvent& event);

}  // namespace ocellus
