// SPDX-License-Identifier: Apache-2.0
#include "storage/database.h"

#include <cerrno>
#include <string_view>

namespace ocellus {
namespace {

constexpr int kLockWaitMilliseconds = 5000;

int bindOne(sqlite3_stmt* statement, int index, const SqlValue& value) {
    // SQLITE_STATIC: what is bound outlives the statement's run, since bindings are cleared after it.
    return std::visit(
        [&](const auto& held) {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, std::nullptr_t>) {
                return sqlite3_bind_null(statement, index);
            } else if constexpr (std::is_same_v<Held, std::int64_t>) {
                return sqlite3_bind_int64(statement, index, held);
            } else if constexpr (std::is_same_v<Held, double>) {
                return sqlite3_bind_double(statement, index, held);
            } else if constexpr (std::is_same_v<Held, std::string_view>) {
                return sqlite3_bind_text64(statement, index, held.empty() ? "" : held.data(), held.size(),
                                           SQLITE_STATIC, SQLITE_UTF8);
            } else {
                // An empty span may have no address, which SQLite would take for null.
                return held.empty()
                           ? sqlite3_bind_zeroblob(statement, index, 0)
                           : sqlite3_bind_blob64(statement, index, held.data(), held.size(), SQLITE_STATIC);
            }
        },
        value.value());
}

// Leaves a statement ready for its next run, whatever became of this one.
class Rewind {
public:
    explicit Rewind(sqlite3_stmt* statement) : statement_(statement) {}

    Rewind(const Rewind&) = delete;
    Rewind& operator=(const Rewind&) = delete;

    ~Rewind() {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }

private:
    sqlite3_stmt* statement_;
};

}  // namespace

bool SqlRow::isNull(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t SqlRow::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

double SqlRow::real(int column) const {
    return sqlite3_column_double(statement_, column);
}

std::string SqlRow::text(int column) const {
    const Bytes bytes = blob(column);
    return {bytes.begin(), bytes.end()};
}

std::optional<std::string> SqlRow::optionalText(int column) const {
    return isNull(column) ? std::nullopt : std::optional{text(column)};
}

std::span<const std::uint8_t> SqlRow::blobView(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Bytes SqlRow::blob(int column) const {
    const auto view = blobView(column);
    return {view.begin(), view.end()};
}

WallTime SqlRow::time(int column) const {
    return WallTime{Duration{integer(column)}};
}

Error sqlError(int code, int systemErrno, const std::filesystem::path& path, const std::string& detail) {
    const std::string file = path.string();
    const std::string folder = path.parent_path().string();
    switch (code & 0xff) {
        case SQLITE_FULL:
            return {Error::Kind::Storage, "the disk that holds " + folder + " is full",
                    "free space there or move storage.path to a larger disk"};
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return {Error::Kind::Storage, file + " cannot be written",
                    "give the user that runs Ocellus write access to the folder " + folder};
        case SQLITE_CANTOPEN:
            return {Error::Kind::Storage, file + " cannot be opened",
                    "check that the folder " + folder +
                        " exists and that the user that runs Ocellus may write to it"};
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            return {Error::Kind::Storage, file + " is damaged or no database (" + detail + ")",
                    "restore it from a backup, or move it away with its -wal and -shm files to begin anew"};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {Error::Kind::Storage, file + " is locked by another program",
                    "end the other program that uses the folder " + folder + ", perhaps a second Ocellus"};
        case SQLITE_CONSTRAINT:
            return {Error::Kind::Conflict, "the database refuses the value (" + detail + ")",
                    "use a name that is not taken"};
        case SQLITE_IOERR:
            if (systemErrno == ENOSPC || systemErrno == EDQUOT || systemErrno == EFBIG) {
                return sqlError(SQLITE_FULL, 0, path, detail);
            }
            return {Error::Kind::Storage, "reading or writing " + file + " failed (" + detail + ")",
                    "look for disk errors in the system's log"};
        default:
            return {Error::Kind::Storage, "the database " + file + " failed: " + detail,
                    "report this message; restarting Ocellus loses nothing that was stored"};
    }
}

tl::unexpected<Error> Database::failed() const {
    return tl::unexpected(sqlError(sqlite3_extended_errcode(handle_.get()),
                                   sqlite3_system_errno(handle_.get()), path_,
                                   sqlite3_errmsg(handle_.get())));
}

Result<Database> Database::connect(const std::filesystem::path& path, int flags) {
    sqlite3* raw = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Database database{Handle{raw}, path};
    if (code != SQLITE_OK) {
        return tl::unexpected(
            sqlError(code, raw == nullptr ? 0 : sqlite3_system_errno(raw), path, sqlite3_errstr(code)));
    }
    sqlite3_busy_timeout(raw, kLockWaitMilliseconds);
    // A database file is input too: no SQL of its own runs with side effects, no shadow tables are trusted.
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    return database;
}

Result<Database> Database::open(const std::filesystem::path& path) {
    auto database = connect(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!database) {
        return database;
    }
    // 1000 pages between checkpoints is SQLite's own default; journal_size_limit returns a WAL that grew in a
    // burst to 64 MiB.
    const auto ready = database->script(
        "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; "
        "PRAGMA journal_size_limit=67108864;");
    if (!ready) {
        return tl::unexpected(ready.error());
    }
    return database;
}

Result<Database> Database::openReadOnly(const std::filesystem::path& path) {
    return connect(path, SQLITE_OPEN_READONLY);
}

Result<sqlite3_stmt*> Database::prepared(const char* sql, SqlValues values) {
    StatementHandle& kept = statements_[sql];
    if (!kept) {
        sqlite3_stmt* raw = nullptr;
        if (sqlite3_prepare_v3(handle_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr) !=
            SQLITE_OK) {
            return failed();
        }
        kept.reset(raw);
    }
    int index = 0;
    for (const SqlValue& value : values) {
        if (bindOne(kept.get(), ++index, value) != SQLITE_OK) {
            return failed();
        }
    }
    return kept.get();
}

Result<int> Database::run(const char* sql, SqlValues values) {
    return each(sql, values, [](const SqlRow&) { return true; }).map([this] {
        return sqlite3_changes(handle_.get());
    });
}

Result<void> Database::each(const char* sql, SqlValues values,
                            const std::function<bool(const SqlRow&)>& onRow) {
    const auto statement = prepared(sql, values);
    if (!statement) {
        return tl::unexpected(statement.error());
    }
    const Rewind rewind{*statement};
    for (;;) {
        const int code = sqlite3_step(*statement);
        if (code == SQLITE_DONE) {
            return {};
        }
        if (code != SQLITE_ROW) {
            return failed();
        }
        if (!onRow(SqlRow{*statement})) {
            return {};
        }
    }
}

Result<std::int64_t> Database::number(const char* sql, SqlValues values) {
    return one(sql, values, [](const SqlRow& row) { return row.integer(0); }).map([](auto found) {
        return found.value_or(0);
    });
}

Result<void> Database::script(const char* sql) {
    if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return failed();
    }
    return {};
}

bool Database::reuseLog() {
    return sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr) ==
           SQLITE_OK;
}

Result<void> Database::begin(Durability durability) {
    if (durability_ != durability) {
        if (auto set = script(durability == Durability::Power ? "PRAGMA synchronous=FULL"
                                                              : "PRAGMA synchronous=NORMAL");
            !set) {
            return set;
        }
        durability_ = durability;
    }
    return run("BEGIN IMMEDIATE").map([](int) {});
}

Result<void> Database::commit() {
    return run("COMMIT").map([](int) {});
}

void Database::rollBack() {
    // SQLite has already rolled back after some errors (disk full); then this says so and changes nothing.
    (void)run("ROLLBACK");
}

}  // namespace ocellus
