// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "storage/database.h"
#include "storage/event_draft.h"
#include "storage/event_query.h"

namespace ocellus {

// The events as they were stored. Bound to the storage thread.
class EventLog {
public:
    static constexpr std::size_t kMostPerPage = 500;

    explicit EventLog(Database& database) : database_(database) {}

    // Gives the draft its id and the next sequence of its camera, app and type, and stores it. Inside the
    // caller's transaction, so that a sequence is used exactly if its event is stored. `number` is 0 where
    // the event is neither kept nor sent: then only its sequence is.
    Result<StoredEvent> append(const EventDraft& draft, const std::string& id,
                               std::optional<std::string> picture, std::uint64_t pictureBytes);

    [[nodiscard]] Result<EventPage> list(const EventQuery& query);
    [[nodiscard]] Result<std::optional<StoredEvent>> find(const std::string& id);

    // Removes up to `most` of the oldest kept events from before `time` that no destination waits for;
    // returns how many. Their pictures must have gone before.
    Result<int> removeBefore(WallTime time, int most);

private:
    Result<std::uint64_t> nextSequence(const EventDraft& draft);

    Database& database_;
};

}  // namespace ocellus
