// SPDX-License-Identifier: Apache-2.0
#include "storage/migrations.h"

#include <array>
#include <string>

namespace ocellus {
namespace {

// Times are microseconds since 1970 UTC. `sealed` columns are encrypted with the key file (key_file.h).
constexpr const char* kAccountsAndSettings = R"sql(
CREATE TABLE user (
    name TEXT PRIMARY KEY,
    password_hash TEXT NOT NULL,      -- argon2id, as libsodium writes it
    role TEXT NOT NULL CHECK (role IN ('admin', 'operator', 'viewer')),
    language TEXT NOT NULL,
    cameras TEXT                      -- JSON list of camera ids; null: all cameras
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
    token_hash BLOB PRIMARY KEY,      -- the token itself is only in the browser's cookie
    user TEXT NOT NULL REFERENCES user (name) ON DELETE CASCADE,
    csrf_token TEXT NOT NULL,
    created INTEGER NOT NULL,
    last_used INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (user, last_used);
CREATE TABLE device_account (
    name TEXT PRIMARY KEY,
    camera TEXT NOT NULL,
    ha1_md5 BLOB NOT NULL,            -- sealed
    ha1_sha256 BLOB NOT NULL,         -- sealed
    created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE camera (
    id TEXT PRIMARY KEY,
    settings TEXT NOT NULL,           -- JSON without its secrets
    secrets BLOB NOT NULL             -- sealed: JSON object of JSON pointer to text
) STRICT, WITHOUT ROWID;
CREATE TABLE app_settings (
    camera TEXT NOT NULL,
    app TEXT NOT NULL,
    settings TEXT NOT NULL,
    secrets BLOB NOT NULL,
    PRIMARY KEY (camera, app)
) STRICT, WITHOUT ROWID;
CREATE TABLE keeping (                -- what is kept once for the whole house
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// Events, what waits for each destination, and what was dropped.
constexpr const char* kEventsAndOutbox = R"sql(
CREATE TABLE sequence (
    camera TEXT NOT NULL,
    app TEXT NOT NULL,
    type TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (camera, app, type)
) STRICT, WITHOUT ROWID;
CREATE TABLE event (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of storing; never used again
    id TEXT NOT NULL UNIQUE,
    sequence INTEGER NOT NULL,
    time INTEGER NOT NULL,
    camera TEXT NOT NULL,
    app TEXT NOT NULL,
    type TEXT NOT NULL,
    fields TEXT NOT NULL,             -- JSON
    kept INTEGER NOT NULL,            -- 0: goes when every destination has it
    picture TEXT,                     -- file below pictures/
    picture_bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX event_kept ON event (number) WHERE kept = 1;
CREATE INDEX event_camera ON event (camera, number) WHERE kept = 1;
CREATE INDEX event_picture ON event (number) WHERE picture IS NOT NULL;
CREATE TABLE destination (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    delivered INTEGER NOT NULL DEFAULT 0,
    dropped INTEGER NOT NULL DEFAULT 0,
    gaps INTEGER NOT NULL DEFAULT 0   -- the last sequence of its gap events
) STRICT;
CREATE TABLE outbox (
    destination INTEGER NOT NULL REFERENCES destination (id) ON DELETE CASCADE,
    event INTEGER NOT NULL REFERENCES event (number),
    part INTEGER NOT NULL,            -- one event may go to a destination in several forms
    form TEXT NOT NULL,
    stored INTEGER NOT NULL,
    PRIMARY KEY (destination, event, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_event ON outbox (event);
CREATE TABLE gap (
    id TEXT PRIMARY KEY,              -- of the event that tells the receiver
    destination INTEGER NOT NULL REFERENCES destination (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    after INTEGER NOT NULL,           -- the last event that is missing
    full INTEGER NOT NULL,            -- how many were dropped, by reason
    old INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    from_time INTEGER NOT NULL,       -- capture times of the first and last that are missing
    to_time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX gap_destination ON gap (destination, sequence);
)sql";

// Counts: hundredths are observed hundredths of a second, weighted is the sum of count x hundredths.
constexpr const char* kCounts = R"sql(
CREATE TABLE zone (
    id INTEGER PRIMARY KEY,
    camera TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (camera, name)
) STRICT;
CREATE TABLE minute (
    zone INTEGER NOT NULL,
    minute INTEGER NOT NULL,          -- since 1970 UTC
    minimum INTEGER NOT NULL,
    maximum INTEGER NOT NULL,
    weighted INTEGER NOT NULL,
    alarms INTEGER NOT NULL,
    hundredths INTEGER NOT NULL,
    PRIMARY KEY (zone, minute)
) STRICT, WITHOUT ROWID;
CREATE TABLE hour (
    zone INTEGER NOT NULL,
    hour INTEGER NOT NULL,            -- since 1970 UTC
    minimum INTEGER NOT NULL,
    maximum INTEGER NOT NULL,
    weighted INTEGER NOT NULL,
    alarms INTEGER NOT NULL,
    hundredths INTEGER NOT NULL,
    PRIMARY KEY (zone, hour)
) STRICT, WITHOUT ROWID;
CREATE TABLE day (
    key INTEGER PRIMARY KEY,          -- zone << 20 | days since 1970 UTC
    minutes BLOB NOT NULL             -- day_codec.h
) STRICT;
)sql";

constexpr const char* kAreas = R"sql(
ALTER TABLE zone ADD COLUMN area INTEGER NOT NULL DEFAULT 0;  -- 1 to 4, when last counted; 0: the whole picture
)sql";

constexpr std::array kHistoryMigrations{
    Migration{1, kCounts},
    Migration{2, kAreas},
};

constexpr std::array kMainMigrations{
    Migration{1, kAccountsAndSettings},
    Migration{2, kEventsAndOutbox},
};

}  // namespace

std::span<const Migration> historyMigrations() {
    return kHistoryMigrations;
}

std::span<const Migration> mainMigrations() {
    return kMainMigrations;
}

Result<void> migrate(Database& database, std::span<const Migration> steps, std::int32_t applicationId) {
    const auto application = database.number("PRAGMA application_id");
    const auto version = database.number("PRAGMA user_version");
    const auto tables = database.number("SELECT count(*) FROM sqlite_master");
    for (const auto* value : {&application, &version, &tables}) {
        if (!*value) {
            return tl::unexpected(value->error());
        }
    }
    const std::string file = database.path().string();
    const bool fresh = *tables == 0 && *version == 0;
    if (!fresh && *application != applicationId) {
        return failure(Error::Kind::Storage, file + " is a database of another program",
                       "point storage.path at an empty folder or at one that Ocellus made");
    }
    if (*version > steps.back().to) {
        return failure(Error::Kind::Storage,
                       file + " has schema version " + std::to_string(*version) + ", newer than " +
                           std::to_string(steps.back().to) + " of this program",
                       "run the newer Ocellus again, or restore the backup made before the upgrade");
    }
    for (const Migration& step : steps) {
        if (step.to <= *version) {
            continue;
        }
        // Pragmas take no bound values; these are our own numbers.
        const std::string marks = "PRAGMA user_version=" + std::to_string(step.to) +
                                  "; PRAGMA application_id=" + std::to_string(applicationId) + ";";
        auto done = database.transaction(Durability::Power, [&]() -> Result<void> {
            return database.script(step.sql).and_then([&] { return database.script(marks.c_str()); });
        });
        if (!done) {
            return done;
        }
    }
    return {};
}

}  // namespace ocellus
