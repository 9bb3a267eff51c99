// SPDX-License-Identifier: Apache-2.0
#include "server/http/target.h"

#include <gtest/gtest.h>

namespace ocellus {
namespace {

TEST(Target, ReadsSegmentsAndQuery) {
    const auto target =
        parseTarget("/api/v1/cameras/a%2Db/?camera=a&camera=b&name=J%C3%BCrgen+M&empty&=x&&rate=5");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path(), "/api/v1/cameras/a-b");
    EXPECT_TRUE(target->endsWithSlash);
    EXPECT_EQ(target->query.all("camera"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(target->query.find("name"), "J\xc3\xbcrgen M");
    EXPECT_EQ(target->query.find("empty"), "");
    EXPECT_FALSE(target->query.find("none"));
    EXPECT_EQ(parseTarget("/")->path(), "/");
    EXPECT_EQ(parseTarget("/?a=1")->query.find("a"), "1");
}

TEST(Target, RefusesWhatCouldBeReadInTwoWays) {
    for (const char* text :
         {"",        "x",      "http://host/", "*",      "//etc",  "/a//b",   "/../etc/passwd",
          "/a/../b", "/a/./b", "/%2e%2e/x",    "/a%2fb", "/a%5cb", "/a\\b",   "/a%00b",
          "/a%0ab",  "/%",     "/%2",          "/%zz",   "/?a=%",  "/?%zz=1", "/a\x7f"}) {
        EXPECT_FALSE(parseTarget(text)) << text;
    }
}

TEST(Target, IsBounded) {
    EXPECT_FALSE(parseTarget("/" + std::string(kMaximumTarget, 'a')));
    std::string deep;
    std::string many = "/?";
    for (std::size_t i = 0; i <= kMaximumSegments; ++i) {
        deep += "/a";
    }
    for (std::size_t i = 0; i <= kMaximumQueryPairs; ++i) {
        many += "a=1&";
    }
    EXPECT_FALSE(parseTarget(deep));
    EXPECT_FALSE(parseTarget(many));
}

}  // namespace
}  // namespace ocellus
