// SPDX-License-Identifier: Apache-2.0
#include "inference/suppression.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace ocellus {
namespace {

std::vector<Candidate> randomCandidates(unsigned seed, int count) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> place(0, 100);
    std::uniform_real_distribution<float> size(1, 40);
    std::uniform_real_distribution<float> score(0.01F, 1);
    std::vector<Candidate> candidates;
    for (int at = 0; at < count; ++at) {
        const float x = place(random);
        const float y = place(random);
        candidates.push_back(
            {static_cast<ObjectClass>(at % 3), score(random), x, y, x + size(random), y + size(random)});
    }
    return candidates;
}

// The plain way: strike out, from the best one down, whatever overlaps it.
std::vector<Candidate> plainSuppress(std::vector<Candidate> left, double limit) {
    std::vector<Candidate> kept;
    while (!left.empty()) {
        const auto best =
            std::ranges::max_element(left, {}, [](const Candidate& candidate) { return candidate.score; });
        const Candidate chosen = *best;
        left.erase(best);
        kept.push_back(chosen);
        std::erase_if(left, [&](const Candidate& other) {
            const Box a{chosen.left, chosen.top, chosen.right - chosen.left, chosen.bottom - chosen.top};
            const Box b{other.left, other.top, other.right - other.left, other.bottom - other.top};
            return other.object == chosen.object && overlap(a, b) > limit;
        });
    }
    return kept;
}

TEST(Suppression, AgreesWithAPlainOne) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto candidates = randomCandidates(seed, 90);
        for (const float limit : {0.3F, 0.6F, 0.9F}) {
            auto kept = candidates;
            suppressRepeats(kept, limit);
            const auto expected = plainSuppress(candidates, limit);
            ASSERT_EQ(kept.size(), expected.size());
            for (std::size_t at = 0; at < kept.size(); ++at) {
                EXPECT_EQ(kept[at].score, expected[at].score);
            }
        }
    }
}

TEST(Suppression, DropsWhatIsNoBoxAndKeepsItsBounds) {
    const float nan = std::nanf("");
    const float infinity = INFINITY;
    std::vector<Candidate> candidates{{ObjectClass::Human, 0.9F, 5, 5, 5, 9},
                                      {ObjectClass::Human, 0.9F, 9, 5, 5, 9},
                                      {ObjectClass::Human, 0.9F, nan, 5, 9, 9},
                                      {ObjectClass::Human, nan, 5, 5, 9, 9},
                                      {ObjectClass::Human, 0.9F, 0, 0, infinity, infinity},
                                      {ObjectClass::Human, 0.8F, 5, 5, 9, 9}};
    suppressRepeats(candidates, 0.5F);
    ASSERT_EQ(candidates.size(), 1u);
    EXPECT_EQ(candidates[0].score, 0.8F);

    candidates.clear();
    for (int at = 0; at < 5000; ++at) {
        const auto x = static_cast<float>(10 * at);
        candidates.push_back({ObjectClass::Human, static_cast<float>(at) / 5000, x, 0, x + 5, 5});
    }
    suppressRepeats(candidates, 0.5F);
    ASSERT_EQ(candidates.size(), kMaximumDetections);
    EXPECT_EQ(candidates.front().score, 4999.0F / 5000);
}

TEST(Suppression, BoxesBecomeFractionsOfThePicture) {
    std::vector<Detection> found;
    toDetections({{ObjectClass::Face, 0.5F, -10, 20, 104, 300},  // sticks out to the left and below
                  {ObjectClass::Face, 0.5F, 10, 240, 20, 250}},  // in the padding
                 {416, 234}, found);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].box.x, 0);
    EXPECT_NEAR(found[0].box.y, 20 / 234.0, 1e-6);
    EXPECT_NEAR(found[0].box.width, 0.25, 1e-6);
    EXPECT_NEAR(found[0].box.bottom(), 1, 1e-9);
}

}  // namespace
}  // namespace ocellus
