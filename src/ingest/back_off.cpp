// SPDX-License-Identifier: Apache-2.0
#include "ingest/back_off.h"

#include <algorithm>

namespace ocellus {

Duration BackOff::next(bool worked, double random) {
    Duration step{};
    if (worked) {
        step_ = Duration{};
        step = times_.afterWorking;
    } else {
        step_ = step_.count() == 0 ? times_.first : std::min(step_ * 2, times_.most);
        step = step_;
    }
    const double share = 0.5 + 0.5 * std::clamp(random, 0.0, 1.0);
    return Duration{static_cast<Duration::rep>(static_cast<double>(step.count()) * share)};
}

}  // namespace ocellus
