// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/detector_cost.h"

#include <algorithm>
#include <vector>

#include "base/clock.h"

namespace ocellus {
namespace {

constexpr int kRuns = 15;
constexpr FrameSize kPicture{1920, 1080};

}  // namespace

std::optional<double> millisecondsPerPicture(DetectorModel& model) {
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

DetectorCosts measureCosts(DetectorModel& model) {
    const Detail before = model.detail();
    DetectorCosts costs;
    model.setDetail(Detail::Plain);
    const FrameSize plain = model.inputFor(kPicture);
    costs.plain = millisecondsPerPicture(model).value_or(0);
    model.setDetail(Detail::Fine);
    costs.fine = model.inputFor(kPicture) == plain ? costs.plain : millisecondsPerPicture(model).value_or(0);
    model.setDetail(before);
    return costs;
}

}  // namespace ocellus
