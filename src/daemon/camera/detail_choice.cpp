// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/detail_choice.h"

#include "base/log.h"

namespace ocellus {

DetailChoice::DetailChoice(double fineMilliseconds, unsigned processors, std::function<void(Detail)> choose)
    : fineMilliseconds_(fineMilliseconds),
      affordable_(1000.0 * kShare * processors),
      choose_(std::move(choose)) {
    chosen_ = fineMilliseconds_ > 0 ? Detail::Fine : Detail::Plain;
    choose_(chosen_);
}

void DetailChoice::put(const std::string& camera, double picturesPerSecond) {
    const std::lock_guard lock(mutex_);
    rates_[camera] = picturesPerSecond;
    chooseLocked();
}

void DetailChoice::remove(const std::string& camera) {
    const std::lock_guard lock(mutex_);
    rates_.erase(camera);
    chooseLocked();
}

void DetailChoice::chooseLocked() {
    double rate = 0;
    for (const auto& [camera, each] : rates_) {
        rate += each;
    }
    const bool fine = fineMilliseconds_ > 0 && rate * fineMilliseconds_ <= affordable_;
    const Detail choice = fine ? Detail::Fine : Detail::Plain;
    if (choice == chosen_) {
        return;
    }
    chosen_ = choice;
    log::info(
        "{} pictures a second are looked at {}: fine shapes would take {} ms of {} that may be spent a "
        "second",
        rate, fine ? "finely" : "plainly", rate * fineMilliseconds_, affordable_);
    choose_(choice);
}

}  // namespace ocellus
