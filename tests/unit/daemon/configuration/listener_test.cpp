// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/listener.h"

#include <gtest/gtest.h>

#include "daemon/configuration/broker_configuration.h"

namespace ocellus {
namespace {

TEST(Listener, IsAnAddressAndAPort) {
    EXPECT_EQ(parseListener("127.0.0.1:0"), (Listener{"127.0.0.1", 0}));
    EXPECT_EQ(parseListener("[::1]:8080"), (Listener{"::1", 8080}));
    EXPECT_EQ(parseListener("localhost:8080"), (Listener{"127.0.0.1", 8080}));
    EXPECT_EQ(parseListener("[::]:65535")->text(), "[::]:65535");
    for (const char* wrong : {"", ":", "1.2.3.4", "1.2.3.4:", "1.2.3.4:x", "1.2.3.4:65536", "1.2.3:80",
                              "::1:80", "[1.2.3.4]:80", "example.org:80", "1.2.3.4:-1", "1.2.3.4: 80"}) {
        EXPECT_FALSE(parseListener(wrong).has_value()) << wrong;
    }
}

TEST(Listener, KnowsWhetherItLeavesTheMachine) {
    EXPECT_TRUE(parseListener("127.0.0.1:80")->loopback());
    EXPECT_TRUE(parseListener("[::1]:80")->loopback());
    EXPECT_FALSE(parseListener("0.0.0.0:80")->loopback());
}

TEST(BrokerUrl, HasTheStandardPorts) {
    const auto check = [](const char* url, bool tls, const char* host, int port) {
        const auto broker = parseBrokerUrl(url);
        ASSERT_TRUE(broker.has_value()) << url;
        EXPECT_EQ(broker->tls, tls) << url;
        EXPECT_EQ(broker->host, host) << url;
        EXPECT_EQ(broker->port, port) << url;
    };
    check("mqtt://127.0.0.1:1884", false, "127.0.0.1", 1884);
    check("mqtt://broker", false, "broker", 1883);
    check("mqtts://broker", true, "broker", 8883);
    check("mqtts://broker:443", true, "broker", 443);
    check("mqtt://[::1]", false, "::1", 1883);
    check("mqtt://[::1]:80", false, "::1", 80);
    EXPECT_FALSE(parseBrokerUrl("tcp://broker").has_value());
    EXPECT_FALSE(parseBrokerUrl("mqtt://").has_value());
}

}  // namespace
}  // namespace ocellus
