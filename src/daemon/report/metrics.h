// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "daemon/camera/camera_metrics.h"

namespace ocellus {

// What /metrics tells: the host's own series and those of all cameras. Thread-safe.
class Metrics {
public:
    Metrics();

    // The series of a camera. When the camera lets go of them they are told no more.
    [[nodiscard]] std::shared_ptr<CameraMetrics> forCamera(const std::string& camera);

    [[nodiscard]] prometheus::Histogram& inferenceSeconds() { return inference_; }

    void outbox(const std::string& destination, double pending, double failures);

    // What is passed on of a camera by RTSP; the last two are totals.
    void rtsp(const std::string& camera, double readers, double skipped, double encoderStarts);
    // Minutes of zones that wait to be stored, and those that were lost, since the start.
    void counts(double waiting, double lost);

    // Prometheus' text format, version 0.0.4.
    [[nodiscard]] std::string text();

private:
    prometheus::Registry registry_;
    prometheus::Family<prometheus::Gauge>& outboxPending_;
    prometheus::Family<prometheus::Counter>& notifyFailures_;
    prometheus::Gauge& countsWaiting_;
    prometheus::Counter& countsLost_;
    prometheus::Histogram& inference_;
    prometheus::Family<prometheus::Gauge>& rtspReaders_;
    prometheus::Family<prometheus::Counter>& rtspSkipped_;
    prometheus::Family<prometheus::Counter>& rtspEncoders_;
    std::mutex mutex_;
    std::vector<std::weak_ptr<CameraMetrics>> cameras_;
};

}  // namespace ocellus
