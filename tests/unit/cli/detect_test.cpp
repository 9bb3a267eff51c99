// SPDX-License-Identifier: Apache-2.0
// The command as a user calls it: exit codes, and JSON lines alone on standard output (contract).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "image/jpeg_encoder.h"
#include "support/synthetic_jpeg.h"
#include "unit/cli/command_call.h"

namespace ocellus::cli {
namespace {

Outcome call(std::vector<std::string> arguments) {
    return cli::call(addDetect, std::move(arguments));
}

class Detect : public testing::Test {
protected:
    void SetUp() override {
        std::filesystem::create_directories(folder_);
        Frame frame;
        frame.reshape(64, 48);
        std::ranges::fill(frame.y, 100);
        std::ranges::fill(frame.u, 128);
        std::ranges::fill(frame.v, 128);
        std::vector<std::uint8_t> jpeg;
        ASSERT_TRUE(JpegEncoder{}.encode(frame, 90, jpeg));
        write("good.jpg", {jpeg.begin(), jpeg.end()});
        write("cut.jpg", {jpeg.begin(), jpeg.end() - 40});
        write("text.jpg", "hello");
    }

    void TearDown() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& content) {
        std::ofstream{folder_ / name, std::ios::binary} << content;
    }

    [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }

    std::filesystem::path folder_ =
        std::filesystem::path{testing::TempDir()} / ("ocellus-detect-" + std::to_string(getpid()));
};

TEST_F(Detect, GivesOneJsonLineForEachPicture) {
    const Outcome outcome =
        call({"detect", "--threshold", "0.001", "--json", path("good.jpg"), path("good.jpg")});
    EXPECT_EQ(outcome.code, kDone) << outcome.err;
    std::istringstream lines{outcome.out};
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        const auto json = nlohmann::json::parse(line);
        EXPECT_EQ(json["image"], path("good.jpg"));
        EXPECT_EQ(json["width"], 64);
        for (const auto& each : json["detections"]) {
            EXPECT_GE(each["score"], 0.001);
            EXPECT_EQ(each["box"].size(), 4u);
        }
    }
    EXPECT_EQ(count, 2);
}

TEST_F(Detect, NamesBadFilesAndLooksAtTheOthers) {
    const Outcome outcome = call({"detect", "--json", path("none.jpg"), path("text.jpg"), path("cut.jpg"),
                                  path("good.jpg"), path("")});
    EXPECT_EQ(outcome.code, kBadInput);
    EXPECT_EQ(std::ranges::count(outcome.out, '\n'), 1);
    for (const char* const name : {"none.jpg", "text.jpg", "cut.jpg", "is a folder", "give a JPEG file"}) {
        EXPECT_NE(outcome.err.find(name), std::string::npos) << name << " in: " << outcome.err;
    }
}

// Some kilobytes that would take minutes to decode (contract, "Limits").
TEST_F(Detect, RefusesAPictureOfTooManyScans) {
    write("scans.jpg", test::make({.dataBytes = 10, .scans = 101, .frame = 0xc2}));
    const Outcome outcome = call({"detect", path("scans.jpg")});
    EXPECT_NE(outcome.code, kDone);
    EXPECT_NE(outcome.err.find("more than 100 scans"), std::string::npos) << outcome.err;
}

TEST_F(Detect, RefusesWrongOptionsWithARemedy) {
    EXPECT_EQ(call({"detect"}).code, kBadInput);
    EXPECT_EQ(call({"detect", "--threshold", "3", path("good.jpg")}).code, kBadInput);
    EXPECT_EQ(call({"detect", "--input", "big", path("good.jpg")}).code, kBadInput);
    EXPECT_EQ(call({"detect", "--precision", "int4", path("good.jpg")}).code, kBadInput);
    EXPECT_EQ(call({"detect", "--models", path("nowhere"), path("good.jpg")}).code, kBadInput);
    const Outcome size = call({"detect", "--input", "417x256", path("good.jpg")});
    EXPECT_EQ(size.code, kBadInput);
    EXPECT_NE(size.err.find("416x256"), std::string::npos);
    const Outcome model = call({"detect", "--model", "ocelus-n", path("good.jpg")});
    EXPECT_EQ(model.code, kBadInput);
    EXPECT_NE(model.err.find("ocellus-n"), std::string::npos);
}

}  // namespace
}  // namespace ocellus::cli
