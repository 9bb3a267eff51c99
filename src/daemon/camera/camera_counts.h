// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "apps/app.h"
#include "storage/minute_tally.h"

namespace ocellus {

// The counts of one camera on their way to the history. Bound to its camera.
class CameraCounts {
public:
    // Takes minutes and pieces of them; called on the thread that analyses the camera's pictures.
    using OnMinute = std::function<void(const std::string& camera, ZoneMinute minute)>;

    CameraCounts(std::string camera, OnMinute onMinute);

    // Something that an app said about the picture that is observed next.
    void hear(const AppEvent& event);
    // What the app counted in a picture.
    void observe(const Observation& observation, const App& app);
    // The camera is away, or the app is switched off or changed: what was counted so far goes to the history.
    void close(Instant now);

private:
    MinuteTally tally_;
    MinuteTally::Sink sink_;
    std::vector<MinuteTally::ZoneCount> counts_;  // kept, so that a picture allocates nothing
};

}  // namespace ocellus
