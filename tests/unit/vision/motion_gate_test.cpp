// SPDX-License-Identifier: Apache-2.0
#include "vision/motion_gate.h"

#include <gtest/gtest.h>

#include "synthetic_frame.h"

namespace ocellus {
namespace {

bool changed(MotionGate& gate, const SyntheticScene& scene) {
    LumaGrid grid;
    grid.measure(scene.frame());
    return gate.changed(grid);
}

void setReference(MotionGate& gate, const SyntheticScene& scene) {
    LumaGrid grid;
    grid.measure(scene.frame());
    gate.setReference(grid);
}

struct Case {
    const char* what;
    std::function<void(SyntheticScene&)> change;
    bool seen;
};

TEST(MotionGate, SeesObjectsAndNotNoiseOrLight) {
    const Case cases[] = {
        {"nothing", [](SyntheticScene&) {}, false},
        {"brightness", [](SyntheticScene& scene) { scene.offset = 4; }, false},
        {"a step of the exposure", [](SyntheticScene& scene) { scene.offset = 12; }, true},
        {"lights off", [](SyntheticScene& scene) { scene.gain = 0.3; }, true},
        {"a person far away",
         [](SyntheticScene& scene) {
             scene.block = {200, 100, 8, 24, 60};
         },
         true},
        {"hardly darker than the wall",
         [](SyntheticScene& scene) {
             scene.block = {96, 60, 24, 60, 122};
         },
         true},
        {"a lorry before everything",
         [](SyntheticScene& scene) {
             scene.block = {0, 40, 480, 200, 130};
         },
         true},
        {"covered",
         [](SyntheticScene& scene) {
             scene.block = {0, 0, 480, 270, 110};
         },
         true},
        {"colour", [](SyntheticScene& scene) { scene.coloured = false; }, true},
        {"the camera turned", [](SyntheticScene& scene) { scene.shiftX = 3; }, true},
    };
    for (const double noise : {0.0, 2.0, 6.0}) {
        for (const Case& each : cases) {
            MotionGate gate;
            SyntheticScene scene;
            scene.noise = noise;
            setReference(gate, scene);
            each.change(scene);
            scene.seed = 99;
            EXPECT_EQ(changed(gate, scene), each.seen) << each.what << ", noise " << noise;
        }
    }
}

TEST(MotionGate, StaysShutForManyNoisyPictures) {
    MotionGate gate;
    SyntheticScene scene;
    scene.noise = 6;
    setReference(gate, scene);
    int opened = 0;
    for (unsigned seed = 2; seed < 60; ++seed) {
        scene.seed = seed;
        scene.offset = seed % 2 == 0 ? 3 : -3;  // flicker
        opened += changed(gate, scene) ? 1 : 0;
    }
    EXPECT_EQ(opened, 0);
}

TEST(MotionGate, AddsUpSlowMovement) {
    MotionGate gate;
    SyntheticScene scene;
    scene.block = {200, 100, 16, 40, 30};
    setReference(gate, scene);
    bool seen = false;
    for (unsigned picture = 2; picture < 12 && !seen; ++picture) {
        scene.seed = picture;
        scene.block.x += 1;  // never a change from one picture to the next worth a word
        seen = changed(gate, scene);
    }
    EXPECT_TRUE(seen);
}

TEST(MotionGate, TakesAFirstPictureAndAnotherSizeForChanged) {
    MotionGate gate;
    EXPECT_TRUE(changed(gate, SyntheticScene{}));
    setReference(gate, SyntheticScene{});
    EXPECT_FALSE(changed(gate, SyntheticScene{}));
    EXPECT_TRUE(changed(gate, SyntheticScene(640, 360)));
    for (const auto& [width, height] : {std::pair{1, 1}, {3, 500}, {500, 3}}) {
        setReference(gate, SyntheticScene(width, height));
        EXPECT_FALSE(changed(gate, SyntheticScene(width, height)));
    }
}

TEST(LumaGrid, HoldsTheMeanOfEachCell) {
    for (const auto& [width, height] : {std::pair{480, 270}, {481, 277}, {33, 5}, {1, 1}, {1920, 1080}}) {
        SyntheticScene scene(width, height);
        const Frame frame = scene.frame();
        LumaGrid grid;
        grid.measure(frame);
        ASSERT_EQ(grid.luma().size(), static_cast<std::size_t>(grid.columns() * grid.rows()));
        const int edgeX = width / grid.columns();
        double all = 0;
        for (const std::uint8_t level : frame.y) {
            all += level;
        }
        double cells = 0;
        for (const std::int16_t cell : grid.luma()) {
            cells += cell / 16.0;
        }
        EXPECT_NEAR(cells / static_cast<double>(grid.luma().size()),
                    all / static_cast<double>(frame.y.size()), 3);
        EXPECT_GE(edgeX, 1);
        EXPECT_LE(grid.columns(), 130);
    }
    Frame two;
    two.reshape(8, 4);
    std::fill(two.y.begin(), two.y.end(), std::uint8_t{10});
    two.y[0] = 26;
    std::fill(two.u.begin(), two.u.end(), std::uint8_t{128});
    std::fill(two.v.begin(), two.v.end(), std::uint8_t{128});
    LumaGrid grid;
    grid.measure(two);
    ASSERT_EQ(grid.columns(), 2);
    EXPECT_EQ(grid.luma()[0], 11 * 16);
    EXPECT_EQ(grid.luma()[1], 10 * 16);
}

}  // namespace
}  // namespace ocellus
