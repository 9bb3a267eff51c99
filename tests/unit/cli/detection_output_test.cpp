// SPDX-License-Identifier: Apache-2.0
#include "cli/detection_output.h"

#include <gtest/gtest.h>

namespace ocellus::cli {
namespace {

const std::vector<Detection> kFound{{ObjectClass::Human, 0.5F, {0.25, 0.5, 0.1, 0.25}},
                                    {ObjectClass::Bicycle, 0.123456789F, {0, 0, 1, 1}}};

TEST(DetectionOutput, IsTheContractsJsonOnOneLine) {
    EXPECT_EQ(detectionsAsJson("a b.jpg", {640, 480}, kFound),
              R"({"image":"a b.jpg","width":640,"height":480,"detections":[)"
              R"({"class":"human","score":0.5,"box":[0.25,0.5,0.1,0.25]},)"
              R"({"class":"bicycle","score":0.123457,"box":[0.0,0.0,1.0,1.0]}]})");
    EXPECT_EQ(detectionsAsJson("x", {1, 1}, {}), R"({"image":"x","width":1,"height":1,"detections":[]})");
    EXPECT_NE(detectionsAsJson("\xff.jpg", {1, 1}, {}).find(".jpg"), std::string::npos) << "no UTF-8";
}

TEST(DetectionOutput, TheTableCountsInPixels) {
    EXPECT_EQ(detectionsAsTable("a.jpg", {640, 480}, kFound),
              "a.jpg  640x480  2 found\n"
              "  human    0.50  at 160,240  64x120\n"
              "  bicycle  0.12  at 0,0  640x480");
}

}  // namespace
}  // namespace ocellus::cli
