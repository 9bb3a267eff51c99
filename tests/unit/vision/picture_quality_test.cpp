// SPDX-License-Identifier: Apache-2.0
#include "vision/picture_quality.h"

#include <gtest/gtest.h>

#include <functional>

#include "synthetic_frame.h"

namespace ocellus {
namespace {

Instant at(double seconds) {
    return Instant{fromSeconds(seconds)};
}

std::string flagsOf(const PictureQuality& quality) {
    std::string text;
    const auto add = [&](bool flag, const char* name) { text += flag ? std::string(name) + " " : ""; };
    add(quality.dark, "dark");
    add(quality.overExposed, "over-exposed");
    add(quality.blurred, "blurred");
    add(quality.shaking, "shaking");
    add(quality.backlight, "backlight");
    add(quality.frozen, "frozen");
    add(quality.monochrome, "monochrome");
    return text;
}

// Five pictures per second for `seconds` after `start`.
std::string watch(PictureQualityMeter& meter, double start, double seconds,
                  const std::function<Frame(int)>& picture) {
    std::string flags;
    for (int i = 0; i < seconds * 5; ++i) {
        flags = flagsOf(meter.update(picture(i), at(start + i * 0.2)));
    }
    return flags;
}

// Of the same scene and never the same as the one before.
const Frame& fine(int i) {
    static const auto frames = [] {
        std::array<Frame, 4> made;
        for (std::size_t seed = 0; seed < made.size(); ++seed) {
            SyntheticScene scene;
            scene.seed = static_cast<unsigned>(seed + 1);
            made[seed] = scene.frame();
        }
        return made;
    }();
    return frames[static_cast<std::size_t>(i) % frames.size()];
}

struct Case {
    const char* flags;
    std::function<void(SyntheticScene&, int)> spoil;
};

TEST(PictureQuality, FlagsWhatSpoilsDetectionAndClearsItAgain) {
    const Case cases[] = {
        {"", [](SyntheticScene&, int) {}},
        {"dark ", [](SyntheticScene& scene, int) { scene.gain = 0.15; }},
        {"over-exposed ", [](SyntheticScene& scene, int) { scene.offset = 140; }},
        {"monochrome ", [](SyntheticScene& scene, int) { scene.coloured = false; }},
        {"shaking ", [](SyntheticScene& scene, int i) { scene.shiftX = i % 2 == 0 ? 4 : -3; }},
        {"shaking ", [](SyntheticScene& scene, int i) { scene.shiftY = i % 4 < 2 ? 3 : 0; }},
        // A camera that turns one way does not shake, and noise is not a blur.
        {"", [](SyntheticScene& scene, int i) { scene.shiftX = 3 * i; }},
        {"", [](SyntheticScene& scene, int) { scene.noise = 10; }},
        {"",
         [](SyntheticScene& scene, int i) {
             scene.block = {20 * (i % 10), 60, 60, 180, 60};
         }},
    };
    for (const Case& each : cases) {
        PictureQualityMeter meter;
        const auto spoilt = [&](int i) {
            SyntheticScene scene;
            scene.seed = static_cast<unsigned>(i + 1);
            each.spoil(scene, i);
            return scene.frame();
        };
        EXPECT_EQ(watch(meter, 0, 3, fine), "");
        EXPECT_EQ(watch(meter, 3, 5, spoilt), each.flags);
        EXPECT_EQ(watch(meter, 8, 6, fine), "") << "after " << each.flags;
    }
}

TEST(PictureQuality, FlagsABlurredLens) {
    PictureQualityMeter meter;
    const auto soft = [](int i) { return blurred(fine(i), 5); };
    EXPECT_EQ(watch(meter, 0, 4, soft), "blurred ");
    EXPECT_EQ(watch(meter, 4, 4, fine), "");
    // Without any edge nothing can be said.
    const auto fog = [](int i) {
        SyntheticScene scene;
        scene.contrast = 0.05;
        scene.seed = static_cast<unsigned>(i + 1);
        return scene.frame();
    };
    EXPECT_EQ(watch(meter, 8, 4, fog), "");
}

TEST(PictureQuality, FlagsBacklight) {
    PictureQualityMeter meter;
    const auto window = [](int i) {
        SyntheticScene scene;
        scene.gain = 0.2;
        scene.seed = static_cast<unsigned>(i + 1);
        scene.block = {150, 0, 120, 270, 1300};
        return scene.frame();
    };
    EXPECT_EQ(watch(meter, 0, 4, window), "backlight ");
}

TEST(PictureQuality, FlagsAFrozenPictureAfterTenSecondsUntilTheNextOther) {
    PictureQualityMeter meter;
    EXPECT_EQ(watch(meter, 0, 9.9, [](int) { return fine(3); }), "");
    EXPECT_EQ(watch(meter, 10, 1, [](int) { return fine(3); }), "frozen ");
    EXPECT_EQ(flagsOf(meter.update(fine(4), at(11))), "");
}

TEST(PictureQuality, DoesNotFlickerAtAThreshold) {
    PictureQualityMeter meter;
    int changes = 0;
    bool dark = false;
    for (int i = 0; i < 100; ++i) {
        SyntheticScene scene;
        scene.seed = static_cast<unsigned>(i + 1);
        scene.gain = i % 7 < 3 ? 0.2 : 0.32;  // either side of the limit, for less than two seconds each
        const bool now = meter.update(scene.frame(), at(i * 0.2)).dark;
        changes += now != dark ? 1 : 0;
        dark = now;
    }
    EXPECT_EQ(changes, 0);
}

TEST(PictureMeasures, ReadsLimitedRangeAsFullRange) {
    SyntheticScene scene;
    scene.noise = 0;
    Frame full = scene.frame();
    Frame limited = full;
    limited.fullRange = false;
    for (std::uint8_t& level : limited.y) {
        level = static_cast<std::uint8_t>(16 + level * 219 / 255);
    }
    const PictureMeasures a = measurePicture(full);
    const PictureMeasures b = measurePicture(limited);
    EXPECT_NEAR(a.median, b.median, 2);
    EXPECT_NEAR(a.nearBlack, b.nearBlack, 0.02);
}

TEST(ShiftMeter, MeasuresHowFarThePictureMoved) {
    ShiftMeter meter;
    SyntheticScene scene;
    (void)meter.measure(scene.frame());
    for (const auto& [x, y] : {std::pair{5, 0}, {0, -3}, {-9, 4}, {0, 0}}) {
        scene.shiftX += x;
        scene.shiftY += y;
        ++scene.seed;
        const ShiftMeter::Shift shift = meter.measure(scene.frame());
        EXPECT_EQ(shift.x, x);
        EXPECT_EQ(shift.y, y);
    }
}

TEST(PictureQuality, TakesTinyPicturesAndChangesOfSize) {
    PictureQualityMeter meter;
    for (const auto& [width, height] : {std::pair{1, 1}, {2, 2}, {7, 3}, {16, 900}, {481, 271}, {1, 500}}) {
        meter.update(SyntheticScene(width, height).frame(), at(1));
    }
}

}  // namespace
}  // namespace ocellus
