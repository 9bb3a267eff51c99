// SPDX-License-Identifier: Apache-2.0
#include "storage/tables.h"

#include <string>
#include <utility>

#include "storage/migrations.h"

namespace ocellus {
namespace {

constexpr const char* kKeyCheck = "key_check";

// A constant sealed with the key tells a lost or exchanged key file from the right one, before anything is
// sealed with the wrong one.
Result<void> checkKey(Database& database, const KeyFile& key) {
    const auto stored = database.one("SELECT value FROM keeping WHERE name = ?", {kKeyCheck},
                                     [](const SqlRow& row) { return row.blob(0); });
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    if (!*stored) {
        return database
            .run("INSERT INTO keeping (name, value) VALUES (?, ?)",
                 {kKeyCheck, key.seal(Secret{kKeyCheck}, kKeyCheck)})
            .map([](int) {});
    }
    if (!key.unseal(**stored, kKeyCheck)) {
        const std::string folder = database.path().parent_path().string();
        return failure(
            Error::Kind::Storage, "the key file in " + folder + " does not belong to the database there",
            "restore the file `key` from a backup; without it the stored camera passwords are lost and the "
            "database has to be moved away");
    }
    return {};
}

}  // namespace

Tables::Tables(Database opened, CountHistory counts, const KeyFile& fileKey,
               const std::filesystem::path& folder, StorageLimits limits)
    : database(std::move(opened)),
      key(fileKey),
      outbox(database, limits),
      pictures(database, folder / "pictures", limits),
      ballast(folder / "ballast", limits.ballastBytes),
      history(std::move(counts)) {}

Result<std::unique_ptr<Tables>> Tables::open(const std::filesystem::path& folder, StorageLimits limits) {
    auto database = Database::open(folder / "ocellus.db");
    if (!database) {
        return tl::unexpected(database.error());
    }
    if (auto migrated = migrate(*database, mainMigrations(), kMainApplicationId); !migrated) {
        return tl::unexpected(migrated.error());
    }
    auto key = KeyFile::open(folder / "key");
    if (!key) {
        return tl::unexpected(key.error());
    }
    if (auto checked = checkKey(*database, *key); !checked) {
        return tl::unexpected(checked.error());
    }
    auto history = CountHistory::open(folder / "history.db");
    if (!history) {
        return tl::unexpected(history.error());
    }
    return std::make_unique<Tables>(std::move(*database), std::move(*history), *key, folder, limits);
}

}  // namespace ocellus
