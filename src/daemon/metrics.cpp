// SPDX-License-Identifier: Apache-2.0
#include "daemon/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/text_serializer.h>

namespace ocellus {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;
using prometheus::Registry;

auto& counter(Registry& registry, const char* name, const char* help) {
    return BuildCounter().Name(name).Help(help).Register(registry);
}

auto& gauge(Registry& registry, const char* name, const char* help) {
    return BuildGauge().Name(name).Help(help).Register(registry);
}

// Seconds. Fine about the targets: 5 ms of inference, 100 ms from picture to event.
const prometheus::Histogram::BucketBoundaries kInferenceBuckets{0.001, 0.002, 0.003, 0.004, 0.006, 0.008,
                                                                0.012, 0.016, 0.024, 0.032, 0.064, 0.128};
const prometheus::Histogram::BucketBoundaries kLatencyBuckets{0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1,
                                                              0.15,  0.2,  0.3,  0.5,  1,    2,     5};

// A total that something else counts becomes a counter here: it only ever goes up.
void raiseTo(prometheus::Counter& counter, double total) {
    if (total > counter.Value()) {
        counter.Increment(total - counter.Value());
    }
}

}  // namespace

Metrics::Metrics()
    : registry_(std::make_shared<Registry>()),
      received_(counter(*registry_, "ocellus_frames_received_total", "Complete and decodable pictures")),
      skipped_(
          counter(*registry_, "ocellus_frames_skipped_total", "Pictures replaced by a newer one before analysis")),
      analysed_(counter(*registry_, "ocellus_frames_analysed_total", "Pictures of which an observation was made")),
      inferred_(counter(*registry_, "ocellus_frames_inferred_total", "Pictures on which the detector ran")),
      reconnects_(counter(*registry_, "ocellus_reconnects_total", "Connections to a camera after its first")),
      jpegErrors_(counter(*registry_, "ocellus_jpeg_errors_total", "Pictures that could not be used, by reason")),
      alarms_(counter(*registry_, "ocellus_alarms_total", "Alarm notifications, by zone and state")),
      notifyFailures_(counter(*registry_, "ocellus_notify_failures_total", "Deliveries that failed")),
      up_(gauge(*registry_, "ocellus_camera_up", "1 while pictures come, 0 while not")),
      zoneObjects_(gauge(*registry_, "ocellus_zone_objects", "Objects in a zone at the last observation")),
      outboxPending_(gauge(*registry_, "ocellus_outbox_pending", "Messages that wait for their receiver")),
      pictureToEvent_(BuildHistogram()
                          .Name("ocellus_picture_to_event_seconds")
                          .Help("From the last byte of a picture to the publishing of what was seen in it")
                          .Register(*registry_)),
      inference_(BuildHistogram()
                     .Name("ocellus_inference_seconds")
                     .Help("One run of the detector, from frame to detections")
                     .Register(*registry_)
                     .Add({}, kInferenceBuckets)) {}

CameraMetrics Metrics::forCamera(const std::string& camera) {
    const prometheus::Labels labels{{"camera", camera}};
    return {received_.Add(labels), skipped_.Add(labels),    analysed_.Add(labels),
            inferred_.Add(labels), reconnects_.Add(labels), up_.Add(labels),
            pictureToEvent_.Add(labels, kLatencyBuckets)};
}

void Metrics::jpegErrors(const std::string& camera, const std::string& reason, double total) {
    raiseTo(jpegErrors_.Add({{"camera", camera}, {"reason", reason}}), total);
}

void Metrics::zoneObjects(const std::string& camera, const std::string& zone, double count) {
    zoneObjects_.Add({{"camera", camera}, {"zone", zone}}).Set(count);
}

void Metrics::alarm(const std::string& camera, const std::string& zone, const std::string& state) {
    alarms_.Add({{"camera", camera}, {"zone", zone}, {"state", state}}).Increment();
}

void Metrics::outbox(const std::string& destination, double pending, double failures) {
    outboxPending_.Add({{"destination", destination}}).Set(pending);
    raiseTo(notifyFailures_.Add({{"destination", destination}}), failures);
}

std::string Metrics::text() const {
    return prometheus::TextSerializer().Serialize(registry_->Collect());
}

}  // namespace ocellus
