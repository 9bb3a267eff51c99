// SPDX-License-Identifier: Apache-2.0
#include "storage/certificate_pins.h"

#include <gtest/gtest.h>

#include "storage/store.h"
#include "support/temporary_folder.h"

namespace ocellus {
namespace {

TEST(CertificatePins, StayOverARestartUntilTheyAreForgotten) {
    const TemporaryFolder folder;
    const SystemClock clock;
    const std::string certificate(64, 'a');
    {
        const auto store = Store::open(folder.path(), clock).value();
        ASSERT_TRUE(store->run([&](Tables& tables) {
            return tables.certificatePins.put({"gate", "10.0.0.8:443", "old"}).and_then([&] {
                return tables.certificatePins.put({"gate", "10.0.0.8:443", certificate});
            });
        }));
    }
    const auto store = Store::open(folder.path(), clock).value();
    const auto pin = store->run([](Tables& tables) { return tables.certificatePins.find("gate"); }).value();
    ASSERT_TRUE(pin);
    EXPECT_EQ(pin->peer, "10.0.0.8:443");
    EXPECT_EQ(pin->certificate, certificate);
    EXPECT_FALSE(store->run([](Tables& tables) { return tables.certificatePins.find("yard"); }).value());
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(store->run([](Tables& tables) { return tables.certificatePins.forget("gate"); }));
    }
    EXPECT_FALSE(store->run([](Tables& tables) { return tables.certificatePins.find("gate"); }).value());
}

}  // namespace
}  // namespace ocellus
