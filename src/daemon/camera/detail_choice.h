// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "inference/model_manifest.h"

namespace ocellus {

// How closely the host can afford to look: by the fine shapes of the detector's input while all cameras
// together take no more than a quarter of the processors so, by its plain ones beyond. A camera counts with
// the pictures a second that its settings let through, the most that it can bring. Thread-safe.
class DetailChoice {
public:
    static constexpr double kShare = 0.25;

    // `fineMilliseconds`: of one processor for a picture, 0 where it is not known or there are no fine
    // shapes. `choose` is called at once, and whenever the choice changes, by who changed the cameras.
    DetailChoice(double fineMilliseconds, unsigned processors, std::function<void(Detail)> choose);

    void put(const std::string& camera, double picturesPerSecond);
    void remove(const std::string& camera);

private:
    void chooseLocked();

    const double fineMilliseconds_;
    const double affordable_;  // milliseconds of a processor a second
    const std::function<void(Detail)> choose_;
    std::mutex mutex_;
    std::map<std::string, double> rates_;
    Detail chosen_ = Detail::Plain;
};

}  // namespace ocellus
