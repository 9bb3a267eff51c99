// SPDX-License-Identifier: Apache-2.0
// The command as a user calls it: exit codes, JSON lines alone on standard output, the same on every run.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "image/jpeg_encoder.h"
#include "unit/cli/command_call.h"

namespace ocellus::cli {
namespace {

using testing::HasSubstr;

Outcome call(std::vector<std::string> arguments) {
    return cli::call(addAnalyze, std::move(arguments));
}

class Analyze : public testing::Test {
protected:
    Analyze()
        : folder_(std::filesystem::temp_directory_path() /
                  ("ocellus-analyze-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(folder_ / "clip");
        // Ten pictures in which a bright block wanders.
        for (int i = 0; i < 10; ++i) {
            Frame frame;
            frame.reshape(320, 192);
            std::ranges::fill(frame.y, 80);
            std::ranges::fill(frame.u, 128);
            std::ranges::fill(frame.v, 128);
            for (int y = 60; y < 140; ++y) {
                std::fill_n(frame.y.begin() + y * 320 + 20 * i, 40, 200);
            }
            std::vector<std::uint8_t> jpeg;
            EXPECT_TRUE(JpegEncoder{}.encode(frame, 90, jpeg));
            write("clip/" + std::to_string(i) + ".jpg", {jpeg.begin(), jpeg.end()});
        }
        write("apps.yaml", "apps:\n  occupancy:\n    zones: [{name: All, threshold: 1, time: 0.1}]\n");
    }

    ~Analyze() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& content) const {
        std::ofstream{folder_ / name, std::ios::binary} << content;
    }

    [[nodiscard]] Outcome analyze(const std::string& clip, std::vector<std::string> more = {"--json"},
                                  const std::string& configuration = "apps.yaml") const {
        std::vector<std::string> arguments{"analyze", (folder_ / clip).string(), "--config",
                                           (folder_ / configuration).string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return call(std::move(arguments));
    }

    std::filesystem::path folder_;
};

TEST_F(Analyze, SaysTheSameOnEveryRunInJsonLinesAlone) {
    const Outcome first = analyze("clip");
    EXPECT_EQ(first.code, kDone) << first.err;
    std::istringstream lines(first.out);
    std::string line;
    int observations = 0;
    double last = -1;
    while (std::getline(lines, line)) {
        const auto json = nlohmann::json::parse(line);
        if (json["type"] == "observation") {
            ++observations;
            EXPECT_TRUE(json["counts"].contains("All"));
            EXPECT_GT(json["time"].get<double>(), last);
            last = json["time"].get<double>();
        }
    }
    EXPECT_EQ(observations, 10);
    EXPECT_NEAR(last, 9.0 / 5, 1e-9) << "a folder plays at 5 pictures per second";
    EXPECT_EQ(analyze("clip").out, first.out);
}

TEST_F(Analyze, TellsPeopleWhatTheyWantToKnow) {
    const Outcome outcome = analyze("clip", {});
    EXPECT_EQ(outcome.code, kDone) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("10 pictures, 1.8 s"));
    EXPECT_THAT(outcome.out, HasSubstr("\nAll: "));
}

TEST_F(Analyze, RefusesBadInputInWordsAndExits2) {
    const Outcome missing = analyze("gone.avi");
    EXPECT_EQ(missing.code, kBadInput);
    EXPECT_THAT(missing.err, HasSubstr("gone.avi"));
    EXPECT_EQ(missing.out, "");

    write("bad.yaml", "apps:\n  occupancy:\n    zones: [{threshold: 50}]\n    repet: once\n");
    const Outcome settings = analyze("clip", {"--json"}, "bad.yaml");
    EXPECT_EQ(settings.code, kBadInput);
    EXPECT_THAT(settings.err, HasSubstr("bad.yaml:3: apps/occupancy/zones/0/threshold: 50 is out of range"));
    EXPECT_THAT(settings.err,
                HasSubstr("bad.yaml:4: apps/occupancy/repet: unknown key \"repet\" (did you mean "
                          "\"repeat\"?)"));
    EXPECT_EQ(settings.out, "");

    write("junk.avi", std::string(5000, 'x'));
    const Outcome junk = analyze("junk.avi");
    EXPECT_EQ(junk.code, kBadInput);
    EXPECT_THAT(junk.err, HasSubstr("junk.avi"));
    EXPECT_EQ(junk.out, "");

    EXPECT_EQ(analyze("clip", {"--json"}, "gone.yaml").code, kBadInput);
    EXPECT_EQ(analyze("clip", {"--model", "nothing-like-it"}).code, kBadInput);
    EXPECT_EQ(analyze("clip", {"--fps", "0"}).code, kBadInput);
    EXPECT_EQ(call({"analyze"}).code, kBadInput);
}

TEST_F(Analyze, GoesOnAfterAPictureThatCannotBeRead) {
    write("clip/5.jpg", "hello");
    const Outcome outcome = analyze("clip");
    EXPECT_EQ(outcome.code, kBadInput);
    EXPECT_FALSE(outcome.err.empty());
}

}  // namespace
}  // namespace ocellus::cli
