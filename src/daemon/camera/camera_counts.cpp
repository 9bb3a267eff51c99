// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/camera_counts.h"

#include <utility>

namespace ocellus {

CameraCounts::CameraCounts(std::string camera, OnMinute onMinute)
    : sink_([camera = std::move(camera), onMinute = std::move(onMinute)](ZoneMinute minute) {
          onMinute(camera, std::move(minute));
      }) {}

void CameraCounts::hear(const AppEvent& event) {
    if (event.type == "alarm" && event.fields.value("state", "") == "start") {
        tally_.alarm(event.fields.value("name", ""));
    }
}

void CameraCounts::observe(const Observation& observation, const App& app) {
    const auto whole = app.countOfPicture();
    if (!whole) {
        return;  // an app that counts nothing, or nothing yet
    }
    counts_.clear();
    counts_.push_back({0, {}, *whole});
    app.visitCounts([this](int area, const std::string& zone, int count) {
        counts_.push_back({area, zone, count});
    });
    tally_.observe(observation.captured, observation.stamp, counts_, sink_);
}

void CameraCounts::close(Instant now) {
    tally_.close(now, sink_);
}

}  // namespace ocellus
