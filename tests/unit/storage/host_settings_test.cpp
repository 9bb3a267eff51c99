// SPDX-License-Identifier: Apache-2.0
#include "storage/host_settings.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "storage/store.h"
#include "support/temporary_folder.h"

namespace ocellus {
namespace {

using nlohmann::json;

TEST(HostSettings, AreKeptSealedAndReplaced) {
    const TemporaryFolder folder;
    const SystemClock clock;
    {
        auto store = Store::open(folder.path(), clock);
        ASSERT_TRUE(store);
        const auto none = (*store)->run([](Tables& tables) { return tables.hostSettings.find("broker"); });
        ASSERT_TRUE(none);
        EXPECT_FALSE(*none);
        for (const char* password : {"first-word", "second-word"}) {
            ASSERT_TRUE((*store)->run([&](Tables& tables) {
                return tables.hostSettings.put("broker", {{"password", password}});
            }));
        }
    }
    auto store = Store::open(folder.path(), clock);
    ASSERT_TRUE(store);
    const auto kept = (*store)->run([](Tables& tables) { return tables.hostSettings.find("broker"); });
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->value_or(json()), (json{{"password", "second-word"}}));
    store->reset();
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        EXPECT_EQ(bytes.find("-word"), std::string::npos) << entry.path();
    }
}

}  // namespace
}  // namespace ocellus
