// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/text.h"

namespace ocellus {
namespace {

TEST(Utf8, TakesWhatIsWellFormed) {
    for (const char* text : {"", "plain", "caf\xc3\xa9", "\xe9\xa7\x85", "\xf0\x9f\x90\x9c", "\xed\x9f\xbf",
                             "\xf4\x8f\xbf\xbf", "\xef\xbb\xbf with a mark"}) {
        EXPECT_TRUE(isUtf8(text)) << text;
    }
}

TEST(Utf8, RefusesWhatIsNot) {
    for (const char* text :
         {"\x80", "\xc3", "\xc3(", "\xc0\xaf", "\xc1\x81", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
          "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff\xfe", "\xe9\xa7"}) {
        EXPECT_FALSE(isUtf8(text));
    }
}

}  // namespace
}  // namespace ocellus
