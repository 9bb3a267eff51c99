// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "storage/sql_value.h"

namespace ocellus {

// The current row of a running statement; columns count from 0. Valid only inside the callback that gets it.
class SqlRow {
public:
    explicit SqlRow(sqlite3_stmt* statement) : statement_(statement) {}

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;
    // Text or null.
    [[nodiscard]] std::optional<std::string> optionalText(int column) const;
    [[nodiscard]] Bytes blob(int column) const;
    // A blob without a copy, valid inside the callback.
    [[nodiscard]] std::span<const std::uint8_t> blobView(int column) const;
    [[nodiscard]] WallTime time(int column) const;

private:
    sqlite3_stmt* statement_;
};

// How hard a commit is pressed onto the disk.
enum class Durability {
    Power,    // synchronous=FULL: survives a power cut
    Process,  // synchronous=NORMAL: survives kill -9; a power cut may undo the last commits, never corrupt
};

// One SQLite connection in WAL mode. SQL is given as literals, prepared once and kept; values are always
// bound. Errors say in words what is wrong with the disk or file and what to do. Bound to its thread.
class Database {
public:
    // Creates the file where it is missing. Foreign keys are on; a lock is waited for 5 s.
    [[nodiscard]] static Result<Database> open(const std::filesystem::path& path);
    // For readers beside the storage thread, such as a long export. The file must exist.
    [[nodiscard]] static Result<Database> openReadOnly(const std::filesystem::path& path);

    // Runs one statement to its end; returns the number of rows it changed.
    Result<int> run(const char* sql, SqlValues values = {});
    // Calls `onRow` for each row of one statement; it returns false to stop early.
    Result<void> each(const char* sql, SqlValues values, const std::function<bool(const SqlRow&)>& onRow);
    // Runs a script of several statements without values: migrations, pragmas.
    Result<void> script(const char* sql);

    // All rows, each made into a value by `make`(row).
    template <class Make>
    auto all(const char* sql, SqlValues values, Make make)
        -> Result<std::vector<std::invoke_result_t<Make, const SqlRow&>>> {
        std::vector<std::invoke_result_t<Make, const SqlRow&>> items;
        const auto done = each(sql, values, [&](const SqlRow& row) {
            items.push_back(make(row));
            return true;
        });
        if (!done) {
            return tl::unexpected(done.error());
        }
        return items;
    }

    // The first row or none.
    template <class Make>
    auto one(const char* sql, SqlValues values, Make make)
        -> Result<std::optional<std::invoke_result_t<Make, const SqlRow&>>> {
        std::optional<std::invoke_result_t<Make, const SqlRow&>> item;
        const auto done = each(sql, values, [&](const SqlRow& row) {
            item.emplace(make(row));
            return false;
        });
        if (!done) {
            return tl::unexpected(done.error());
        }
        return item;
    }

    // A query that gives one number, 0 where it gives no row.
    Result<std::int64_t> number(const char* sql, SqlValues values = {});

    // Runs `work` (returning Result) in one transaction: all of it or nothing. Not nested.
    template <class Work>
    auto transaction(Durability durability, Work work) -> std::invoke_result_t<Work> {
        if (auto begun = begin(durability); !begun) {
            return tl::unexpected(begun.error());
        }
        auto result = work();
        if (!result) {
            rollBack();
            return result;
        }
        if (auto committed = commit(); !committed) {
            rollBack();
            return tl::unexpected(committed.error());
        }
        return result;
    }

    // Writes the log (-wal) into the database, so that its room is used anew: what can be done about a full
    // disk. False where it cannot.
    bool reuseLog();

    [[nodiscard]] std::int64_t lastInsertedId() const { return sqlite3_last_insert_rowid(handle_.get()); }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };

    using Handle = std::unique_ptr<sqlite3, Close>;
    using StatementHandle = std::unique_ptr<sqlite3_stmt, Finalize>;

    Database(Handle handle, std::filesystem::path path)
        : handle_(std::move(handle)), path_(std::move(path)) {}

    static Result<Database> connect(const std::filesystem::path& path, int flags);
    Result<sqlite3_stmt*> prepared(const char* sql, SqlValues values);
    Result<void> begin(Durability durability);
    Result<void> commit();
    void rollBack();
    [[nodiscard]] tl::unexpected<Error> failed() const;

    Handle handle_;
    std::filesystem::path path_;
    std::optional<Durability> durability_;
    std::unordered_map<const char*, StatementHandle> statements_;  // by the literal's address
};

// What a SQLite result code means for the one who runs the machine. `detail` is SQLite's own text.
[[nodiscard]] Error sqlError(int code, int systemErrno, const std::filesystem::path& path,
                             const std::string& detail);

}  // namespace ocellus
