// SPDX-License-Identifier: Apache-2.0
#include "storage/database.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "support/temporary_folder.h"

namespace ocellus {
namespace {

TEST(Database, BindsEveryKindOfValueAndReadsItBack) {
    const TemporaryFolder folder;
    auto database = Database::open(folder.path() / "a.db");
    ASSERT_TRUE(database) << database.error().text();
    ASSERT_TRUE(database->script("CREATE TABLE t (a, b, c, d, e, f)"));
    const Bytes blob{0, 1, 255};
    const WallTime time{Duration{1'800'000'000'123'456}};
    const std::string text{"a'); DROP TABLE t; --\0x", 23};
    ASSERT_EQ(database->run("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", {nullptr, -7, 0.5, text, blob, time})
                  .value(),
              1);
    int rows = 0;
    ASSERT_TRUE(database->each("SELECT * FROM t", {}, [&](const SqlRow& row) {
        ++rows;
        EXPECT_TRUE(row.isNull(0));
        EXPECT_EQ(row.integer(1), -7);
        EXPECT_EQ(row.real(2), 0.5);
        EXPECT_EQ(row.text(3), text);
        EXPECT_EQ(row.blob(4), blob);
        EXPECT_EQ(row.time(5), time);
        EXPECT_EQ(row.optionalText(0), std::nullopt);
        return true;
    }));
    EXPECT_EQ(rows, 1);
}

TEST(Database, AnEmptyBlobIsNotNull) {
    const TemporaryFolder folder;
    auto database = Database::open(folder.path() / "a.db");
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->script("CREATE TABLE t (a BLOB NOT NULL)"));
    EXPECT_TRUE(database->run("INSERT INTO t VALUES (?)", {Bytes{}}));
}

TEST(Database, AFailedTransactionLeavesNothing) {
    const TemporaryFolder folder;
    auto database = Database::open(folder.path() / "a.db");
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->script("CREATE TABLE t (a INTEGER PRIMARY KEY)"));
    const auto done = database->transaction(Durability::Power, [&] {
        EXPECT_TRUE(database->run("INSERT INTO t VALUES (1)"));
        return database->run("INSERT INTO t VALUES (1)");
    });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, Error::Kind::Conflict);
    EXPECT_EQ(database->number("SELECT count(*) FROM t").value(), 0);
    EXPECT_TRUE(database->transaction(Durability::Process,
                                      [&] { return database->run("INSERT INTO t VALUES (2)"); }));
    EXPECT_EQ(database->number("SELECT count(*) FROM t").value(), 1);
}

TEST(Database, PressesEachCommitAsHardAsAsked) {
    const TemporaryFolder folder;
    auto database = Database::open(folder.path() / "a.db");
    ASSERT_TRUE(database);
    const auto synchronous = [&](Durability durability) {
        std::int64_t value = -1;
        EXPECT_TRUE(database->transaction(durability, [&]() -> Result<void> { return {}; }));
        value = database->number("PRAGMA synchronous").value();
        return value;
    };
    EXPECT_EQ(synchronous(Durability::Process), 1);
    EXPECT_EQ(synchronous(Durability::Power), 2);
    EXPECT_EQ(synchronous(Durability::Process), 1);
}

TEST(Database, SaysWhenAFileIsNoDatabase) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.db";
    std::ofstream{path} << std::string(8192, 'x');
    const auto database = Database::open(path);
    ASSERT_FALSE(database);
    EXPECT_EQ(database.error().kind, Error::Kind::Storage);
    EXPECT_NE(database.error().message.find("damaged or no database"), std::string::npos)
        << database.error().text();
    EXPECT_NE(database.error().message.find(path.string()), std::string::npos);
}

TEST(Database, SaysWhenAFolderIsMissing) {
    const auto database = Database::open("/nonexistent/folder/a.db");
    ASSERT_FALSE(database);
    EXPECT_NE(database.error().remedy.find("/nonexistent/folder"), std::string::npos);
}

TEST(Database, SaysWhenTheDiskIsFull) {
    const TemporaryFolder folder;
    auto database = Database::open(folder.path() / "a.db");
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->script("CREATE TABLE t (a BLOB); PRAGMA max_page_count=8"));
    const Bytes large(100'000, 1);
    const auto done = database->transaction(
        Durability::Power, [&] { return database->run("INSERT INTO t VALUES (?)", {large}); });
    ASSERT_FALSE(done);
    EXPECT_NE(done.error().message.find("is full"), std::string::npos) << done.error().text();
    EXPECT_FALSE(done.error().remedy.empty());
    EXPECT_EQ(database->number("SELECT count(*) FROM t").value(), 0) << "the connection goes on";
}

TEST(Database, WordsForWhatThisTestCannotMake) {
    struct Case {
        int code;
        int systemErrno;
        const char* word;
    };

    for (const Case& one :
         {Case{SQLITE_READONLY, EROFS, "cannot be written"}, Case{SQLITE_BUSY, 0, "locked"},
          Case{SQLITE_IOERR_WRITE, ENOSPC, "is full"}, Case{SQLITE_IOERR_READ, EIO, "failed"},
          Case{SQLITE_CORRUPT_INDEX, 0, "damaged"}}) {
        const Error error = sqlError(one.code, one.systemErrno, "/data/ocellus.db", "detail");
        EXPECT_NE(error.message.find(one.word), std::string::npos) << error.text();
        EXPECT_EQ(error.kind, Error::Kind::Storage);
        EXPECT_FALSE(error.remedy.empty());
    }
}

}  // namespace
}  // namespace ocellus
