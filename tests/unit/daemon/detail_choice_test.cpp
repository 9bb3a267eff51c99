// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/detail_choice.h"

#include <gtest/gtest.h>

#include <vector>

namespace ocellus {
namespace {

// Two processors, of which a quarter is 500 ms a second; 10 ms for a picture looked at finely: 50 a second.
struct Host {
    std::vector<Detail> chosen;
    DetailChoice choice{10, 2, [this](Detail detail) { chosen.push_back(detail); }};
};

TEST(DetailChoice, IsFineWhileTheHostCanAffordIt) {
    Host host;
    EXPECT_EQ(host.chosen, (std::vector{Detail::Fine}));
    host.choice.put("gate", 25);
    host.choice.put("hall", 25);
    EXPECT_EQ(host.chosen.size(), 1U) << "exactly what may be spent";
    host.choice.put("yard", 0.5);
    EXPECT_EQ(host.chosen, (std::vector{Detail::Fine, Detail::Plain}));
    host.choice.put("yard", 1);
    EXPECT_EQ(host.chosen.size(), 2U) << "said once";
}

TEST(DetailChoice, ComesBackWhenCamerasGoOrSlowDown) {
    Host host;
    host.choice.put("gate", 100);
    EXPECT_EQ(host.chosen.back(), Detail::Plain);
    host.choice.put("gate", 5);
    EXPECT_EQ(host.chosen.back(), Detail::Fine);
    host.choice.put("hall", 60);
    EXPECT_EQ(host.chosen.back(), Detail::Plain);
    host.choice.remove("hall");
    host.choice.remove("never there");
    EXPECT_EQ(host.chosen.back(), Detail::Fine);
}

TEST(DetailChoice, IsPlainWhereTheCostIsNotKnown) {
    std::vector<Detail> chosen;
    DetailChoice choice{0, 2, [&](Detail detail) { chosen.push_back(detail); }};
    choice.put("gate", 1);
    EXPECT_EQ(chosen, (std::vector{Detail::Plain}));
}

}  // namespace
}  // namespace ocellus
