// SPDX-License-Identifier: Apache-2.0
// A long export over real sockets: in chunks, made as the client takes it, whole or visibly not.
#include <algorithm>
#include <thread>

#include "integration/server/running_server.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;

class DownloadTest : public RunningServer {
protected:
    static constexpr int kDays = 40;
    static constexpr const char* kTarget = "/api/v1/cameras/gate/history.csv?from=2026-01-01&to=2026-02-09";

    void SetUp() override {
        const WallTime first{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
        for (int day = 0; day < kDays; ++day) {
            std::vector<CameraMinute> minutes;
            for (int i = 0; i < 1440; ++i) {
                const auto minute =
                    (first + std::chrono::days{day}).time_since_epoch() / std::chrono::minutes{1} + i;
                minutes.push_back({"gate", {"Till", minute, {1, 3, 12000, 0, 6000}, 1}});
            }
            ASSERT_TRUE(store_->run([&](Tables& tables) { return tables.history.add(minutes); }));
        }
        addUser("vera", Role::Viewer);
        start();
        lines_ = loggedIn("vera");
    }

    [[nodiscard]] std::string request(const std::string& version) const {
        return std::string("GET ") + kTarget + " HTTP/" + version + "\r\nHost: localhost\r\n" + lines_ +
               "\r\n";
    }

    // Till `end` or till the server closes.
    static std::string readTill(RawClient& client, const std::string& end) {
        std::string all;
        while (end.empty() || !all.ends_with(end)) {
            const std::string more = client.readBytes(65536, 20s);
            if (more.empty()) {
                break;
            }
            all += more;
        }
        return all;
    }

    static std::string unchunked(std::string text) {
        std::string body;
        text.erase(0, text.find("\r\n\r\n") + 4);
        for (;;) {
            const std::size_t end = text.find("\r\n");
            const std::size_t size = std::stoul(text.substr(0, end), nullptr, 16);
            if (size == 0) {
                return body;
            }
            body += text.substr(end + 2, size);
            EXPECT_EQ(text.substr(end + 2 + size, 2), "\r\n");
            text.erase(0, end + 2 + size + 2);
        }
    }

    static void expectAllRows(const std::string& body) {
        EXPECT_EQ(std::count(body.begin(), body.end(), '\n'), 1 + kDays * 1440);
        EXPECT_TRUE(
            body.starts_with("time,camera,channel,area,name,min,mean,max,alarms,seconds_observed\r\n"));
        EXPECT_NE(body.find("2026-02-09T23:59:00+00:00,gate,1,1,Till,1,2.00,3,0,60.00\r\n"),
                  std::string::npos);
    }

    std::string lines_;
};

TEST_F(DownloadTest, ComesInChunksAndTheConnectionGoesOn) {
    for (const bool tls : {false, true}) {
        RawClient client(tls ? https() : http(), tls);
        ASSERT_TRUE(client.connected());
        for (int again = 0; again < 2; ++again) {
            client.send(request("1.1"));
            const std::string text = readTill(client, "\r\n0\r\n\r\n");
            EXPECT_NE(text.find("Transfer-Encoding: chunked\r\n"), std::string::npos);
            EXPECT_EQ(text.find("Content-Length"), std::string::npos);
            EXPECT_NE(text.find("X-Content-Type-Options: nosniff"), std::string::npos);
            expectAllRows(unchunked(text));
        }
        EXPECT_EQ(client.ask("GET", "/healthz").body, "ok\n");
    }
}

TEST_F(DownloadTest, AnOldClientIsToldTheEndByTheEndOfTheConnection) {
    RawClient client(http(), false);
    client.send(request("1.0"));
    const std::string text = readTill(client, "");
    EXPECT_EQ(text.find("Transfer-Encoding"), std::string::npos);
    expectAllRows(text.substr(text.find("\r\n\r\n") + 4));
}

TEST_F(DownloadTest, AskingForTheHeadAloneSendsNoRows) {
    RawClient client(http(), false);
    std::string head = request("1.1");
    head.replace(0, 3, "HEAD");
    client.send(head);
    const std::string text = readTill(client, "");
    EXPECT_TRUE(text.starts_with("HTTP/1.1 200"));
    EXPECT_EQ(text.find("time,camera"), std::string::npos);
}

// A client that takes nothing makes the server make nothing; one that leaves costs nobody anything.
TEST_F(DownloadTest, AClientThatDoesNotReadHoldsNobodyUp) {
    RawClient slow(http(), false);
    slow.send(request("1.1"));
    ASSERT_FALSE(slow.readBytes(16, 20s).empty());
    RawClient gone(http(), false);
    gone.send(request("1.1"));
    for (int i = 0; i < 8; ++i) {
        RawClient other(http(), false);
        EXPECT_EQ(other.ask("GET", "/api/v1/cameras", lines_).status, 200);
    }
}

TEST_F(DownloadTest, DamagedCountsBreakTheFileOffVisibly) {
    ASSERT_TRUE(store_->run([](Tables& tables) -> Result<void> {
        while (tables.history.compactOne(WallTime{std::chrono::sys_days{std::chrono::year{2027} / 1 / 1}})
                   .value()) {
        }
        auto other = Database::open(tables.database.path().parent_path() / "history.db");
        return other->run("UPDATE day SET minutes = x'00' WHERE key = (SELECT max(key) - 5 FROM day)")
            .map([](int) {});
    }));
    RawClient client(http(), false);
    client.send(request("1.1"));
    const std::string text = readTill(client, "\r\n0\r\n\r\n");
    EXPECT_TRUE(text.starts_with("HTTP/1.1 200"));
    EXPECT_NE(text.find("2026-01-01T00:00:00"), std::string::npos);
    EXPECT_FALSE(text.ends_with("\r\n0\r\n\r\n")) << "a part is not taken for the whole";
}

}  // namespace
}  // namespace ocellus
