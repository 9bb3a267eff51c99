// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace ocellus {

// The series of one camera (contract, "Metrics"). They live and go with the camera; Metrics puts those of all
// cameras together. Thread-safe.
class CameraMetrics {
public:
    explicit CameraMetrics(std::string camera);

    void jpegErrors(const std::string& reason, double total);
    // One more picture that analysis could not decode, though it came whole.
    void undecodable(const std::string& reason);
    void zoneObjects(const std::string& zone, double count);
    // Nobody knows the counts any more: their series go until there is one again.
    void forgetZones();
    void alarm(const std::string& zone, const std::string& state);
    void reconnects(double total);

    [[nodiscard]] std::vector<prometheus::MetricFamily> collect() const { return registry_.Collect(); }

private:
    std::string camera_;
    prometheus::Registry registry_;
    prometheus::Counter& reconnects_;
    std::mutex mutex_;
    std::map<std::string, prometheus::Gauge*> zones_;

public:
    prometheus::Counter& received;
    prometheus::Counter& skipped;
    prometheus::Counter& analysed;
    prometheus::Counter& inferred;
    prometheus::Gauge& up;
    prometheus::Histogram& pictureToEvent;  // seconds, last byte read to publish called
};

}  // namespace ocellus
