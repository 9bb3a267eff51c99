// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "apps/app.h"
#include "vision/observation.h"

namespace ocellus::cli {

// The contract's line for an analysed picture: tracks of all classes, before zone and size filters, and what
// the apps count. `time` is the clip's own. Without a line's end.
[[nodiscard]] std::string observationAsJson(const Observation& observation,
                                            const std::vector<std::unique_ptr<App>>& apps);

// The contract's line for something that an app said; empty for what has none there (counts).
[[nodiscard]] std::string eventAsJson(const AppEvent& event);

// The same for people.
[[nodiscard]] std::string eventAsText(const AppEvent& event);

// What a person wants to know of a clip at its end.
class AnalysisSummary {
public:
    void add(const Observation& observation, const std::vector<std::unique_ptr<App>>& apps);
    void add(const AppEvent& event);

    [[nodiscard]] std::string text() const;

private:
    struct Zone {
        int lowest = 0;
        int highest = 0;
        double sum = 0;
        int pictures = 0;
        int alarms = 0;
        int repeats = 0;
    };

    int pictures_ = 0;
    int inferred_ = 0;
    Duration length_{};
    std::map<std::string, Zone> zones_;
};

}  // namespace ocellus::cli
