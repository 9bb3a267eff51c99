// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <prometheus/registry.h>

#include <memory>
#include <string>

#include "base/time.h"

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace ocellus {

// The counters of one camera's road (contract, "Metrics"). They belong to Metrics, which outlives every camera.
struct CameraMetrics {
    prometheus::Counter& received;
    prometheus::Counter& skipped;
    prometheus::Counter& analysed;
    prometheus::Counter& inferred;
    prometheus::Counter& reconnects;
    prometheus::Gauge& up;
    prometheus::Histogram& pictureToEvent;  // seconds, last byte read to publish called
};

// What /metrics tells. Thread-safe.
class Metrics {
public:
    Metrics();

    [[nodiscard]] CameraMetrics forCamera(const std::string& camera);
    [[nodiscard]] prometheus::Histogram& inferenceSeconds() { return inference_; }
    void jpegErrors(const std::string& camera, const std::string& reason, double total);
    void zoneObjects(const std::string& camera, const std::string& zone, double count);
    void alarm(const std::string& camera, const std::string& zone, const std::string& state);
    void outbox(const std::string& destination, double pending, double failures);
    // A camera that was taken off the host no longer has series of its own.
    void forget(const std::string& camera);

    // Prometheus' text format, version 0.0.4.
    [[nodiscard]] std::string text() const;

private:
    std::shared_ptr<prometheus::Registry> registry_;
    prometheus::Family<prometheus::Counter>& received_;
    prometheus::Family<prometheus::Counter>& skipped_;
    prometheus::Family<prometheus::Counter>& analysed_;
    prometheus::Family<prometheus::Counter>& inferred_;
    prometheus::Family<prometheus::Counter>& reconnects_;
    prometheus::Family<prometheus::Counter>& jpegErrors_;
    prometheus::Family<prometheus::Counter>& alarms_;
    prometheus::Family<prometheus::Counter>& notifyFailures_;
    prometheus::Family<prometheus::Gauge>& up_;
    prometheus::Family<prometheus::Gauge>& zoneObjects_;
    prometheus::Family<prometheus::Gauge>& outboxPending_;
    prometheus::Family<prometheus::Histogram>& pictureToEvent_;
    prometheus::Histogram& inference_;
};

}  // namespace ocellus
