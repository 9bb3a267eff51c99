// SPDX-License-Identifier: Apache-2.0
#include "storage/event_recorder.h"

#include <algorithm>
#include <utility>

#include "base/identifier.h"
#include "base/log.h"
#include "storage/storage_thread.h"
#include "storage/tables.h"

namespace ocellus {
namespace {

constexpr std::size_t kMostPerCommit = 256;

}  // namespace

void EventRecorder::record(EventDraft draft) {
    {
        const std::lock_guard lock{mutex_};
        if (draft.picture && incomingPictures_ >= kMostPictures) {
            draft.picture.reset();
            ++state_.picturesDropped;
        }
        incomingPictures_ += draft.picture ? 1 : 0;
        incoming_.push_back(std::move(draft));
        if (incoming_.size() > kMostWaiting) {
            incoming_.pop_front();
            ++state_.lost;
        }
        state_.waiting = incoming_.size();
        if (flushQueued_) {
            return;
        }
        flushQueued_ = true;
    }
    if (!thread_.post([this] { flush(); })) {
        const std::lock_guard lock{mutex_};
        flushQueued_ = false;  // the next second's turn takes it
    }
}

void EventRecorder::takeIncoming() {
    std::deque<EventDraft> incoming;
    {
        const std::lock_guard lock{mutex_};
        flushQueued_ = false;
        incomingPictures_ = 0;
        incoming.swap(incoming_);
        while (waiting_.size() + incoming.size() > kMostWaiting) {
            ++state_.lost;
            waiting_.empty() ? incoming.pop_front() : waiting_.pop_front();
        }
    }
    for (EventDraft& draft : incoming) {
        Waiting& waiting = waiting_.emplace_back();
        waiting.draft = std::move(draft);
        waiting.id = randomUuid();
        writePicture(waiting);
    }
}

void EventRecorder::flush() {
    takeIncoming();
    while (!waiting_.empty() && storeSome()) {
    }
    const std::lock_guard lock{mutex_};
    state_.waiting = waiting_.size() + incoming_.size();
}

void EventRecorder::writePicture(Waiting& waiting) {
    if (!waiting.draft.picture) {
        return;
    }
    const auto file = tables_.pictures.write(waiting.id, waiting.draft.time, *waiting.draft.picture);
    std::string reason;
    if (file) {
        waiting.picture = *file;
        waiting.pictureBytes = waiting.draft.picture->picture()->bytes.size;
    } else {
        reason = file.error().text();
    }
    waiting.draft.picture.reset();
    const std::lock_guard lock{mutex_};
    state_.picturesDropped += reason.empty() ? 0 : 1;
    if (state_.pictureReason.empty() && !reason.empty()) {
        log::warn("pictures of events are dropped reason=\"{}\"",
                  reason);  // said once, until one is written again
    } else if (!state_.pictureReason.empty() && reason.empty()) {
        log::info("pictures of events are kept again");
    }
    state_.pictureReason = std::move(reason);
}

// One commit; false where the disk refuses.
bool EventRecorder::storeSome() {
    const std::size_t count = std::min(waiting_.size(), kMostPerCommit);
    std::set<std::string> destinations;
    bool lasting = false;
    for (std::size_t i = 0; i < count; ++i) {
        for (const Route& route : waiting_[i].draft.routes) {
            destinations.insert(route.destination);
        }
        lasting |= waiting_[i].draft.kept;
    }
    std::vector<Event> stored;
    const WallTime now = clock_.wallNow();
    const auto work = [&]() -> Result<void> {
        stored.clear();
        for (std::size_t i = 0; i < count; ++i) {
            const Waiting& one = waiting_[i];
            auto event = tables_.events.append(
                one.draft, one.id, one.picture.empty() ? std::nullopt : std::optional{one.picture},
                one.pictureBytes);
            if (!event) {
                return tl::unexpected(event.error());
            }
            if (auto queued = tables_.outbox.queue(*event, one.draft.routes, now); !queued) {
                return queued;
            }
            stored.push_back(std::move(event->event));
        }
        return {};
    };
    // What leaves the house or stays in it survives a power cut; a sequence number that nobody saw need not.
    const auto durability = !destinations.empty() || lasting ? Durability::Power : Durability::Process;
    auto done = tables_.database.transaction(durability, work);
    if (!done) {
        tables_.outbox.forgetCounts();
        const bool given = tables_.ballast.giveBack();
        if (tables_.database.reuseLog() || given) {
            done = tables_.database.transaction(durability, work);
        }
    }
    Wake wake;
    {
        const std::lock_guard lock{mutex_};
        if (!done) {
            if (state_.eventReason.empty()) {
                log::error("events wait to be stored reason=\"{}\"", done.error().text());
            }
            state_.eventReason = done.error().text();
            tables_.outbox.forgetCounts();
            return false;
        }
        if (!state_.eventReason.empty()) {
            log::info("events are stored again");
            state_.eventReason.clear();
        }
        wake = wake_;
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (waiting_[i].draft.stored) {
            waiting_[i].draft.stored(stored[i]);
        }
    }
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
    if (wake && !destinations.empty()) {
        wake(destinations);
    }
    return true;
}

void EventRecorder::onQueued(Wake wake) {
    const std::lock_guard lock{mutex_};
    wake_ = std::move(wake);
}

RecorderState EventRecorder::state() const {
    const std::lock_guard lock{mutex_};
    return state_;
}

}  // namespace ocellus
