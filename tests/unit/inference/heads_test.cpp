// SPDX-License-Identifier: Apache-2.0
// Each head against a decoder written a second time, slowly and by index arithmetic alone, on random tensors.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "inference/head.h"
#include "unit/inference/random_tensors.h"

namespace ocellus {
namespace {

using test::RandomTensors;

constexpr float kThreshold = 0.6F;
const ClassMap kFive{ObjectClass::Human, ObjectClass::Head, ObjectClass::Vehicle, ObjectClass::Bicycle,
                     ObjectClass::Face};
// Person, bicycle, car, motorcycle, aeroplane, bus.
const ClassMap kSix{ObjectClass::Human,   ObjectClass::Bicycle, ObjectClass::Vehicle,
                    ObjectClass::Bicycle, std::nullopt,         ObjectClass::Vehicle};

std::vector<Candidate> decode(std::string_view name, const ClassMap& classes, const RandomTensors& tensors,
                              FrameSize input) {
    auto head = makeHead(name, classes);
    EXPECT_TRUE(head);
    const auto bound = (*head)->bind(tensors.views(), input);
    EXPECT_TRUE(bound) << bound.error().text();
    std::vector<Candidate> found;
    (*head)->decode(tensors.views(), kThreshold, found);
    return found;
}

void expectSame(std::vector<Candidate> found, std::vector<Candidate> expected) {
    const auto order = [](const Candidate& a, const Candidate& b) {
        return std::tie(a.object, a.left, a.top, a.score) < std::tie(b.object, b.left, b.top, b.score);
    };
    std::ranges::sort(found, order);
    std::ranges::sort(expected, order);
    ASSERT_EQ(found.size(), expected.size());
    ASSERT_GT(found.size(), 5u);
    for (std::size_t at = 0; at < found.size(); ++at) {
        EXPECT_EQ(found[at].object, expected[at].object);
        EXPECT_NEAR(found[at].score, expected[at].score, 1e-5);
        EXPECT_NEAR(found[at].left, expected[at].left, 1e-2);
        EXPECT_NEAR(found[at].top, expected[at].top, 1e-2);
        EXPECT_NEAR(found[at].right, expected[at].right, 1e-2);
        EXPECT_NEAR(found[at].bottom, expected[at].bottom, 1e-2);
    }
}

TEST(OcellusHead, AgreesWithAPlainDecoder) {
    RandomTensors tensors{1};
    const FrameSize input{96, 64};
    const int points = 12 * 8 + 6 * 4 + 3 * 2;
    auto& out = tensors.add("out", {1, 17, static_cast<std::size_t>(points)}, 0, 1);
    const auto value = [&](int row, int point) {
        return out[static_cast<std::size_t>(row * points + point)];
    };
    std::vector<Candidate> expected;
    for (int kind = 0; kind < 5; ++kind) {
        const int slot = kind == 1 ? 1 : kind == 4 ? 2 : 0;
        int point = 0;
        for (const int stride : {8, 16, 32}) {
            for (int y = stride / 2; y < input.height; y += stride) {
                for (int x = stride / 2; x < input.width; x += stride, ++point) {
                    if (value(12 + kind, point) >= kThreshold) {
                        const auto side = [&](int which) {
                            return value(4 * slot + which, point) * static_cast<float>(stride);
                        };
                        const auto cx = static_cast<float>(x);
                        const auto cy = static_cast<float>(y);
                        expected.push_back({static_cast<ObjectClass>(kind), value(12 + kind, point),
                                            cx - side(0), cy - side(1), cx + side(2), cy + side(3)});
                    }
                }
            }
        }
    }
    // Our order of classes differs from the model's in nothing but the name of kind 3 and 4.
    for (Candidate& candidate : expected) {
        candidate.object = *kFive[static_cast<std::size_t>(candidate.object)];
    }
    expectSame(decode("ocellus", kFive, tensors, input), expected);
}

// The plain form of "the best of the classes that map to one of ours".
template <class ScoreOf>
void forEachObject(const ClassMap& classes, const ScoreOf& scoreOf, const auto& take) {
    for (const ObjectClass object : {ObjectClass::Human, ObjectClass::Bicycle, ObjectClass::Vehicle}) {
        float best = 0;
        for (std::size_t kind = 0; kind < classes.size(); ++kind) {
            if (classes[kind] == object) {
                best = std::max(best, scoreOf(static_cast<int>(kind)));
            }
        }
        if (best >= kThreshold) {
            take(object, best);
        }
    }
}

TEST(YoloxHead, AgreesWithAPlainDecoder) {
    RandomTensors tensors{2};
    const int points = 8 * 8 + 4 * 4 + 2 * 2;
    auto& out = tensors.add("out", {1, static_cast<std::size_t>(points), 11}, 0, 1);
    std::vector<Candidate> expected;
    int point = 0;
    for (const int stride : {8, 16, 32}) {
        for (int row = 0; row < 64 / stride; ++row) {
            for (int column = 0; column < 64 / stride; ++column, ++point) {
                const auto value = [&](int field) {
                    return out[static_cast<std::size_t>(point * 11 + field)];
                };
                const auto pixels = static_cast<float>(stride);
                const float cx = (value(0) + static_cast<float>(column)) * pixels;
                const float cy = (value(1) + static_cast<float>(row)) * pixels;
                const float w = std::exp(value(2)) * pixels;
                const float h = std::exp(value(3)) * pixels;
                forEachObject(
                    kSix, [&](int kind) { return value(4) * value(5 + kind); },
                    [&](ObjectClass object, float score) {
                        expected.push_back({object, score, cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2});
                    });
            }
        }
    }
    expectSame(decode("yolox", kSix, tensors, {64, 64}), expected);
}

TEST(NanodetPlusHead, AgreesWithAPlainDecoder) {
    RandomTensors tensors{3};
    // 96 pixels are not a multiple of 64: the last cell sticks out.
    const FrameSize input{96, 96};
    const int points = 12 * 12 + 6 * 6 + 3 * 3 + 2 * 2;
    auto& out = tensors.add("out", {1, static_cast<std::size_t>(points), 6 + 32}, 0, 1);
    std::vector<Candidate> expected;
    int point = 0;
    for (const int stride : {8, 16, 32, 64}) {
        for (int y = 0; y < input.height; y += stride) {
            for (int x = 0; x < input.width; x += stride, ++point) {
                const auto value = [&](int field) {
                    return out[static_cast<std::size_t>(point * 38 + field)];
                };
                const auto side = [&](int which) {
                    double sum = 0;
                    double mean = 0;
                    for (int bin = 0; bin < 8; ++bin) {
                        sum += std::exp(value(6 + 8 * which + bin));
                        mean += bin * std::exp(value(6 + 8 * which + bin));
                    }
                    return static_cast<float>(mean / sum * stride);
                };
                const auto cx = static_cast<float>(x);
                const auto cy = static_cast<float>(y);
                forEachObject(kSix, value, [&](ObjectClass object, float score) {
                    expected.push_back(
                        {object, score, cx - side(0), cy - side(1), cx + side(2), cy + side(3)});
                });
            }
        }
    }
    expectSame(decode("nanodet-plus", kSix, tensors, input), expected);
}

TEST(OmzSsdHead, AgreesWithAPlainDecoderAndStopsAtTheEndOfTheList) {
    RandomTensors tensors{4};
    auto& out = tensors.add("detection_out", {1, 1, 60, 7}, 0, 1);
    std::vector<Candidate> expected;
    for (std::size_t row = 0; row < 60; ++row) {
        float* const box = out.data() + row * 7;
        box[0] = row < 50 ? 0.0F : -1.0F;
        box[1] = static_cast<float>(row % 8);  // classes 6 and 7 are not in the map, 4 is dropped
        if (row < 50 && box[2] >= kThreshold && row % 8 < 6 && row % 8 != 4) {
            expected.push_back(
                {*kSix[row % 8], box[2], box[3] * 320, box[4] * 200, box[5] * 320, box[6] * 200});
        }
    }
    out[1] = std::nanf("");  // must not become an index
    std::erase_if(expected, [&](const Candidate& box) { return box.score == out[2]; });
    expectSame(decode("omz-ssd", kSix, tensors, {320, 200}), expected);
}

TEST(YunetHead, AgreesWithAPlainDecoder) {
    RandomTensors tensors{5};
    const FrameSize input{64, 32};
    std::vector<Candidate> expected;
    // In another order than the head reads them, with outputs that it does not read.
    for (const int stride : {32, 8, 16}) {
        const int columns = input.width / stride;
        const int points = columns * (input.height / stride);
        const auto count = static_cast<std::size_t>(points);
        const std::string name = std::to_string(stride);
        tensors.add("kps_" + name, {1, count, 10}, 0, 1);
        const auto& box = tensors.add("bbox_" + name, {1, count, 4}, -1, 1);
        const auto& face = tensors.add("cls_" + name, {1, count, 1}, 0, 1.5);  // probabilities are clamped
        const auto& object = tensors.add("obj_" + name, {1, count, 1}, -0.1F, 1);
        for (std::size_t at = 0; at < count; ++at) {
            const float score = std::sqrt(std::min(1.0F, std::max(0.0F, face[at])) *
                                          std::min(1.0F, std::max(0.0F, object[at])));
            if (score >= kThreshold) {
                const auto pixels = static_cast<float>(stride);
                const auto column = static_cast<float>(static_cast<int>(at) % columns);
                const auto row = static_cast<float>(static_cast<int>(at) / columns);
                const float w = std::exp(box[4 * at + 2]) * pixels;
                const float h = std::exp(box[4 * at + 3]) * pixels;
                const float left = (column + box[4 * at]) * pixels - w / 2;
                const float top = (row + box[4 * at + 1]) * pixels - h / 2;
                expected.push_back({ObjectClass::Face, score, left, top, left + w, top + h});
            }
        }
    }
    expectSame(decode("yunet", {ObjectClass::Face}, tensors, input), expected);
}

TEST(Heads, RefuseOutputsThatAreNotTheirs) {
    for (const std::string_view name : kHeadNames) {
        RandomTensors tensors{6};
        tensors.add("odd", {1, 3, 5}, 0, 1);
        auto head = makeHead(name, kFive);
        ASSERT_TRUE(head);
        EXPECT_FALSE((*head)->bind(tensors.views(), {64, 64})) << name;
        EXPECT_FALSE((*head)->bind({}, {64, 64})) << name;
    }
    const auto unknown = makeHead("resnet", kFive);
    ASSERT_FALSE(unknown);
    EXPECT_NE(unknown.error().remedy.find("nanodet-plus"), std::string::npos);
}

}  // namespace
}  // namespace ocellus
