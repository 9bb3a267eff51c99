// SPDX-License-Identifier: Apache-2.0
#include "media/clip_reader.h"

#include <gtest/gtest.h>

#include <sys/wait.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>

#include "image/jpeg_encoder.h"
#include "support/clip_maker.h"

namespace ocellus::media {
namespace {

using test::ClipPlan;
using test::TemporaryFolder;

struct Read {
    std::vector<std::int64_t> milliseconds;
    std::vector<std::size_t> hashes;
    int width = 0;
    int height = 0;
    std::optional<Error> error;
};

Read readAll(const std::string& path, double picturesPerSecond = 0) {
    Read read;
    auto reader = openClip(path, {.picturesPerSecond = picturesPerSecond});
    if (!reader) {
        read.error = reader.error();
        return read;
    }
    while (true) {
        auto picture = (*reader)->next();
        if (!picture) {
            read.error = picture.error();
            return read;
        }
        if (!*picture) {
            return read;
        }
        const auto view = (**picture)->bytes.view();
        read.milliseconds.push_back((**picture)->captured.time_since_epoch() / std::chrono::milliseconds{1});
        read.hashes.push_back(
            std::hash<std::string_view>{}({reinterpret_cast<const char*>(view.data()), view.size()}));
        read.width = (**picture)->width;
        read.height = (**picture)->height;
    }
}

class ClipReaderTest : public testing::TestWithParam<ClipPlan> {};

TEST_P(ClipReaderTest, EveryPictureInOrderAndTheSameOnEveryRun) {
    const TemporaryFolder folder;
    const auto clip = test::makeClip(folder, GetParam());
    if (!clip) {
        GTEST_SKIP() << "ffmpeg here has no encoder " << GetParam().codec;
    }
    const Read first = readAll(*clip);
    ASSERT_FALSE(first.error) << first.error->text();
    ASSERT_EQ(first.milliseconds.size(), 20U);
    for (std::size_t index = 0; index < first.milliseconds.size(); ++index) {
        EXPECT_NEAR(static_cast<double>(first.milliseconds[index]), static_cast<double>(index) * 100, 1.1);
    }
    EXPECT_EQ(first.width, 160);
    EXPECT_EQ(first.height, 120);
    const Read second = readAll(*clip);
    EXPECT_EQ(second.hashes, first.hashes);
    EXPECT_EQ(second.milliseconds, first.milliseconds);
    // Its pictures differ from each other: none came twice in place of another.
    EXPECT_NE(first.hashes.front(), first.hashes.back());
}

INSTANTIATE_TEST_SUITE_P(
    Formats, ClipReaderTest,
    testing::Values(ClipPlan{.file = "clip.avi"},
                    ClipPlan{.file = "motion-jpeg.avi", .codec = "mjpeg", .more = {"-strict", "-1"}},
                    ClipPlan{.file = "h264.mp4", .codec = "libx264", .more = {"-bf", "2"}},
                    ClipPlan{.file = "h265.mkv", .codec = "libx265"},
                    ClipPlan{.file = "h264.ts", .codec = "libx264"}),
    [](const auto& plan) {
        auto name = plan.param.file;
        std::erase_if(name, [](char letter) { return std::isalnum(letter) == 0; });
        return name;
    });

TEST(ClipReader, PicksSomePerSecond) {
    const TemporaryFolder folder;
    const auto clip = test::makeClip(folder, {.file = "clip.avi", .rate = 12});
    if (!clip) {
        GTEST_SKIP() << "no ffmpeg here";
    }
    const Read read = readAll(*clip, 5);
    ASSERT_FALSE(read.error);
    EXPECT_EQ(read.milliseconds,
              (std::vector<std::int64_t>{0, 250, 416, 666, 833, 1000, 1250, 1416, 1666, 1833}));
}

TEST(ClipReader, APathThatIsNotThereIsNamed) {
    const Read read = readAll("/nowhere/clip.avi");
    ASSERT_TRUE(read.error);
    EXPECT_EQ(read.error->kind, Error::Kind::NotFound);
    EXPECT_NE(read.error->message.find("/nowhere/clip.avi"), std::string::npos);
    EXPECT_FALSE(read.error->remedy.empty());
}

TEST(ClipReader, NoiseIsNoVideo) {
    const TemporaryFolder folder;
    const auto path = (folder.path() / "noise.mp4").string();
    std::ofstream{path} << std::string(50'000, '\x5a');
    const Read read = readAll(path);
    ASSERT_TRUE(read.error);
    EXPECT_EQ(read.error->kind, Error::Kind::BadInput) << read.error->text();
    EXPECT_FALSE(read.error->remedy.empty());
}

TEST(ClipReader, AnEmptyFileAndADeviceAreRefused) {
    const TemporaryFolder folder;
    const auto path = (folder.path() / "empty.avi").string();
    std::ofstream{path};
    EXPECT_EQ(readAll(path).error->kind, Error::Kind::BadInput);
    EXPECT_EQ(readAll("/dev/zero").error->kind, Error::Kind::BadInput);
}

// A clip cut in the middle of a copy plays up to there, or says that it is damaged; it never hangs.
TEST(ClipReader, ACutClipEnds) {
    const TemporaryFolder folder;
    const auto clip = test::makeClip(folder, {.file = "clip.avi"});
    if (!clip) {
        GTEST_SKIP() << "no ffmpeg here";
    }
    std::filesystem::resize_file(*clip, std::filesystem::file_size(*clip) / 2);
    const Read read = readAll(*clip);
    EXPECT_LT(read.milliseconds.size(), 20U);
    EXPECT_GT(read.milliseconds.size() + (read.error ? 1U : 0U), 0U);
}

TEST(ClipReader, AReaderLetGoInTheMiddleLeavesNoProcess) {
    const TemporaryFolder folder;
    const auto clip = test::makeClip(folder, {.file = "clip.avi"});
    if (!clip) {
        GTEST_SKIP() << "no ffmpeg here";
    }
    {
        auto reader = openClip(*clip);
        ASSERT_TRUE(reader);
        ASSERT_TRUE((*reader)->next());
    }
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child is left";
    EXPECT_EQ(errno, ECHILD);
}

TEST(ClipReader, AFolderPlaysByNameAtTheGivenRate) {
    const TemporaryFolder folder;
    JpegEncoder encoder;
    for (const char* name : {"b.JPG", "a.jpeg", "c.jpg"}) {
        Frame frame;
        frame.width = frame.pictureWidth = 32;
        frame.height = frame.pictureHeight = 16;
        frame.y.assign(32 * 16, static_cast<std::uint8_t>(name[0]));
        frame.u.assign(16 * 8, 128);
        frame.v.assign(16 * 8, 128);
        std::vector<std::uint8_t> jpeg;
        ASSERT_TRUE(encoder.encode(frame, 80, jpeg));
        std::ofstream{folder.path() / name, std::ios::binary}.write(
            reinterpret_cast<const char*>(jpeg.data()), static_cast<std::streamsize>(jpeg.size()));
    }
    std::ofstream{folder.path() / "notes.txt"} << "not a picture";
    const Read read = readAll(folder.path().string(), 2);
    ASSERT_FALSE(read.error) << read.error->text();
    EXPECT_EQ(read.milliseconds, (std::vector<std::int64_t>{0, 500, 1000}));
    EXPECT_EQ(read.width, 32);
    EXPECT_EQ(read.height, 16);
    std::ofstream{folder.path() / "d.jpg"} << "no JPEG";
    EXPECT_NE(readAll(folder.path().string()).error->message.find("d.jpg"), std::string::npos);
}

TEST(ClipReader, AFolderWithoutPicturesSaysSo) {
    const TemporaryFolder folder;
    EXPECT_EQ(readAll(folder.path().string()).error->kind, Error::Kind::BadInput);
}

}  // namespace
}  // namespace ocellus::media
