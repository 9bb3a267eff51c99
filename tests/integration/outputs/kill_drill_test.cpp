// SPDX-License-Identifier: Apache-2.0
// kill -9 at random moments: a receiver that drops repeats by id sees each event once and in order, and at
// most the message on its way repeats for each kill. OCELLUS_KILLS sets how often (100).
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <thread>
#include <utility>

#include "integration/outputs/json_receiver.h"
#include "storage/count_history.h"
#include "support/mosquitto_broker.h"
#include "support/mqtt_subscriber.h"
#include "support/temporary_folder.h"
#include "support/wait_until.h"

extern char** environ;

namespace ocellus::test {
namespace {

using nlohmann::json;

int kills() {
    const char* text = std::getenv("OCELLUS_KILLS");
    return text != nullptr ? std::atoi(text) : 100;
}

// The helper as a child whose standard output is read to its end.
class Helper {
public:
    explicit Helper(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), OCELLUS_KILL_DRILL_HELPER);
        std::vector<char*> pointers;
        for (std::string& argument : arguments) {
            pointers.push_back(argument.data());
        }
        pointers.push_back(nullptr);
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) {
            return;
        }
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        if (::posix_spawn(&pid_, pointers[0], &actions, nullptr, pointers.data(), environ) != 0) {
            pid_ = -1;
        }
        posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        output_ = ends[0];
        ::fcntl(output_, F_SETFL, O_NONBLOCK);
    }

    Helper(const Helper&) = delete;
    Helper& operator=(const Helper&) = delete;

    ~Helper() {
        end(SIGKILL);
        ::close(output_);
    }

    // The last sequence that it said was stored, so far.
    std::uint64_t lastStored() {
        char buffer[4096];
        for (ssize_t got = ::read(output_, buffer, sizeof buffer); got > 0;
             got = ::read(output_, buffer, sizeof buffer)) {
            text_.append(buffer, static_cast<std::size_t>(got));
        }
        const std::size_t end = text_.rfind('\n');
        if (end == std::string::npos) {
            return 0;
        }
        const std::size_t start = end == 0 ? std::string::npos : text_.rfind('\n', end - 1);
        return std::stoull(text_.substr(start == std::string::npos ? 0 : start + 1));
    }

    int end(int signal) {
        if (pid_ < 0) {
            return -1;
        }
        if (signal != 0) {
            ::kill(pid_, signal);
        }
        int status = 0;
        ::waitpid(std::exchange(pid_, -1), &status, 0);
        return status;
    }

private:
    pid_t pid_ = -1;
    int output_ = -1;
    std::string text_;
};

// Kills the helper again and again, then lets it send what is left. Returns the last sequence that was said
// to be stored.
std::uint64_t killAgainAndAgain(const TemporaryFolder& folder, const std::string& kind,
                                const std::string& where) {
    std::mt19937 random{20'261'121};  // any; the moments differ by the machine's pace anyway
    std::uint64_t last = 0;
    for (int i = 0; i < kills(); ++i) {
        Helper helper{{folder.path().string(), kind, where}};
        const std::uint64_t before = last;
        EXPECT_TRUE(waitUntil([&] { return helper.lastStored() > before; }))
            << "round " << i << " stored nothing";
        std::this_thread::sleep_for(std::chrono::microseconds{random() % 60'000});
        helper.end(SIGKILL);
        last = std::max(last, helper.lastStored());
    }
    Helper helper{{folder.path().string(), kind, where, "drain"}};
    EXPECT_EQ(helper.end(0), 0);
    return last;
}

void expectEachOnceAndInOrder(const std::vector<json>& events, std::uint64_t lastStored) {
    std::set<std::string> ids;
    std::uint64_t previous = 0;
    int repeats = 0;
    for (const json& event : events) {
        if (!ids.insert(event["id"]).second) {
            ++repeats;
            continue;
        }
        ASSERT_EQ(event["sequence"], previous + 1);
        previous = event["sequence"];
    }
    EXPECT_GE(previous, lastStored) << "what was said to be stored came";
    EXPECT_LE(repeats, kills());
    EXPECT_GT(previous, static_cast<std::uint64_t>(kills()));
    ::testing::Test::RecordProperty("events", std::to_string(previous));
    ::testing::Test::RecordProperty("repeats", repeats);
    std::cout << previous << " events, " << repeats << " repeats, " << kills() << " kills\n";
}

TEST(KillDrill, HttpSeesEachAlarmOnceAndInOrder) {
    const TemporaryFolder folder;
    JsonReceiver receiver;
    const std::uint64_t last = killAgainAndAgain(folder, "http", receiver.url());
    expectEachOnceAndInOrder(receiver.bodies(), last);
}

TEST(KillDrill, MqttSeesEachAlarmOnceAndInOrder) {
    MosquittoBroker broker;
    if (MosquittoBroker::program().empty()) {
        GTEST_SKIP() << "no mosquitto on this machine: apt-get install mosquitto";
    }
    ASSERT_TRUE(broker.start());
    MqttSubscriber subscriber{broker.port(), "ocellus/gate/occupancy/alarm"};
    ASSERT_TRUE(waitUntil([&] { return subscriber.subscriptions() == 1; }));
    const TemporaryFolder folder;
    const std::uint64_t last = killAgainAndAgain(folder, "mqtt", std::to_string(broker.port()));
    const auto sequenceOf = [](const MqttSubscriber::Message& message) {
        return json::parse(message.payload)["sequence"].get<std::uint64_t>();
    };
    ASSERT_TRUE(waitUntil([&] {
        const auto messages = subscriber.messages();
        return !messages.empty() && sequenceOf(messages.back()) >= last;
    }));
    std::vector<json> events;
    for (const auto& message : subscriber.messages()) {
        events.push_back(json::parse(message.payload));
    }
    expectEachOnceAndInOrder(events, last);
}

// Every minute that was said to be stored is there in full, and none between the first and the last is
// missing.
TEST(KillDrill, NoStoredMinuteIsLost) {
    const TemporaryFolder folder;
    std::mt19937 random{20'261'121};
    std::int64_t last = 0;
    for (int i = 0; i < kills(); ++i) {
        Helper helper{{folder.path().string(), "counts", "0"}};
        ASSERT_TRUE(waitUntil([&] { return helper.lastStored() > 0; }, std::chrono::seconds{30}));
        std::this_thread::sleep_for(std::chrono::microseconds{random() % 200'000});
        helper.end(SIGKILL);
        last = static_cast<std::int64_t>(helper.lastStored());
        auto history = CountHistory::open(folder.path() / "history.db");
        ASSERT_TRUE(history) << history.error().text();
        const auto zones = history->zones().value();
        ASSERT_EQ(zones.size(), 2U);
        for (const HistoryZone& zone : zones) {
            std::int64_t expected = 30'000'001;
            std::int64_t parts = 0;
            ASSERT_TRUE(history->eachMinute(zone.id, WallTime{}, WallTime{std::chrono::minutes{40'000'000}},
                                            [&](std::int64_t minute, const CountSpan& span) {
                                                EXPECT_EQ(minute, expected);
                                                expected = minute + 1;
                                                parts += span == CountSpan{1, 2, 9000, 0, 6000} ? 0 : 1;
                                                return true;
                                            }));
            EXPECT_GT(expected, last) << "what was said to be stored is there";
            EXPECT_LE(parts, i + 1) << "at most the minute on its way at each kill is a part";
        }
    }
    std::cout << last - 30'000'000 << " minutes, " << kills() << " kills\n";
}

}  // namespace
}  // namespace ocellus::test
