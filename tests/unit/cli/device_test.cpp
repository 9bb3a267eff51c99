// SPDX-License-Identifier: Apache-2.0
// `ocellus device`: accounts are for cameras that there are.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/clock.h"
#include "daemon/configuration/camera_settings.h"
#include "storage/store.h"
#include "support/temporary_folder.h"
#include "unit/cli/command_call.h"

namespace ocellus::cli {
namespace {

class DeviceCommandTest : public ::testing::Test {
protected:
    DeviceCommandTest() {
        std::ofstream(configuration()) << "storage: {path: ./data}\n"
                                          "cameras:\n"
                                          "  - {id: gate, name: Gate, source: \"http://127.0.0.1:9/x\"}\n"
                                          "  - {id: dome-1, name: Dome, unit: dome, source: "
                                          "\"http://127.0.0.1:9/x\"}\n";
    }

    [[nodiscard]] std::string configuration() const { return (folder_.path() / "ocellus.yaml").string(); }

    // As the UI would.
    void store(const std::string& id) {
        const SystemClock clock;
        const auto store = Store::open(folder_.path() / "data", clock).value();
        const StoredCamera camera{id, {{"id", id}, {"name", id}, {"source", "http://127.0.0.1:9/x"}}};
        ASSERT_TRUE(store->run(
            [&](Tables& tables) { return tables.cameras.put(camera, cameraSchema(false).descriptors()); }));
    }

    Outcome device(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "device");
        arguments.insert(arguments.end(), {"--config", configuration()});
        return cli::call(addDevice, std::move(arguments));
    }

    TemporaryFolder folder_;
};

TEST_F(DeviceCommandTest, MakesAccountsForCamerasThatThereAre) {
    store("yard");
    for (const char* camera : {"gate", "yard", "dome", "dome-1"}) {
        const Outcome made = device({"add", std::string("vms-") + camera, "--camera", camera, "--json"});
        EXPECT_EQ(made.code, kDone) << camera << made.err;
        const auto line = nlohmann::json::parse(made.out);
        EXPECT_EQ(line["name"], std::string("vms-") + camera);
        EXPECT_GE(line["password"].get<std::string>().size(), 20U);
    }
}

// Whoever makes a camera of that name one day would find somebody else's account on it.
TEST_F(DeviceCommandTest, RefusesACameraThatThereIsNot) {
    const Outcome refused = device({"add", "vms", "--camera", "nope", "--json"});
    EXPECT_EQ(refused.code, kBadInput);
    EXPECT_EQ(refused.out, "") << "no password";
    EXPECT_NE(refused.err.find("there is no camera \"nope\""), std::string::npos) << refused.err;
    EXPECT_NE(refused.err.find("add it first"), std::string::npos) << refused.err;
    EXPECT_EQ(device({"list", "--json"}).out, "");
}

TEST_F(DeviceCommandTest, TakesAnAccountAwayAndSaysSoInJson) {
    ASSERT_EQ(device({"add", "vms", "--camera", "gate"}).code, kDone);
    const Outcome removed = device({"remove", "vms", "--json"});
    EXPECT_EQ(removed.code, kDone) << removed.err;
    EXPECT_EQ(nlohmann::json::parse(removed.out), (nlohmann::json{{"name", "vms"}, {"removed", true}}));
    EXPECT_EQ(device({"list", "--json"}).out, "");
    const Outcome gone = device({"remove", "vms", "--json"});
    EXPECT_NE(gone.code, kDone);
    EXPECT_EQ(gone.out, "");
}

}  // namespace
}  // namespace ocellus::cli
