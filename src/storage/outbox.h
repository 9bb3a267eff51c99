// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "storage/database.h"
#include "storage/event_draft.h"
#include "storage/event_query.h"
#include "storage/limits.h"

namespace ocellus {

// One message as a destination waits for it: a stored event, or word of a gap.
struct OutboxMessage {
    std::uint64_t number = 0;  // of the event; 0: word of a gap
    std::int64_t part = 0;     // one event may go to one destination in several forms
    std::string form;
    Event event;
    std::optional<std::string> picture;  // its file below the folder of pictures
};

// What became of a message that was handed out.
enum class Settlement {
    Delivered,  // the receiver has it
    Refused,    // the receiver will never take it: dropped, and counted into the gap
};

struct OutboxState {
    std::string destination;
    std::int64_t pending = 0;
    std::int64_t delivered = 0;  // since the destination is known
    std::int64_t dropped = 0;    // full, too old, or refused, since then
};

// What has been stored and not yet delivered. Each destination has its own queue in the order of storing, and
// its head is handed out until it is settled, over restarts too: at least once, in order. A queue beyond its
// bounds loses its oldest messages but for the head, which may be on its way; before the first message after
// them the receiver gets an event of type `gap` that says how many are missing. Bound to the storage thread.
class Outbox {
public:
    Outbox(Database& database, StorageLimits limits) : database_(database), limits_(limits) {}

    // Queues a stored event, inside the caller's transaction.
    Result<void> queue(const StoredEvent& stored, const std::vector<Route>& routes, WallTime now);

    // The message that `destination` is to get now.
    [[nodiscard]] Result<std::optional<OutboxMessage>> next(const std::string& destination);
    // Ends the message that next() gave, in a transaction of its own; a kill between delivery and this
    // repeats it.
    Result<void> settle(const std::string& destination, const OutboxMessage& message, Settlement settlement);

    // Drops what is older than the limit, at most `most` messages of each destination.
    Result<int> dropOld(WallTime now, int most);
    // Forgets destinations that are not among `names` any more, with what waited for them; returns how many
    // messages that were.
    Result<std::int64_t> keepOnly(const std::vector<std::string>& names);

    [[nodiscard]] Result<std::vector<OutboxState>> states();

    // To be called when a transaction round queue() failed: what was counted in it did not happen.
    void forgetCounts() { known_.clear(); }

private:
    struct Known {
        std::int64_t id = 0;
        std::int64_t pending = 0;
        std::string
            openGap;  // id of the gap that further drops are counted into; closed once it is handed out
    };

    enum class Reason { Full, Old, Refused };

    Result<Known*> known(const std::string& destination);
    Result<std::optional<OutboxMessage>> gapBefore(Known& destination, const std::string& name,
                                                   std::optional<std::uint64_t> head);
    // Drops messages after the head; `storedBefore` limits which.
    Result<int> drop(Known& destination, Reason reason, std::int64_t most,
                     std::optional<WallTime> storedBefore);
    Result<void> remove(Known& destination, std::uint64_t number, std::int64_t part);
    Result<void> countGap(Known& destination, Reason reason, std::uint64_t number, WallTime time);
    Result<void> settleMessage(Known& destination, const OutboxMessage& message, Settlement settlement);

    Database& database_;
    StorageLimits limits_;
    std::unordered_map<std::string, Known> known_;
};

}  // namespace ocellus
