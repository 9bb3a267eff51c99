// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/result.h"

namespace ocellus {

// Clips, and settings tried on them, as the server sees them. The daemon implements it. Thread-safe; may wait
// for the disk. JSON shapes: docs/reference/api.md.
class ClipHost {
public:
    virtual ~ClipHost() = default;

    [[nodiscard]] virtual nlohmann::json clips() = 0;
    [[nodiscard]] virtual Result<nlohmann::json> addClipPiece(const nlohmann::json& piece) = 0;
    [[nodiscard]] virtual Result<void> removeClip(const std::string& name) = 0;

    // Settings of occupancy on a camera, tried beside those that are in effect.
    [[nodiscard]] virtual Result<nlohmann::json> startTrial(const std::string& camera,
                                                            const nlohmann::json& wanted) = 0;
    // NotFound also where the trial is of another camera.
    [[nodiscard]] virtual Result<nlohmann::json> trial(const std::string& camera, const std::string& id) = 0;
    [[nodiscard]] virtual Result<void> endTrial(const std::string& camera, const std::string& id) = 0;
};

}  // namespace ocellus
