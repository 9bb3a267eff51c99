// SPDX-License-Identifier: Apache-2.0
#include "ingest/probe_verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocellus {
namespace {

using testing::HasSubstr;
using Level = ProbeFinding::Level;

ProbeReport good() {
    ProbeReport report;
    report.ok = true;
    report.width = 1920;
    report.height = 1080;
    report.rate = 5;
    report.quality = 75;
    return report;
}

std::string told(const ProbeReport& report, Level level) {
    std::string text;
    for (const ProbeFinding& finding : report.verdict) {
        text += finding.level == level ? finding.message + " -> " + finding.remedy + "\n" : "";
    }
    return text;
}

ProbeReport judged(ProbeReport report, const SourceSettings& settings = {},
                   const SourceStatistics& statistics = {}, const std::optional<Error>& reason = {}) {
    judge(report, settings, statistics, reason);
    return report;
}

TEST(ProbeVerdict, AWellSetCameraHasNothingToMend) {
    const ProbeReport report = judged(good());
    EXPECT_TRUE(report.rateOk);
    EXPECT_EQ(told(report, Level::Warning), "");
    EXPECT_EQ(told(report, Level::Bad), "");
    EXPECT_THAT(told(report, Level::Good), HasSubstr("1920x1080"));
    EXPECT_THAT(told(report, Level::Good), HasSubstr("5.0 pictures a second"));
}

// RELAY-33: 4.0 to 6.0 is the recommended band.
TEST(ProbeVerdict, MarksTheRateBand) {
    const std::pair<double, bool> cases[] = {
        {3.9, false}, {4.0, true}, {6.0, true}, {6.1, false}, {0, false}};
    for (const auto& [rate, ok] : cases) {
        ProbeReport report = good();
        report.rate = rate;
        report = judged(report);
        EXPECT_EQ(report.rateOk, ok) << rate;
        EXPECT_EQ(told(report, Level::Warning).empty(), ok) << rate;
    }
}

TEST(ProbeVerdict, SaysWhereOnTheCameraToChangeIt) {
    ProbeReport report = good();
    report.rate = 2;
    SourceSettings settings;
    settings.url = "http://10.0.0.5/cgi-bin/mjpeg?stream=1";
    EXPECT_THAT(told(judged(report, settings), Level::Warning), HasSubstr("JPEG refresh interval 5 fps"));
    settings.mode = SourceMode::Jpeg;
    EXPECT_THAT(told(judged(report, settings), Level::Warning), HasSubstr("choose the mode mjpeg"));
}

TEST(ProbeVerdict, SaysWhereToChangeCompressionToo) {
    SourceSettings settings;
    settings.url = "http://10.0.0.5/media/cam0/still.jpg";
    for (const int quality : {20, 99}) {
        ProbeReport report = good();
        report.quality = quality;
        EXPECT_THAT(told(judged(report, settings), Level::Warning),
                    HasSubstr("Avigilon: on the camera, Setup > Compression and Image Rate"))
            << quality;
    }
}

// No maker is known by this address: the generic thing is said. A file has no menus.
TEST(ProbeVerdict, SaysOfAnyCameraWhereSuchThingsAreSet) {
    ProbeReport report = good();
    report.rate = 2;
    SourceSettings settings;
    settings.url = "http://10.0.0.5/some/stream";
    EXPECT_THAT(told(judged(report, settings), Level::Warning), HasSubstr("on the camera's own web page"));
    settings.url = "file:/srv/clip.mp4";
    EXPECT_THAT(told(judged(report, settings), Level::Warning), testing::Not(HasSubstr("web page")));
}

// RELAY-32, and beyond it: other sizes are accepted and said to be.
TEST(ProbeVerdict, AcceptsOtherSizesButWarnsOfSmallOnes) {
    ProbeReport report = good();
    report.width = 2560;
    report.height = 1440;
    EXPECT_THAT(told(judged(report), Level::Good), HasSubstr("2560x1440, which is accepted"));
    report.width = 320;
    report.height = 240;
    EXPECT_THAT(told(judged(report), Level::Warning), HasSubstr("too small"));
}

TEST(ProbeVerdict, NamesWhatKeepsPicturesAway) {
    const Error reason{Error::Kind::Unauthorised, "the password was refused", "check it"};
    const ProbeReport report = judged({}, {}, {}, reason);
    EXPECT_EQ(told(report, Level::Bad), "the password was refused -> check it\n");
    EXPECT_THAT(told(judged({}), Level::Bad), HasSubstr("no picture came in time"));
}

TEST(ProbeVerdict, TellsOfBrokenPicturesCompressionAndTrust) {
    ProbeReport report = good();
    report.quality = 20;
    report.certificate = "ab";
    SourceSettings settings;
    settings.tls = TlsPolicy::Accept;
    SourceStatistics statistics;
    statistics.pictureErrors["truncated"] = 3;
    const std::string warnings = told(judged(report, settings, statistics), Level::Warning);
    EXPECT_THAT(warnings, HasSubstr("quality is about 20"));
    EXPECT_THAT(warnings, HasSubstr("certificate is not checked"));
    EXPECT_THAT(warnings, HasSubstr("3 pictures arrived broken (truncated)"));
}

}  // namespace
}  // namespace ocellus
