// SPDX-License-Identifier: Apache-2.0
// A camera's own port (contract, `listen:`): the bare paths there mean that camera.
#include "integration/server/running_server.h"
#include "net/auth_challenge.h"
#include "net/digest.h"
#include "server/auth/device_digest.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;

class CameraDoorTest : public RunningServer {
protected:
    CameraDoorTest() {
        for (const char* camera : {"gate", "yard"}) {
            const auto account =
                makeDeviceAccount(std::string("vms-") + camera, camera, Secret{kPassword}, clock_.wallNow());
            EXPECT_TRUE(store_->run([&](Tables& tables) { return tables.deviceAccounts.add(account); }));
        }
        start();
    }

    // The status of a request that a device makes with its password.
    int statusOf(const std::string& address, const std::string& target, const std::string& device) {
        RawClient client(address, false);
        const auto asked = client.ask("GET", target);
        if (asked.status != 401) {
            return asked.status;
        }
        for (const AuthChallenge& each : parseChallenges(asked.headers.at("www-authenticate"))) {
            if (const auto digest = readDigest(each)) {
                return client
                    .ask("GET", target,
                         "Authorization: " +
                             digestAnswer(*digest, device, Secret{kPassword}, "GET", target, "abcdef", 1) +
                             "\r\n")
                    .status;
            }
        }
        return 0;
    }
};

TEST_F(CameraDoorTest, TheBarePathsMeanItsCameraThere) {
    ASSERT_TRUE(server_->setCameraDoor("gate", "127.0.0.1:0"));
    const std::string door = server_->cameraDoor("gate").value();
    EXPECT_EQ(statusOf(door, "/cgi-bin/camera?stream=1", "vms-gate"), 200);
    EXPECT_EQ(statusOf(door, "/cgi-bin/camera", "vms-yard"), 404) << "another camera's account";
    EXPECT_EQ(statusOf(http(), "/cgi-bin/camera", "vms-gate"), 404) << "there are two cameras";
    for (const char* target : {"/", "/api/v1/session", "/yard/cgi-bin/camera", "/metrics", "/healthz"}) {
        EXPECT_EQ(statusOf(door, target, "vms-gate"), 404) << target;
    }
}

TEST_F(CameraDoorTest, ItMovesClosesAndDoesNotTakeWhatIsTaken) {
    ASSERT_TRUE(server_->setCameraDoor("gate", "127.0.0.1:0"));
    const std::string first = server_->cameraDoor("gate").value();
    ASSERT_TRUE(server_->setCameraDoor("gate", "127.0.0.1:0")) << "as it is";
    EXPECT_EQ(server_->cameraDoor("gate"), first);

    const auto taken = server_->setCameraDoor("yard", first);
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().kind, Error::Kind::Conflict);
    const auto moved = server_->setCameraDoor("gate", http());
    EXPECT_FALSE(moved);
    EXPECT_EQ(statusOf(first, "/cgi-bin/camera", "vms-gate"), 200) << "the old one stays";

    RawClient watching(first, false);
    ASSERT_TRUE(watching.connected());
    ASSERT_TRUE(server_->setCameraDoor("gate", std::nullopt));
    EXPECT_TRUE(watching.closesWithin(2s));
    EXPECT_EQ(server_->cameraDoor("gate"), std::nullopt);
    ASSERT_TRUE(server_->setCameraDoor("yard", first)) << "its port is free again";
}

}  // namespace
}  // namespace ocellus
