// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "integration/outputs/house.h"
#include "integration/outputs/json_receiver.h"
#include "support/temporary_folder.h"
#include "support/wait_until.h"
#include "unit/storage/sample_picture.h"

namespace ocellus::test {
namespace {

constexpr const char* kDestination = "http/gate/occupancy/1";

// A disk of 32 MiB. Needs to be root; else the test is skipped and says so.
class FullDisk : public ::testing::Test {
protected:
    void SetUp() override {
        if (::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, "size=32m") != 0) {
            GTEST_SKIP() << "a small disk cannot be mounted here (" << std::strerror(errno)
                         << "): run as root";
        }
        mounted_ = true;
    }

    void TearDown() override {
        if (mounted_) {
            ::umount2(folder_.path().c_str(), MNT_DETACH);
        }
    }

    // Writes until nothing fits any more.
    void fill() {
        std::ofstream file{folder_.path() / "filler", std::ios::app | std::ios::binary};
        const std::string block(4096, 'x');
        while (file.write(block.data(), static_cast<std::streamsize>(block.size())) && file.flush()) {
        }
    }

    TemporaryFolder folder_;
    bool mounted_ = false;
};

TEST_F(FullDisk, EventsGoOnFromTheBallastThenWaitThenComeInOrder) {
    JsonReceiver receiver;
    StorageLimits limits;
    limits.ballastBytes = std::uint64_t{6} << 20;  // more than the log grows to
    limits.pictureReserve = std::uint64_t{16} << 20;
    House house{folder_.path() / "data", std::nullopt, limits};
    ASSERT_EQ(house.error(), "");
    AppDestinations app;
    app.camera = "gate";
    app.app = "occupancy";
    app.http.resize(1);
    app.http[0].url = receiver.url();
    app.http[0].alarms = true;
    house.outputs().setApp(app);
    ASSERT_TRUE(std::filesystem::exists(folder_.path() / "data" / "ballast"));
    fill();

    int area = 0;
    const auto record = [&](int number) {
        for (int i = 0; i < number; ++i) {
            house.record("alarm", {{"area", ++area}, {"filler", std::string(1000, 'x')}});
        }
    };
    // The ballast keeps events going. 200 of 1 kB do not fit without it.
    record(200);
    ASSERT_TRUE(waitUntil([&] { return receiver.bodies().size() == 200; }))
        << house.store().recorder().state().eventReason;
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "data" / "ballast"));

    // A picture no longer fits; its event does.
    EventDraft draft;
    draft.camera = "gate";
    draft.app = "occupancy";
    draft.type = "alarm";
    draft.time = SystemClock{}.wallNow();
    draft.fields = {{"area", ++area}};
    draft.routes = house.outputs().routes("gate", "occupancy", "alarm", [](Duration) { return true; });
    draft.picture = samplePicture(100'000);
    house.store().recorder().record(std::move(draft));
    ASSERT_TRUE(waitUntil([&] { return house.store().recorder().state().picturesDropped == 1; }));
    EXPECT_NE(house.store().recorder().state().pictureReason.find("kept for events"), std::string::npos);
    ASSERT_TRUE(waitUntil([&] { return receiver.bodies().size() == 201; }));

    // Without any room they wait in memory, and that is said.
    receiver.setStatus(503);
    for (int i = 0; i < 200 && house.store().recorder().state().eventReason.empty(); ++i) {
        fill();
        record(100);
        ASSERT_TRUE(waitUntil([&] {
            const auto state = house.store().recorder().state();
            return state.waiting == 0 || !state.eventReason.empty();
        }));
    }
    EXPECT_NE(house.store().recorder().state().eventReason.find("full"), std::string::npos)
        << house.store().recorder().state().eventReason;
    EXPECT_GT(house.store().recorder().state().waiting, 0U);

    // Room again: all is stored and sent, in order, nothing lost.
    std::filesystem::remove(folder_.path() / "filler");
    ASSERT_TRUE(waitUntil([&] { return house.store().recorder().state().waiting == 0; }));
    receiver.setStatus(200);
    ASSERT_TRUE(waitUntil([&] { return house.state(kDestination).pending == 0; }, std::chrono::seconds{40}));
    std::set<std::string> ids;
    int expected = 0;
    for (const auto& body : receiver.bodies()) {
        if (ids.insert(body["id"]).second) {
            ASSERT_EQ(body["area"], ++expected);
            ASSERT_EQ(body["sequence"], expected);
        }
    }
    EXPECT_EQ(expected, area);
    EXPECT_EQ(house.store().recorder().state().lost, 0U);
    EXPECT_EQ(house.store().recorder().state().eventReason, "");
}

}  // namespace
}  // namespace ocellus::test
