// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/event_draft.h"

namespace ocellus {

struct Tables;
class StorageThread;

// How storing goes, for metrics, the UI and `doctor`.
struct RecorderState {
    std::size_t waiting = 0;            // events not stored yet
    std::uint64_t lost = 0;             // events dropped because too many waited
    std::uint64_t picturesDropped = 0;  // events stored without their picture
    std::string eventReason;            // why events wait; empty while all is well
    std::string pictureReason;          // why pictures are dropped; empty while all is well
};

// Takes events from the analysis threads and stores them: all that came while the disk was busy in one
// commit. Where the disk refuses, they wait here and are tried again each second; at most 10,000 wait (64
// with their picture), the oldest go first, and that is counted and said. record() and state() are
// thread-safe.
class EventRecorder {
public:
    static constexpr std::size_t kMostWaiting = 10'000;
    static constexpr std::size_t kMostPictures = 64;

    EventRecorder(Tables& tables, StorageThread& thread, const Clock& clock)
        : tables_(tables), thread_(thread), clock_(clock) {}

    // Never waits.
    void record(EventDraft draft);

    // Stores what waits. On the storage thread.
    void flush();

    // Called on the storage thread after each commit that queued messages, with the destinations that got
    // some.
    using Wake = std::function<void(const std::set<std::string>& destinations)>;
    void onQueued(Wake wake);

    [[nodiscard]] RecorderState state() const;

private:
    struct Waiting {
        EventDraft draft;
        std::string id;       // from the first try on, so that the picture keeps its name
        std::string picture;  // its file, once written
        std::uint64_t pictureBytes = 0;
    };

    void takeIncoming();
    void writePicture(Waiting& waiting);
    bool storeSome();

    Tables& tables_;
    StorageThread& thread_;
    const Clock& clock_;

    mutable std::mutex mutex_;
    std::deque<EventDraft> incoming_;
    std::size_t incomingPictures_ = 0;
    bool flushQueued_ = false;
    RecorderState state_;
    Wake wake_;

    std::deque<Waiting> waiting_;  // storage thread
};

}  // namespace ocellus
