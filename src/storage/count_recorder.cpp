// SPDX-License-Identifier: Apache-2.0
#include "storage/count_recorder.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/log.h"
#include "storage/ballast.h"

namespace ocellus {
namespace {

constexpr std::size_t kMostPerCommit = 4096;

}  // namespace

void CountRecorder::record(const std::string& camera, ZoneMinute minute) {
    const std::lock_guard lock{mutex_};
    if (incoming_.size() >= mostWaiting_) {
        ++state_.lost;  // the storage thread hangs: no second has passed there for long
        return;
    }
    incoming_.push_back({camera, std::move(minute)});
}

void CountRecorder::takeIncoming() {
    std::vector<CameraMinute> incoming;
    {
        const std::lock_guard lock{mutex_};
        incoming.swap(incoming_);
    }
    for (CameraMinute& piece : incoming) {
        const auto [place, isNew] =
            waiting_.try_emplace({piece.minute.minute, piece.camera, piece.minute.zone}, piece);
        if (!isNew) {
            place->second.minute.span.join(piece.minute.span);
            place->second.minute.area = piece.minute.area;
        }
    }
    std::size_t dropped = 0;
    while (waiting_.size() > mostWaiting_) {
        waiting_.erase(waiting_.begin());
        ++dropped;
    }
    const std::lock_guard lock{mutex_};
    state_.lost += dropped;
}

void CountRecorder::flush() {
    takeIncoming();
    while (!waiting_.empty() && storeSome()) {
    }
    const std::lock_guard lock{mutex_};
    state_.waiting = waiting_.size();
}

// One commit, the oldest minutes first; false where the disk refuses.
bool CountRecorder::storeSome() {
    std::vector<CameraMinute> some;
    const auto end =
        std::next(waiting_.begin(), static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kMostPerCommit)));
    std::transform(waiting_.begin(), end, std::back_inserter(some),
                   [](const auto& entry) { return entry.second; });
    auto stored = history_.add(some);
    if (!stored && ballast_.giveBack()) {
        stored = history_.add(some);
    }
    {
        const std::lock_guard lock{mutex_};
        if (!stored) {
            if (state_.reason.empty()) {
                log::error("counts wait to be stored reason=\"{}\"", stored.error().text());
            }
            state_.reason = stored.error().text();
            return false;
        }
        if (!state_.reason.empty()) {
            log::info("counts are stored again");
            state_.reason.clear();
        }
    }
    waiting_.erase(waiting_.begin(), end);
    if (onStored_) {
        for (const CameraMinute& one : some) {
            onStored_(one.camera, one.minute.minute);
        }
    }
    return true;
}

CountRecorderState CountRecorder::state() const {
    const std::lock_guard lock{mutex_};
    return state_;
}

}  // namespace ocellus
