// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "storage/database.h"

namespace ocellus {

// One step of a schema: SQL that turns version `to - 1` into version `to`.
struct Migration {
    int to;
    const char* sql;
};

// The steps of data/ocellus.db, from version 1. A step that was released is never changed; a new one is
// added, with a fixture of the version before it in tests/unit/storage.
[[nodiscard]] std::span<const Migration> mainMigrations();

// The steps of data/history.db (count_history.h).
[[nodiscard]] std::span<const Migration> historyMigrations();

// Brings a database to the newest version, each step in its own transaction. Refuses a file of a newer
// version and a file of another program, by `applicationId`.
[[nodiscard]] Result<void> migrate(Database& database, std::span<const Migration> steps,
                                   std::int32_t applicationId);

inline constexpr std::int32_t kMainApplicationId = 0x4f63656c;     // "Ocel"
inline constexpr std::int32_t kHistoryApplicationId = 0x4f634873;  // "OcHs"

}  // namespace ocellus
