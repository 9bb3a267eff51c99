// SPDX-License-Identifier: Apache-2.0
#include "storage/event_log.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

namespace ocellus {
namespace {

using nlohmann::json;

StoredEvent readEvent(const SqlRow& row) {
    StoredEvent stored;
    stored.number = static_cast<std::uint64_t>(row.integer(0));
    stored.event.id = row.text(1);
    stored.event.sequence = static_cast<std::uint64_t>(row.integer(2));
    stored.event.time = row.time(3);
    stored.event.camera = row.text(4);
    stored.event.app = row.text(5);
    stored.event.type = row.text(6);
    stored.event.fields = json::parse(row.text(7), nullptr, false);
    stored.picture = row.optionalText(8);
    return stored;
}

Result<std::int64_t> readCursor(const std::optional<std::string>& before) {
    if (!before) {
        return std::numeric_limits<std::int64_t>::max();
    }
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(before->data(), before->data() + before->size(), number);
    if (error != std::errc{} || end != before->data() + before->size() || number < 0) {
        return failure(Error::Kind::BadInput, "\"before\" is not a place in the list",
                       "give it the \"next\" of the page before, or leave it out");
    }
    return number;
}

}  // namespace

json toJson(const EventPage& page) {
    json events = json::array();
    for (const StoredEvent& stored : page.events) {
        json envelope = toJson(stored.event);
        envelope["picture"] = stored.picture.has_value();
        events.push_back(std::move(envelope));
    }
    return {{"events", std::move(events)}, {"next", page.next ? json(*page.next) : json(nullptr)}};
}

Result<std::uint64_t> EventLog::nextSequence(const EventDraft& draft) {
    return database_
        .number(
            "INSERT INTO sequence (camera, app, type, last) VALUES (?, ?, ?, 1) "
            "ON CONFLICT (camera, app, type) DO UPDATE SET last = last + 1 RETURNING last",
            {draft.camera, draft.app, draft.type})
        .map([](std::int64_t last) { return static_cast<std::uint64_t>(last); });
}

Result<StoredEvent> EventLog::append(const EventDraft& draft, const std::string& id,
                                     std::optional<std::string> picture, std::uint64_t pictureBytes) {
    const auto sequence = nextSequence(draft);
    if (!sequence) {
        return tl::unexpected(sequence.error());
    }
    StoredEvent stored{0,
                       {id, *sequence, draft.time, draft.camera, draft.app, draft.type, draft.fields},
                       std::move(picture)};
    if (!draft.kept && draft.routes.empty()) {
        return stored;
    }
    const auto added = database_.run(
        "INSERT INTO event (id, sequence, time, camera, app, type, fields, kept, picture, picture_bytes) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {id, *sequence, draft.time, draft.camera, draft.app, draft.type, toText(draft.fields), draft.kept,
         stored.picture, pictureBytes});
    if (!added) {
        return tl::unexpected(added.error());
    }
    stored.number = static_cast<std::uint64_t>(database_.lastInsertedId());
    return stored;
}

Result<EventPage> EventLog::list(const EventQuery& query) {
    const auto before = readCursor(query.before);
    if (!before) {
        return tl::unexpected(before.error());
    }
    const std::size_t limit = std::clamp<std::size_t>(query.limit, 1, kMostPerPage);
    const std::optional<std::string> visible =
        query.visibleCameras ? std::optional{json(*query.visibleCameras).dump()} : std::nullopt;
    EventPage page;
    // Two texts, so that a list of one camera walks that camera's index and all others the list's own.
    constexpr const char* kOfCamera =
        "SELECT number, id, sequence, time, camera, app, type, fields, picture FROM event INDEXED BY "
        "event_camera "
        "WHERE kept = 1 AND camera = ?1 AND number < ?2 AND (?3 IS NULL OR app = ?3) AND (?4 IS NULL OR type "
        "= ?4) "
        "AND (?5 IS NULL OR camera IN (SELECT value FROM json_each(?5))) ORDER BY number DESC LIMIT ?6";
    constexpr const char* kOfAll =
        "SELECT number, id, sequence, time, camera, app, type, fields, picture FROM event INDEXED BY "
        "event_kept "
        "WHERE kept = 1 AND ?1 IS NULL AND number < ?2 AND (?3 IS NULL OR app = ?3) AND (?4 IS NULL OR type "
        "= ?4) "
        "AND (?5 IS NULL OR camera IN (SELECT value FROM json_each(?5))) ORDER BY number DESC LIMIT ?6";
    const auto read = database_.each(query.camera ? kOfCamera : kOfAll,
                                     {query.camera, *before, query.app, query.type, visible, limit + 1},
                                     [&](const SqlRow& row) {
                                         page.events.push_back(readEvent(row));
                                         return true;
                                     });
    if (!read) {
        return tl::unexpected(read.error());
    }
    if (page.events.size() > limit) {
        page.events.pop_back();
        page.next = std::to_string(page.events.back().number);
    }
    return page;
}

Result<std::optional<StoredEvent>> EventLog::find(const std::string& id) {
    return database_.one(
        "SELECT number, id, sequence, time, camera, app, type, fields, picture FROM event WHERE id = ? AND "
        "kept = 1",
        {id}, readEvent);
}

Result<int> EventLog::removeBefore(WallTime time, int most) {
    // In the order of storing, so that one event with a stamp from the future delays others but is never the
    // reason to scan the table.
    return database_.run(
        "DELETE FROM event WHERE number IN (SELECT number FROM event INDEXED BY event_kept WHERE kept = 1 "
        "ORDER BY number LIMIT ?2) AND time < ?1 AND picture IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.event = event.number)",
        {time, most});
}

}  // namespace ocellus
