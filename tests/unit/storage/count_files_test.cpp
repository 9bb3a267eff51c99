// SPDX-License-Identifier: Apache-2.0
#include "storage/count_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "support/temporary_folder.h"
#include "support/zone_file.h"

namespace ocellus {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// A house whose clock is turned minute by minute; every minute is observed unless said otherwise.
class CountFilesTest : public ::testing::Test {
protected:
    void begin() { files_.emplace(history_, folder_.path() / "counts", zone_); }

    void store(WallTime time, CountSpan span = {1, 2, 9000, 0, 6000}) {
        const std::int64_t minute = time.time_since_epoch() / minutes{1};
        const std::array one{CameraMinute{"gate", {"Till", minute, span, 1}}};
        ASSERT_TRUE(history_.add(one));
        files_->stored("gate", minute);
    }

    // Till `to`: each minute is stored at its end, and the clockwork turns 20 s later.
    void pass(WallTime to, bool observed = true) {
        for (; now_ < to; now_ += minutes{1}) {
            if (observed) {
                store(now_);
            }
            files_->write(now_ + minutes{1} + seconds{20});
        }
    }

    std::string file(const std::string& name) {
        std::ifstream in(folder_.path() / "counts" / "gate" / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    int rows(const std::string& name) {
        const std::string all = file(name);
        return static_cast<int>(std::count(all.begin(), all.end(), '\n')) - 1;
    }

    // As the history has the day.
    std::string wanted(const char* date, CsvLayout layout = CsvLayout::Minutes) {
        const auto day = parseDay(date).value();
        auto rows = CsvExport::begin(
            history_, {"gate", 1, layout, zone_.startOf(day), zone_.startOf(day + days{1})}, zone_);
        std::string text{csvHeader(layout)};
        while (rows->next(text).value()) {
        }
        return text;
    }

    int countFiles() {
        std::error_code error;
        const std::filesystem::directory_iterator all(folder_.path() / "counts" / "gate", error);
        return static_cast<int>(std::distance(begin_(all), {}));
    }

    static std::filesystem::directory_iterator begin_(std::filesystem::directory_iterator all) { return all; }

    TemporaryFolder folder_;
    TimeZone zone_ = test::berlin();
    CountHistory history_ = CountHistory::open(folder_.path() / "history.db").value();
    std::optional<CountFiles> files_;
    WallTime now_ = fromIso8601("2026-11-21T10:00:00Z").value();
};

TEST_F(CountFilesTest, NothingIsWrittenUntilItIsWanted) {
    begin();
    pass(now_ + minutes{5});
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "counts"));
    files_->keep("gate", 1);
    pass(now_ + minutes{1});
    EXPECT_EQ(rows("2026-11-21.csv"), 6) << "today as the history has it, also from before";
    EXPECT_EQ(file("2026-11-21-areas.csv"), wanted("2026-11-21", CsvLayout::Areas));
    EXPECT_EQ(countFiles(), 2);
}

TEST_F(CountFilesTest, AMinuteIsThereSoonAfterItsEnd) {
    begin();
    files_->keep("gate", 1);
    store(now_);
    files_->write(now_ + minutes{1} + seconds{5});
    EXPECT_EQ(rows("2026-11-21.csv"), -1) << "its last piece may be on its way";
    files_->write(now_ + minutes{1} + seconds{10});
    EXPECT_EQ(rows("2026-11-21.csv"), 1);
}

// OCC-70, with daylight saving: a file a local day, none twice and none missing.
TEST_F(CountFilesTest, DaysOf23And25HoursHaveTheirMinutes) {
    for (const auto& [before, date, after, count] :
         {std::tuple{"2026-03-28", "2026-03-29", "2026-03-30", 23 * 60},
          {"2026-10-24", "2026-10-25", "2026-10-26", 25 * 60}}) {
        begin();
        const auto day = parseDay(date).value();
        now_ = zone_.startOf(day) - hours{1};
        files_->keep("gate", 1);
        pass(zone_.startOf(day + days{1}) + hours{1});
        EXPECT_EQ(rows(std::string(before) + ".csv"), 60);
        EXPECT_EQ(rows(std::string(date) + ".csv"), count);
        EXPECT_EQ(rows(std::string(date) + "-areas.csv"), count);
        EXPECT_EQ(rows(std::string(after) + ".csv"), 60);
        EXPECT_EQ(file(std::string(date) + ".csv"), wanted(date));
    }
}

TEST_F(CountFilesTest, AfterAKillTheFilesAreThoseOfTheHistory) {
    begin();
    files_->keep("gate", 1);
    pass(fromIso8601("2026-11-21T22:30:00Z").value());
    // Killed in the middle of a row, just before midnight in Berlin; the history had taken in more.
    std::ofstream(folder_.path() / "counts/gate/2026-11-21.csv", std::ios::app) << "2026-11-21T23:3";
    for (int i = 0; i < 10; ++i) {
        store(now_ += minutes{1});
    }
    begin();
    files_->keep("gate", 1);
    now_ = fromIso8601("2026-11-23T08:00:00Z").value();
    pass(now_ + minutes{3});
    EXPECT_EQ(file("2026-11-21.csv"), wanted("2026-11-21"));
    EXPECT_EQ(file("2026-11-21-areas.csv"), wanted("2026-11-21", CsvLayout::Areas));
    EXPECT_EQ(file("2026-11-23.csv"), wanted("2026-11-23"));
    EXPECT_EQ(rows("2026-11-23.csv"), 3);
    EXPECT_EQ(countFiles(), 4) << "a day that nobody saw has no file";
}

TEST_F(CountFilesTest, AMinuteThatChangesLaterIsWrittenAnew) {
    begin();
    files_->keep("gate", 1);
    pass(now_ + minutes{30});
    store(now_ - minutes{20}, {9, 9, 9000, 1, 1000});  // the clock stepped back
    pass(now_ + minutes{2});
    EXPECT_EQ(file("2026-11-21.csv"), wanted("2026-11-21"));
    EXPECT_NE(file("2026-11-21.csv").find(",9,1,70.00"), std::string::npos);
    // And one of yesterday.
    pass(now_ + hours{14});
    store(now_ - hours{14}, {8, 8, 8000, 0, 1000});
    pass(now_ + minutes{2});
    EXPECT_EQ(file("2026-11-21.csv"), wanted("2026-11-21"));
    EXPECT_EQ(file("2026-11-22.csv"), wanted("2026-11-22"));
}

TEST_F(CountFilesTest, MinutesWithoutDataHaveNoRow) {
    begin();
    files_->keep("gate", 1);
    pass(now_ + minutes{5});
    pass(now_ + minutes{5}, false);
    pass(now_ + minutes{5});
    EXPECT_EQ(rows("2026-11-21.csv"), 10);
}

// A schedule switches the app off in the middle of a minute: that minute is in the file too.
TEST_F(CountFilesTest, WhatEndsIsClosed) {
    begin();
    files_->keep("gate", 1);
    pass(now_ + minutes{5});
    files_->stop("gate");
    files_->write(now_ + seconds{30});
    store(now_, {1, 1, 3000, 0, 3000});
    files_->write(now_ + seconds{35});
    EXPECT_EQ(rows("2026-11-21.csv"), 5);
    files_->write(now_ + seconds{40});
    EXPECT_EQ(rows("2026-11-21.csv"), 6);
    now_ += minutes{1};
    pass(now_ + minutes{5});
    EXPECT_EQ(rows("2026-11-21.csv"), 6) << "and no more";
    files_->keep("gate", 1);
    pass(now_ + minutes{5});
    EXPECT_EQ(file("2026-11-21.csv"), wanted("2026-11-21")) << "switched on again: as the history has it";
}

TEST_F(CountFilesTest, TheEndOfTheProgramWritesWhatThereIs) {
    begin();
    files_->keep("gate", 1);
    pass(now_ + minutes{5});
    store(now_, {1, 1, 2000, 0, 2000});
    files_->close(now_ + seconds{20});
    EXPECT_EQ(file("2026-11-21.csv"), wanted("2026-11-21"));
    EXPECT_EQ(rows("2026-11-21.csv"), 6);
}

TEST_F(CountFilesTest, SaysWhyItIsBehindAndCatchesUp) {
    begin();
    std::ofstream(folder_.path() / "counts") << "in the way";
    files_->keep("gate", 1);
    pass(now_ + minutes{3});
    EXPECT_NE(files_->reason(), "");
    std::filesystem::remove(folder_.path() / "counts");
    pass(now_ + minutes{2});
    EXPECT_EQ(files_->reason(), "");
    EXPECT_EQ(file("2026-11-21.csv"), wanted("2026-11-21"));
    EXPECT_EQ(rows("2026-11-21.csv"), 5);
}

TEST_F(CountFilesTest, ADayThatCannotBeReadKeepsNoOtherFromItsFile) {
    begin();
    files_->keep("gate", 1);
    pass(fromIso8601("2026-11-22T10:00:00Z").value());
    const std::string before = file("2026-11-21.csv");
    while (history_.compactOne(fromIso8601("2026-11-22T10:00:00Z").value()).value()) {
    }
    auto other = Database::open(folder_.path() / "history.db").value();
    ASSERT_EQ(other.run("UPDATE day SET minutes = x'00'").value(), 1);
    begin();  // as after a kill: the newest file is that of the 22nd, which begins in the damaged day
    files_->keep("gate", 1);
    std::filesystem::remove(folder_.path() / "counts/gate/2026-11-22.csv");
    std::filesystem::remove(folder_.path() / "counts/gate/2026-11-22-areas.csv");
    pass(now_ + hours{20});
    EXPECT_EQ(file("2026-11-21.csv"), before) << "it stays as it was";
    EXPECT_EQ(file("2026-11-23.csv"), wanted("2026-11-23")) << "and the days after it go on";
    EXPECT_EQ(files_->reason(), "");
}

TEST_F(CountFilesTest, FilesOlderThan732DaysGo) {
    begin();
    files_->keep("gate", 1);
    pass(now_ + minutes{2});
    const auto folder = folder_.path() / "counts/gate";
    std::ofstream(folder / "2024-11-18.csv") << "x";
    std::ofstream(folder / "2024-11-19.csv") << "x";
    std::ofstream(folder / "2024-11-19-areas.csv") << "x";
    std::ofstream(folder / "2024-11-20.csv") << "x";
    std::ofstream(folder / "notes.txt") << "x";
    files_->removeOld(now_);
    EXPECT_FALSE(std::filesystem::exists(folder / "2024-11-18.csv"));
    EXPECT_TRUE(std::filesystem::exists(folder / "2024-11-19.csv")) << "732 days before today";
    EXPECT_TRUE(std::filesystem::exists(folder / "2024-11-20.csv"));
    EXPECT_TRUE(std::filesystem::exists(folder / "notes.txt"));
    files_->removeOld(now_ + days{1});
    EXPECT_FALSE(std::filesystem::exists(folder / "2024-11-19-areas.csv"));
}

}  // namespace
}  // namespace ocellus
