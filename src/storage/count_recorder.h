// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "storage/count_history.h"

namespace ocellus {

class Ballast;

// How storing of counts goes, for the UI and `doctor`.
struct CountRecorderState {
    std::size_t waiting = 0;  // minutes of zones that are not stored yet
    std::uint64_t lost = 0;   // dropped because too many waited
    std::string reason;       // why they wait; empty while all is well
};

// Takes minutes and pieces of minutes from the analysis threads and stores them about once a second, those of
// all cameras in one commit. Where the disk refuses, they wait here, joined by minute, and are tried again
// each second; at most 200,000 wait (ten hours of 64 cameras), the oldest go first, and that is counted and
// said. record() and state() are thread-safe.
class CountRecorder {
public:
    static constexpr std::size_t kMostWaiting = 200'000;

    CountRecorder(CountHistory& history, Ballast& ballast, std::size_t mostWaiting = kMostWaiting)
        : history_(history), ballast_(ballast), mostWaiting_(mostWaiting) {}

    // Never waits.
    void record(const std::string& camera, ZoneMinute minute);

    // Stores what waits. On the storage thread.
    void flush();

    // Called on the storage thread for each minute of a camera that was stored. Set before the thread begins.
    using OnStored = std::function<void(const std::string& camera, std::int64_t minute)>;

    void onStored(OnStored onStored) { onStored_ = std::move(onStored); }

    [[nodiscard]] CountRecorderState state() const;

private:
    void takeIncoming();
    bool storeSome();

    CountHistory& history_;
    Ballast& ballast_;
    const std::size_t mostWaiting_;
    OnStored onStored_;

    mutable std::mutex mutex_;
    std::vector<CameraMinute> incoming_;
    CountRecorderState state_;

    // By minute, camera and zone; on the storage thread.
    std::map<std::tuple<std::int64_t, std::string, std::string>, CameraMinute> waiting_;
};

}  // namespace ocellus
