// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/camera_check.h"

#include <boost/asio/io_context.hpp>
#include <memory>

#include "ingest/camera_probe.h"

namespace ocellus {
namespace {

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

}  // namespace ocellus
