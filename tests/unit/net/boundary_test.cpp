// SPDX-License-Identifier: Apache-2.0
#include "net/boundary.h"

#include <gtest/gtest.h>

namespace ocellus {
namespace {

TEST(Boundary, IsReadFromTheContentType) {
    for (const char* type :
         {"multipart/x-mixed-replace;boundary=frame", "multipart/x-mixed-replace; boundary=--frame",
          "multipart/mixed; BOUNDARY = \"frame\"",
          "multipart/x-mixed-replace; charset=x; boundary=frame ; x=y",
          "multipart/x-mixed-replace;boundary=\"--frame\""}) {
        const Boundary boundary{std::string_view(type)};
        EXPECT_TRUE(boundary.matches("--frame")) << type;
        EXPECT_TRUE(boundary.matches("frame")) << type;
        EXPECT_TRUE(boundary.matches("----frame--\r")) << type;
        EXPECT_FALSE(boundary.matches("--frames")) << type;
        EXPECT_FALSE(boundary.matches("")) << type;
    }
    EXPECT_FALSE(Boundary("multipart/x-mixed-replace").known());
    EXPECT_FALSE(Boundary("multipart/x-mixed-replace; boundary=--").known());
    EXPECT_FALSE(Boundary("boundary").known());
}

TEST(Boundary, IsFoundInBinaryData) {
    const Boundary frame("multipart/x-mixed-replace; boundary=frame");
    EXPECT_EQ(frame.find("data\r\n--frame\r\n"), 4u);
    EXPECT_EQ(frame.find("data\n--frame--\r\n"), 4u);
    EXPECT_EQ(frame.find("data--frame\n"), 4u);
    EXPECT_EQ(frame.find("data\nframe\n"), 4u);
    EXPECT_EQ(frame.find("a frame in a picture\n"), std::nullopt);
    EXPECT_EQ(frame.find("--frames\n"), std::nullopt);
    EXPECT_EQ(frame.find("--frame"), std::nullopt) << "its end is not there yet";
    EXPECT_EQ(frame.find("--frame\n--frame\n", 3), 7u);
}

// A token of one letter stands in every picture.
TEST(Boundary, AShortOneCountsOnlyAfterDashes) {
    const Boundary b("multipart/x-mixed-replace; boundary=b");
    EXPECT_EQ(b.find("x\nb\n"), std::nullopt);
    EXPECT_EQ(b.find("x\n--b\n"), 1u);
}

}  // namespace
}  // namespace ocellus
