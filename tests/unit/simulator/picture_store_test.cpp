// SPDX-License-Identifier: Apache-2.0
#include "simulator/picture_store.h"

#include <gtest/gtest.h>

namespace ocellus {
namespace {

using std::chrono::milliseconds;

EncodedPicture picture(std::uint8_t name) {
    return std::make_shared<const std::vector<std::uint8_t>>(10, name);
}

void fill(PictureStore& store) {
    for (const int number : {0, 1, 2}) {
        ASSERT_TRUE(store.append(milliseconds{number * 200}, picture(static_cast<std::uint8_t>(number))));
    }
}

int shown(const PictureStore& store, int at) {
    return store.at(milliseconds{at})->front();
}

TEST(PictureStore, ShowsTheLastPictureNotLater) {
    PictureStore store{1000};
    EXPECT_EQ(store.at({}), nullptr);
    fill(store);
    EXPECT_EQ(shown(store, 0), 0);
    EXPECT_EQ(shown(store, 199), 0);
    EXPECT_EQ(shown(store, 200), 1);
    EXPECT_EQ(shown(store, 5000), 2) << "what is not encoded yet cannot be shown";
}

TEST(PictureStore, AFinishedClipLoopsAfterItsLastPicturesInterval) {
    PictureStore store{1000};
    fill(store);
    store.finish(milliseconds{200});
    EXPECT_EQ(store.extent().length, milliseconds{600});
    EXPECT_EQ(shown(store, 599), 2);
    EXPECT_EQ(shown(store, 600), 0);
    EXPECT_EQ(shown(store, 600 * 1000 + 250), 1);
}

TEST(PictureStore, MemoryIsBounded) {
    PictureStore store{25};
    EXPECT_TRUE(store.append({}, picture(0)));
    EXPECT_TRUE(store.append(milliseconds{200}, picture(1)));
    EXPECT_FALSE(store.append(milliseconds{400}, picture(2)));
    EXPECT_EQ(store.extent().bytes, 20U);
}

TEST(PictureStore, WaitingEndsWithThePictureOrTheError) {
    PictureStore failed{100};
    failed.fail({Error::Kind::BadInput, "broken", "mend it"});
    EXPECT_EQ(failed.waitForFirst(milliseconds{1}).error().message, "broken");
    PictureStore empty{100};
    EXPECT_EQ(empty.waitForFirst(milliseconds{1}).error().kind, Error::Kind::Timeout);
    PictureStore good{100};
    EXPECT_TRUE(good.append({}, picture(0)));
    EXPECT_TRUE(good.waitForFirst(milliseconds{1}));
}

}  // namespace
}  // namespace ocellus
