// SPDX-License-Identifier: Apache-2.0
#include "storage/migrations.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "support/temporary_folder.h"

namespace ocellus {
namespace {

std::string readFixture(const std::string& schema, int version) {
    std::ifstream file{OCELLUS_SOURCE_DIR "/tests/unit/storage/fixtures/" + schema + "_v" +
                       std::to_string(version) + ".sql"};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Name to SQL without comments and blanks, so that a migrated schema can be compared with a new one.
std::map<std::string, std::string> schemaOf(Database& database) {
    std::map<std::string, std::string> schema;
    EXPECT_TRUE(database.each("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL", {},
                              [&](const SqlRow& row) {
                                  std::istringstream lines{row.text(1)};
                                  std::string plain;
                                  for (std::string line; std::getline(lines, line);) {
                                      for (const char c : line.substr(0, line.find("--"))) {
                                          if (c != ' ') {
                                              plain += c;
                                          }
                                      }
                                  }
                                  schema[row.text(0)] = plain;
                                  return true;
                              }));
    return schema;
}

// Each released version of a schema, with `probe` counting a row that its fixture holds.
void expectEveryVersionBecomesTheNewest(const std::string& schema, std::span<const Migration> steps,
                                        std::int32_t application, const char* probe) {
    const TemporaryFolder folder;
    auto fresh = Database::open(folder.path() / "fresh.db");
    ASSERT_TRUE(fresh);
    ASSERT_TRUE(migrate(*fresh, steps, application));
    for (const Migration& step : steps) {
        const std::string fixture = readFixture(schema, step.to);
        ASSERT_FALSE(fixture.empty()) << "write fixtures/" << schema << "_v" << step.to << ".sql";
        auto old = Database::open(folder.path() / ("v" + std::to_string(step.to) + ".db"));
        ASSERT_TRUE(old);
        ASSERT_TRUE(old->script(fixture.c_str()));
        ASSERT_EQ(old->number("PRAGMA user_version").value(), step.to);
        const auto migrated = migrate(*old, steps, application);
        ASSERT_TRUE(migrated) << migrated.error().text();
        EXPECT_EQ(old->number("PRAGMA user_version").value(), steps.back().to);
        EXPECT_EQ(schemaOf(*old), schemaOf(*fresh)) << "from version " << step.to;
        EXPECT_EQ(old->number(probe).value(), 1) << "rows stay";
    }
}

TEST(Migrations, EveryOldVersionHasAFixtureAndBecomesTheNewest) {
    expectEveryVersionBecomesTheNewest("schema", mainMigrations(), kMainApplicationId,
                                       "SELECT count(*) FROM user WHERE name = 'ada'");
    expectEveryVersionBecomesTheNewest("history", historyMigrations(), kHistoryApplicationId,
                                       "SELECT count(*) FROM zone WHERE name = 'Till'");
}

TEST(Migrations, ASecondRunChangesNothing) {
    const TemporaryFolder folder;
    auto database = Database::open(folder.path() / "a.db");
    ASSERT_TRUE(database);
    ASSERT_TRUE(migrate(*database, mainMigrations(), kMainApplicationId));
    const auto before = schemaOf(*database);
    ASSERT_TRUE(migrate(*database, mainMigrations(), kMainApplicationId));
    EXPECT_EQ(schemaOf(*database), before);
}

TEST(Migrations, AFileOfANewerVersionIsRefusedInWords) {
    const TemporaryFolder folder;
    auto database = Database::open(folder.path() / "a.db");
    ASSERT_TRUE(database);
    ASSERT_TRUE(migrate(*database, mainMigrations(), kMainApplicationId));
    ASSERT_TRUE(database->script("PRAGMA user_version=999"));
    const auto migrated = migrate(*database, mainMigrations(), kMainApplicationId);
    ASSERT_FALSE(migrated);
    EXPECT_NE(migrated.error().message.find("999"), std::string::npos);
    EXPECT_NE(migrated.error().remedy.find("newer Ocellus"), std::string::npos);
}

TEST(Migrations, ADatabaseOfAnotherProgramIsLeftAlone) {
    const TemporaryFolder folder;
    auto database = Database::open(folder.path() / "a.db");
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->script("CREATE TABLE theirs (a)"));
    const auto migrated = migrate(*database, mainMigrations(), kMainApplicationId);
    ASSERT_FALSE(migrated);
    EXPECT_NE(migrated.error().message.find("another program"), std::string::npos);
    EXPECT_EQ(schemaOf(*database).size(), 1U);
}

TEST(Migrations, AStepThatFailsLeavesTheVersionBefore) {
    const TemporaryFolder folder;
    auto database = Database::open(folder.path() / "a.db");
    ASSERT_TRUE(database);
    const std::array steps{Migration{1, "CREATE TABLE a (x)"},
                           Migration{2, "CREATE TABLE b (x); CREATE TABLE a (x)"}};
    ASSERT_FALSE(migrate(*database, steps, 1));
    EXPECT_EQ(database->number("PRAGMA user_version").value(), 1);
    EXPECT_EQ(schemaOf(*database).count("b"), 0U);
}

}  // namespace
}  // namespace ocellus
