// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/camera_metrics.h"

#include <utility>

namespace ocellus {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;
using prometheus::Registry;

// Seconds; finest about the target of 100 ms.
const prometheus::Histogram::BucketBoundaries kLatencyBuckets{0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1,
                                                              0.15,  0.2,  0.3,  0.5,  1,    2,     5};

prometheus::Family<prometheus::Counter>& counters(Registry& registry, const char* name, const char* help) {
    return BuildCounter().Name(name).Help(help).Register(registry);
}

prometheus::Family<prometheus::Gauge>& gauges(Registry& registry, const char* name, const char* help) {
    return BuildGauge().Name(name).Help(help).Register(registry);
}

prometheus::Family<prometheus::Gauge>& zoneGauges(Registry& registry) {
    return gauges(registry, "ocellus_zone_objects", "Objects in a zone at the last observation");
}

// A total that something else counts becomes a counter here: it only ever goes up.
void raiseTo(prometheus::Counter& counter, double total) {
    if (total > counter.Value()) {
        counter.Increment(total - counter.Value());
    }
}

}  // namespace

CameraMetrics::CameraMetrics(std::string camera)
    : camera_(std::move(camera)),
      reconnects_(counters(registry_, "ocellus_reconnects_total", "Connections to a camera after its first")
                      .Add({{"camera", camera_}})),
      received(counters(registry_, "ocellus_frames_received_total", "Complete and decodable pictures")
                   .Add({{"camera", camera_}})),
      skipped(counters(registry_, "ocellus_frames_skipped_total",
                       "Pictures replaced by a newer one before analysis")
                  .Add({{"camera", camera_}})),
      analysed(
          counters(registry_, "ocellus_frames_analysed_total", "Pictures of which an observation was made")
              .Add({{"camera", camera_}})),
      inferred(counters(registry_, "ocellus_frames_inferred_total", "Pictures on which the detector ran")
                   .Add({{"camera", camera_}})),
      up(gauges(registry_, "ocellus_camera_up", "1 while pictures come, 0 while not")
             .Add({{"camera", camera_}})),
      pictureToEvent(BuildHistogram()
                         .Name("ocellus_picture_to_event_seconds")
                         .Help("From the last byte of a picture to the publishing of an event about it")
                         .Register(registry_)
                         .Add({{"camera", camera_}}, kLatencyBuckets)) {}

void CameraMetrics::reconnects(double total) {
    raiseTo(reconnects_, total);
}

void CameraMetrics::jpegErrors(const std::string& reason, double total) {
    raiseTo(counters(registry_, "ocellus_jpeg_errors_total", "Pictures that could not be used, by reason")
                .Add({{"camera", camera_}, {"reason", reason}}),
            total);
}

void CameraMetrics::undecodable(const std::string& reason) {
    // A name of its own, so that the source's totals and these single steps do not overwrite each other.
    counters(registry_, "ocellus_jpeg_errors_total", "Pictures that could not be used, by reason")
        .Add({{"camera", camera_}, {"reason", "decode-" + (reason.empty() ? "other" : reason)}})
        .Increment();
}

void CameraMetrics::zoneObjects(const std::string& zone, double count) {
    const std::lock_guard lock{mutex_};
    prometheus::Gauge*& gauge = zones_[zone];
    if (gauge == nullptr) {
        gauge = &zoneGauges(registry_).Add({{"camera", camera_}, {"zone", zone}});
    }
    gauge->Set(count);
}

void CameraMetrics::forgetZones() {
    const std::lock_guard lock{mutex_};
    for (const auto& [zone, gauge] : zones_) {
        zoneGauges(registry_).Remove(gauge);
    }
    zones_.clear();
}

void CameraMetrics::alarm(const std::string& zone, const std::string& state) {
    counters(registry_, "ocellus_alarms_total", "Alarm notifications, by zone and state")
        .Add({{"camera", camera_}, {"zone", zone}, {"state", state}})
        .Increment();
}

}  // namespace ocellus
