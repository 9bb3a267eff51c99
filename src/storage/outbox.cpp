// SPDX-License-Identifier: Apache-2.0
#include "storage/outbox.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/identifier.h"

namespace ocellus {
namespace {

using nlohmann::json;

void nothing(int) {}

OutboxMessage readMessage(const SqlRow& row) {
    OutboxMessage message;
    message.number = static_cast<std::uint64_t>(row.integer(0));
    message.part = row.integer(1);
    message.form = row.text(2);
    message.event = {
        row.text(3), static_cast<std::uint64_t>(row.integer(4)), row.time(5), row.text(6), row.text(7),
        row.text(8), json::parse(row.text(9), nullptr, false)};
    message.picture = row.optionalText(10);
    return message;
}

struct Row {
    std::uint64_t number;
    std::int64_t part;
    WallTime time;
};

Row readRow(const SqlRow& row) {
    return {static_cast<std::uint64_t>(row.integer(0)), row.integer(1), row.time(2)};
}

}  // namespace

Result<Outbox::Known*> Outbox::known(const std::string& destination) {
    if (const auto found = known_.find(destination); found != known_.end()) {
        return &found->second;
    }
    const auto id = database_.number(
        "INSERT INTO destination (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET name = name RETURNING id",
        {destination});
    if (!id) {
        return tl::unexpected(id.error());
    }
    const auto pending = database_.number("SELECT count(*) FROM outbox WHERE destination = ?", {*id});
    if (!pending) {
        return tl::unexpected(pending.error());
    }
    return &(known_[destination] = Known{*id, *pending, {}});
}

Result<void> Outbox::queue(const StoredEvent& stored, const std::vector<Route>& routes, WallTime now) {
    std::int64_t part = 0;
    for (const Route& route : routes) {
        auto destination = known(route.destination);
        if (!destination) {
            return tl::unexpected(destination.error());
        }
        const auto added = database_.run(
            "INSERT INTO outbox (destination, event, part, form, stored) VALUES (?, ?, ?, ?, ?)",
            {(*destination)->id, stored.number, part++, route.form, now});
        if (!added) {
            return tl::unexpected(added.error());
        }
        const std::int64_t over = ++(*destination)->pending - limits_.outboxMessages;
        if (over > 0) {
            if (auto dropped = drop(**destination, Reason::Full, over, std::nullopt); !dropped) {
                return tl::unexpected(dropped.error());
            }
        }
    }
    return {};
}

Result<std::optional<OutboxMessage>> Outbox::next(const std::string& name) {
    const auto destination = known(name);
    if (!destination) {
        return tl::unexpected(destination.error());
    }
    auto head = database_.one(
        "SELECT event.number, outbox.part, outbox.form, event.id, event.sequence, event.time, event.camera, "
        "event.app, event.type, event.fields, event.picture FROM outbox JOIN event ON event.number = "
        "outbox.event "
        "WHERE outbox.destination = ? ORDER BY outbox.event, outbox.part LIMIT 1",
        {(*destination)->id}, readMessage);
    if (!head) {
        return head;
    }
    auto gap = gapBefore(**destination, name, *head ? std::optional{(*head)->number} : std::nullopt);
    if (!gap || *gap) {
        return gap;
    }
    return head;
}

Result<std::optional<OutboxMessage>> Outbox::gapBefore(Known& destination, const std::string& name,
                                                       std::optional<std::uint64_t> head) {
    auto gap = database_.one(
        "SELECT id, sequence, full, old, refused, from_time, to_time FROM gap "
        "WHERE destination = ?1 AND (?2 IS NULL OR after < ?2) ORDER BY sequence LIMIT 1",
        {destination.id, head}, [&](const SqlRow& row) {
            OutboxMessage message;
            message.form = "event";
            message.event.id = row.text(0);
            message.event.sequence = static_cast<std::uint64_t>(row.integer(1));
            message.event.time = row.time(6);
            message.event.app = "outbox";
            message.event.type = "gap";
            message.event.fields = {
                {"destination", name},
                {"missing", row.integer(2) + row.integer(3) + row.integer(4)},
                {"reasons", {{"full", row.integer(2)}, {"old", row.integer(3)}, {"refused", row.integer(4)}}},
                {"from", toIso8601(row.time(5))},
                {"to", toIso8601(row.time(6))}};
            return message;
        });
    if (gap && *gap) {
        destination.openGap.clear();
    }
    return gap;
}

Result<void> Outbox::settle(const std::string& name, const OutboxMessage& message, Settlement settlement) {
    auto destination = known(name);
    if (!destination) {
        return tl::unexpected(destination.error());
    }
    const Known before = **destination;
    const auto work = [&]() -> Result<void> {
        if (message.number == 0) {
            // A gap that is refused is not repeated: its number is in the metrics and the log.
            return database_.run("DELETE FROM gap WHERE id = ?", {message.event.id}).map(nothing);
        }
        return settleMessage(**destination, message, settlement);
    };
    auto settled = database_.transaction(Durability::Process, work);
    if (!settled) {
        **destination = before;
        if (database_.reuseLog()) {
            settled = database_.transaction(Durability::Process, work);
        }
    }
    if (!settled) {
        **destination = before;
    }
    return settled;
}

Result<void> Outbox::settleMessage(Known& destination, const OutboxMessage& message, Settlement settlement) {
    // A settlement that is told twice counts once.
    const std::int64_t before = destination.pending;
    if (auto removed = remove(destination, message.number, message.part);
        !removed || destination.pending == before) {
        return removed;
    }
    if (settlement == Settlement::Refused) {
        return countGap(destination, Reason::Refused, message.number, message.event.time);
    }
    return database_.run("UPDATE destination SET delivered = delivered + 1 WHERE id = ?", {destination.id})
        .map(nothing);
}

Result<void> Outbox::remove(Known& destination, std::uint64_t number, std::int64_t part) {
    const auto removed = database_.run("DELETE FROM outbox WHERE destination = ? AND event = ? AND part = ?",
                                       {destination.id, number, part});
    if (!removed) {
        return tl::unexpected(removed.error());
    }
    destination.pending -= *removed;
    return database_
        .run(
            "DELETE FROM event WHERE number = ?1 AND kept = 0 "
            "AND NOT EXISTS (SELECT 1 FROM outbox WHERE event = ?1)",
            {number})
        .map(nothing);
}

Result<void> Outbox::countGap(Known& destination, Reason reason, std::uint64_t number, WallTime time) {
    if (destination.openGap.empty()) {
        destination.openGap = randomUuid();
        const auto opened = database_.run(
            "INSERT INTO gap (id, destination, sequence, after, full, old, refused, from_time, to_time) "
            "SELECT ?1, id, gaps + 1, ?3, 0, 0, 0, ?4, ?4 FROM destination WHERE id = ?2",
            {destination.openGap, destination.id, number, time});
        const auto numbered =
            database_.run("UPDATE destination SET gaps = gaps + 1 WHERE id = ?", {destination.id});
        if (!opened || !numbered) {
            return tl::unexpected(opened ? numbered.error() : opened.error());
        }
    }
    const auto counted = database_.run(
        "UPDATE gap SET after = max(after, ?2), full = full + ?3, old = old + ?4, refused = refused + ?5, "
        "from_time = min(from_time, ?6), to_time = max(to_time, ?6) WHERE id = ?1",
        {destination.openGap, number, reason == Reason::Full, reason == Reason::Old,
         reason == Reason::Refused, time});
    if (!counted) {
        return tl::unexpected(counted.error());
    }
    return database_.run("UPDATE destination SET dropped = dropped + 1 WHERE id = ?", {destination.id})
        .map(nothing);
}

Result<int> Outbox::drop(Known& destination, Reason reason, std::int64_t most,
                         std::optional<WallTime> storedBefore) {
    // The head (OFFSET 1) stays: it may be on its way.
    const auto rows = database_.all(
        "SELECT outbox.event, outbox.part, event.time FROM "
        "(SELECT event, part, stored FROM outbox WHERE destination = ?1 ORDER BY event, part LIMIT ?2 OFFSET "
        "1) "
        "AS outbox JOIN event ON event.number = outbox.event WHERE ?3 IS NULL OR outbox.stored < ?3",
        {destination.id, most, storedBefore}, readRow);
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    for (const Row& row : *rows) {
        auto gone = countGap(destination, reason, row.number, row.time).and_then([&] {
            return remove(destination, row.number, row.part);
        });
        if (!gone) {
            return tl::unexpected(gone.error());
        }
    }
    return static_cast<int>(rows->size());
}

Result<int> Outbox::dropOld(WallTime now, int most) {
    const auto names =
        database_.all("SELECT name FROM destination", {}, [](const SqlRow& row) { return row.text(0); });
    if (!names) {
        return tl::unexpected(names.error());
    }
    int dropped = 0;
    for (const std::string& name : *names) {
        auto destination = known(name);
        if (!destination) {
            return tl::unexpected(destination.error());
        }
        const Known before = **destination;
        auto some = database_.transaction(Durability::Process, [&] {
            return drop(**destination, Reason::Old, most, now - limits_.outboxAge);
        });
        if (!some) {
            **destination = before;
            return some;
        }
        dropped += *some;
    }
    return dropped;
}

Result<std::int64_t> Outbox::keepOnly(const std::vector<std::string>& names) {
    known_.clear();
    const std::string wanted = json(names).dump();
    return database_.transaction(Durability::Power, [&]() -> Result<std::int64_t> {
        auto waiting = database_.number(
            "SELECT count(*) FROM outbox WHERE destination IN "
            "(SELECT id FROM destination WHERE name NOT IN (SELECT value FROM json_each(?)))",
            {wanted});
        if (!waiting) {
            return waiting;
        }
        // Their messages and gaps go with them (ON DELETE CASCADE); then what nobody waits for any more.
        const auto gone = database_.run(
            "DELETE FROM destination WHERE name NOT IN (SELECT value FROM json_each(?))", {wanted});
        const auto swept =
            database_.run("DELETE FROM event WHERE kept = 0 AND number NOT IN (SELECT event FROM outbox)");
        if (!gone || !swept) {
            return tl::unexpected(gone ? swept.error() : gone.error());
        }
        return waiting;
    });
}

Result<std::vector<OutboxState>> Outbox::states() {
    return database_.all("SELECT name, id, delivered, dropped FROM destination ORDER BY name", {},
                         [&](const SqlRow& row) {
                             const std::string name = row.text(0);
                             const auto destination = known(name);
                             return OutboxState{name, destination ? (*destination)->pending : 0,
                                                row.integer(2), row.integer(3)};
                         });
}

}  // namespace ocellus
