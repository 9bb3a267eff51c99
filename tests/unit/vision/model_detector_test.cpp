// SPDX-License-Identifier: Apache-2.0
#include "vision/model_detector.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ocellus {
namespace {

std::shared_ptr<DetectorModel> builtIn() {
    auto model = DetectorModel::load(ModelCatalogue{{OCELLUS_SOURCE_DIR "/models"}}, {});
    EXPECT_TRUE(model);
    return *model;
}

Frame grey(int width, int height) {
    Frame frame;
    frame.reshape(width, height);
    frame.pictureWidth = width;
    frame.pictureHeight = height;
    std::ranges::fill(frame.y, 128);
    std::ranges::fill(frame.u, 128);
    std::ranges::fill(frame.v, 128);
    return frame;
}

// So that a JPEG decodes at a quarter.
TEST(ModelDetector, WantsNoMorePixelsThanTheNetworkTakes) {
    const ModelDetector detector{builtIn(), 0.1F};
    const auto wide = detector.wantedSize(1920, 1080);
    EXPECT_EQ(wide.width, 416);
    EXPECT_EQ(wide.height, 234);
    const auto square = detector.wantedSize(2048, 2048);
    EXPECT_EQ(square.width, 416);
    EXPECT_EQ(square.height, 416);
}

TEST(ModelDetector, TakesPicturesOfAnyShapeInTurn) {
    ModelDetector detector{builtIn(), 0.5F};
    std::vector<Detection> found(3);
    for (const auto& [width, height] : {std::pair{480, 270}, {300, 300}, {480, 270}, {90, 160}, {1, 1}}) {
        ASSERT_TRUE(detector.detect(grey(width, height), found));
        EXPECT_TRUE(found.empty()) << "there is nothing in a grey picture";
    }
}

}  // namespace
}  // namespace ocellus
