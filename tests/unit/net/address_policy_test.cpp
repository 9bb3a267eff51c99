// SPDX-License-Identifier: Apache-2.0
#include "net/address_policy.h"

#include <gtest/gtest.h>

namespace ocellus {
namespace {

using boost::asio::ip::make_address;

TEST(AddressPolicy, KeepsTestAndFindAwayFromWhereNoCameraIs) {
    for (const char* text : {"169.254.169.254", "169.254.0.1", "::ffff:169.254.169.254", "fe80::1", "0.0.0.0",
                             "0.1.2.3", "224.0.0.1", "255.255.255.255", "::", "ff02::1"}) {
        EXPECT_TRUE(isOffLimits(make_address(text))) << text;
    }
    for (const char* text : {"192.168.0.10", "10.0.0.1", "127.0.0.1", "8.8.8.8", "::1", "2001:db8::1",
                             "fd00::1", "169.253.1.1", "::ffff:192.168.0.10"}) {
        EXPECT_FALSE(isOffLimits(make_address(text))) << text;
    }
}

}  // namespace
}  // namespace ocellus
