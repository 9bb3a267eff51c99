// SPDX-License-Identifier: Apache-2.0
#include "base/xml_writer.h"

#include <gtest/gtest.h>

#include <limits>

namespace ocellus {
namespace {

TEST(XmlWriter, WhatStandsInItCannotBreakOut) {
    XmlWriter xml;
    xml.open("a", {{"name", "\"><evil x='&"}});
    xml.text("1 < 2 & 3 > 2\x01");
    xml.leaf("b", {{"c", "d"}});
    EXPECT_EQ(xml.finish(),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<a name=\"&quot;&gt;&lt;evil x='&amp;\">1 &lt; 2 &amp; 3 &gt; 2?<b c=\"d\"/></a>");
}

TEST(XmlWriter, NumbersAreShortAndNeverWords) {
    EXPECT_EQ(xmlNumber(0.5), "0.5");
    EXPECT_EQ(xmlNumber(-1), "-1");
    EXPECT_EQ(xmlNumber(1.0 / 3), "0.3333");
    EXPECT_EQ(xmlNumber(1e-9), "0");
    EXPECT_EQ(xmlNumber(std::numeric_limits<double>::quiet_NaN()), "0");
}

}  // namespace
}  // namespace ocellus
