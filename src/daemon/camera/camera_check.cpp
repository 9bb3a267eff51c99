// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/camera_check.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <memory>

#include "ingest/camera_probe.h"

namespace ocellus {
namespace {

constexpr int kRuns = 15;

Finding findingOf(const std::string& id, const ProbeReport& report) {
    if (report.ok) {
        return {Finding::Level::Good, "camera",
                id + ": " + std::to_string(report.width) + "x" + std::to_string(report.height) + " from " +
                    report.url,
                ""};
    }
    for (const ProbeFinding& finding : report.verdict) {
        if (finding.level == ProbeFinding::Level::Bad) {
            return {Finding::Level::Bad, "camera", id + ": " + finding.message, finding.remedy};
        }
    }
    return {Finding::Level::Bad, "camera", id + ": no picture from " + report.url,
            "see that it is switched on"};
}

}  // namespace

std::vector<Finding> checkCameras(const std::vector<CameraSettings>& cameras) {
    const SystemClock clock;
    boost::asio::io_context context;
    std::vector<Finding> findings(cameras.size());
    std::vector<std::unique_ptr<CameraProbe>> probes;
    for (std::size_t i = 0; i < cameras.size(); ++i) {
        probes.push_back(std::make_unique<CameraProbe>(context, clock, sourceSettings(cameras[i])));
        probes.back()->start(
            [&, i](const ProbeReport& report) { findings[i] = findingOf(cameras[i].id, report); });
    }
    context.run();
    return findings;
}

std::optional<double> millisecondsPerPicture(DetectorModel& model) {
    constexpr FrameSize kPicture{1920, 1080};
    auto request = model.makeRequest(model.inputFor(kPicture));
    if (!request) {
        return std::nullopt;
    }
    Frame frame;
    frame.width = kPicture.width / 4;
    frame.height = kPicture.height / 4;
    frame.pictureWidth = kPicture.width;
    frame.pictureHeight = kPicture.height;
    const auto pixels = static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height);
    const auto chroma =
        static_cast<std::size_t>((frame.width + 1) / 2) * static_cast<std::size_t>((frame.height + 1) / 2);
    frame.y.assign(pixels, 128);
    frame.u.assign(chroma, 128);
    frame.v.assign(chroma, 128);
    const SystemClock clock;
    std::vector<Detection> found;
    std::vector<double> milliseconds;
    for (int i = 0; i < kRuns; ++i) {
        const Instant began = clock.now();
        if (!(*request)->detect(frame, 0.1F, found)) {
            return std::nullopt;
        }
        milliseconds.push_back(toSeconds(clock.now() - began) * 1e3);
    }
    std::nth_element(milliseconds.begin(), milliseconds.begin() + kRuns / 2, milliseconds.end());
    return milliseconds[kRuns / 2];
}

}  // namespace ocellus
