// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <utility>

#include "base/clock.h"
#include "daemon/journal.h"
#include "daemon/live/event_viewers.h"
#include "outputs/outputs.h"
#include "storage/event_recorder.h"

namespace ocellus {

// Sends what apps say to storage, with the destinations that are to hear of it, and tells browsers once it is
// stored. Thread-safe.
class EventJournal final : public Journal {
public:
    EventJournal(EventRecorder& recorder, const Outputs& outputs, const Clock& clock,
                 std::shared_ptr<EventViewers> viewers)
        : recorder_(recorder), outputs_(outputs), clock_(clock), viewers_(std::move(viewers)) {}

    void record(JournalEntry entry) override;

private:
    EventRecorder& recorder_;
    const Outputs& outputs_;
    const Clock& clock_;
    std::shared_ptr<EventViewers> viewers_;
};

}  // namespace ocellus
