// SPDX-License-Identifier: Apache-2.0
#include "inference/evaluation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace ocellus {
namespace {

constexpr FrameSize kPicture{640, 640};

LabelledPicture pictureWith(std::vector<Label> labels) {
    LabelledPicture picture;
    picture.labels = std::move(labels);
    picture.annotated.set();
    return picture;
}

Label human(double x, double width = 0.2, bool ignored = false) {
    return {ObjectClass::Human, {x, 0.1, width, 0.2}, ignored};
}

Detection found(float score, double x, double width = 0.2) {
    return {ObjectClass::Human, score, {x, 0.1, width, 0.2}};
}

ClassAccuracy of(const Evaluation& evaluation, double least = 0) {
    return evaluation.accuracy(ObjectClass::Human, SizeBand::All, least);
}

TEST(Evaluation, WhatIsFoundExactlyIsPerfect) {
    Evaluation evaluation;
    evaluation.add(pictureWith({human(0.1), human(0.5)}), kPicture, {found(0.9F, 0.1), found(0.8F, 0.5)});
    EXPECT_DOUBLE_EQ(of(evaluation).averagePrecision50, 1);
    EXPECT_NEAR(of(evaluation).averagePrecision, 1, 1e-9);
    EXPECT_DOUBLE_EQ(of(evaluation, 0.85).recall, 0.5);
    EXPECT_DOUBLE_EQ(of(evaluation).bestF1, 1);
    EXPECT_FLOAT_EQ(static_cast<float>(of(evaluation).bestScore), 0.8F);
    EXPECT_EQ(evaluation.accuracy(ObjectClass::Face, SizeBand::All, 0).labels, 0u);
}

TEST(Evaluation, ASecondBoxOnALabelIsWrong) {
    Evaluation evaluation;
    evaluation.add(pictureWith({human(0.1)}), kPicture, {found(0.9F, 0.1), found(0.8F, 0.1)});
    EXPECT_DOUBLE_EQ(of(evaluation).precision, 0.5);
    EXPECT_DOUBLE_EQ(of(evaluation).averagePrecision50, 1) << "it scored less than the right one";
}

TEST(Evaluation, ALooseBoxCountsUpToItsOverlap) {
    Evaluation evaluation;
    evaluation.add(pictureWith({human(0.1)}), kPicture, {found(0.9F, 0.1, 0.15)});  // overlap 0.75
    EXPECT_DOUBLE_EQ(of(evaluation).averagePrecision50, 1);
    EXPECT_NEAR(of(evaluation).averagePrecision, 0.6, 1e-9);  // 0.50 to 0.75 of ten
}

TEST(Evaluation, IgnoredLabelsAndUnknownClassesCountNeitherWay) {
    Evaluation evaluation;
    evaluation.add(pictureWith({human(0.1), human(0.5, 0.2, true)}), kPicture,
                   {found(0.99F, 0.5), found(0.98F, 0.5), found(0.9F, 0.1)});
    LabelledPicture unknown = pictureWith({});
    unknown.annotated.reset(static_cast<std::size_t>(ObjectClass::Human));
    evaluation.add(unknown, kPicture, {found(1, 0.3)});
    EXPECT_EQ(of(evaluation).labels, 1u);
    EXPECT_DOUBLE_EQ(of(evaluation).averagePrecision50, 1);
    EXPECT_DOUBLE_EQ(of(evaluation).precision, 1);
}

TEST(Evaluation, BandsGoByTheSizeInAPictureOf640) {
    Evaluation evaluation;
    // 0.04 of 320 pixels wide and high: 12.8 px, 25.6 at 640; and a fifth of it: 128.
    const Label small{ObjectClass::Human, {0.5, 0.5, 0.04, 0.04}, false};
    const Label large{ObjectClass::Human, {0.1, 0.1, 0.2, 0.2}, false};
    evaluation.add(pictureWith({small, large}), {320, 320},
                   {{ObjectClass::Human, 0.9F, large.box}, {ObjectClass::Human, 0.8F, {0.7, 0.7, 0.1, 0.1}}});
    const auto band = [&](SizeBand which) { return evaluation.accuracy(ObjectClass::Human, which, 0); };
    EXPECT_EQ(band(SizeBand::Small).labels, 1u);
    EXPECT_EQ(band(SizeBand::Small).averagePrecision50, 0);
    EXPECT_EQ(band(SizeBand::Medium).labels, 0u);
    EXPECT_EQ(band(SizeBand::Large).labels, 1u);
    EXPECT_EQ(band(SizeBand::Large).averagePrecision50, 1);
    EXPECT_EQ(band(SizeBand::Large).precision, 1) << "the wrong one is of medium size";
}

// The plain way to an average precision: at each recall the best precision of any cut that reaches it, each
// cut counted from the start.
double plainAveragePrecision(const std::vector<std::pair<float, bool>>& findings, int labels) {
    double sum = 0;
    for (int point = 0; point <= 100; ++point) {
        double best = 0;
        for (const auto& [cut, ignored] : findings) {
            int right = 0;
            int all = 0;
            for (const auto& [score, hit] : findings) {
                if (score >= cut) {
                    ++all;
                    right += hit ? 1 : 0;
                }
            }
            if (100 * right >= point * labels) {
                best = std::max(best, static_cast<double>(right) / all);
            }
        }
        sum += best;
    }
    return sum / 101;
}

TEST(Evaluation, AgreesWithAPlainAveragePrecision) {
    std::mt19937 random(7);
    for (int round = 0; round < 20; ++round) {
        Evaluation evaluation;
        std::vector<std::pair<float, bool>> findings;
        int labels = 0;
        for (int picture = 0; picture < 12; ++picture) {
            std::vector<Label> there;
            std::vector<Detection> detections;
            for (int slot = 0; slot < 4; ++slot) {
                const double x = 0.25 * slot;
                const bool label = random() % 3 != 0;
                const bool detect = random() % 3 != 0;
                const float score = static_cast<float>(random() % 100'000) / 100'000;
                if (label) {
                    there.push_back(human(x));
                    ++labels;
                }
                if (detect) {
                    detections.push_back(found(score, x));
                    findings.emplace_back(score, label);
                }
            }
            evaluation.add(pictureWith(there), kPicture, detections);
        }
        EXPECT_NEAR(of(evaluation).averagePrecision50, plainAveragePrecision(findings, labels), 1e-9);
    }
}

TEST(Evaluation, CalibratesTheDefaultThresholdToTheBestF1) {
    Evaluation evaluation;
    for (int at = 0; at < 100; ++at) {
        // Right ones score 0.30 to 0.795, wrong ones below 0.5, half of them.
        const float score = 0.30F + 0.005F * static_cast<float>(at);
        std::vector<Detection> detections{found(score, 0.1)};
        if (score < 0.5F) {
            detections.push_back(found(score - 0.002F, 0.6));
            detections.push_back(found(score - 0.001F, 0.3, 0.05));
        }
        evaluation.add(pictureWith({human(0.1)}), kPicture, detections);
    }
    const auto knots = evaluation.calibration(ObjectClass::Human);
    ASSERT_EQ(knots.size(), 3u);
    EXPECT_EQ(knots[1].threshold, 25);
    EXPECT_NEAR(knots[1].score, of(evaluation).bestScore, 1e-3);
    EXPECT_NEAR(knots[0].score, 0.3, 0.02);
    EXPECT_NEAR(knots[2].score, 0.79, 0.02);
    Calibration calibration;
    EXPECT_TRUE(calibration.set(ObjectClass::Human, knots));
    EXPECT_TRUE(Evaluation{}.calibration(ObjectClass::Human).empty());
}

TEST(Evaluation, CalibratesToTheMiddleOfTheScoresThatAreAsGood) {
    Evaluation evaluation;
    for (int at = 0; at < 200; ++at) {
        evaluation.add(pictureWith({human(0.1)}), kPicture, {found(at == 0 ? 0.4F : 0.6F, 0.1)});
    }
    EXPECT_NEAR(of(evaluation).bestScore, 0.4, 1e-6) << "one finding in two hundred decides";
    EXPECT_NEAR(evaluation.calibration(ObjectClass::Human)[1].score, 0.5, 1e-6);
}

}  // namespace
}  // namespace ocellus
