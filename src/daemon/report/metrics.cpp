// SPDX-License-Identifier: Apache-2.0
#include "daemon/report/metrics.h"

#include <prometheus/text_serializer.h>

#include <algorithm>

namespace ocellus {
namespace {

// Seconds; models take 2 to 30 ms.
const prometheus::Histogram::BucketBoundaries kInferenceBuckets{0.001, 0.002, 0.003, 0.004, 0.006, 0.008,
                                                                0.012, 0.016, 0.024, 0.032, 0.064, 0.128};

// A total that something else counts becomes a counter here: it only ever goes up.
void raiseTo(prometheus::Counter& counter, double total) {
    if (total > counter.Value()) {
        counter.Increment(total - counter.Value());
    }
}

// Families of one name become one family: the text format wants each name once.
void merge(std::vector<prometheus::MetricFamily>& all, std::vector<prometheus::MetricFamily> more) {
    for (prometheus::MetricFamily& family : more) {
        const auto same = std::find_if(all.begin(), all.end(),
                                       [&](const auto& other) { return other.name == family.name; });
        if (same == all.end()) {
            all.push_back(std::move(family));
        } else {
            std::move(family.metric.begin(), family.metric.end(), std::back_inserter(same->metric));
        }
    }
}

}  // namespace

Metrics::Metrics()
    : outboxPending_(prometheus::BuildGauge()
                         .Name("ocellus_outbox_pending")
                         .Help("Messages that wait for their receiver")
                         .Register(registry_)),
      notifyFailures_(prometheus::BuildCounter()
                          .Name("ocellus_notify_failures_total")
                          .Help("Deliveries that failed")
                          .Register(registry_)),
      countsWaiting_(prometheus::BuildGauge()
                         .Name("ocellus_count_minutes_pending")
                         .Help("Minutes of zones that wait to be stored")
                         .Register(registry_)
                         .Add({})),
      countsLost_(prometheus::BuildCounter()
                      .Name("ocellus_count_minutes_lost_total")
                      .Help("Minutes of zones that were lost because too many waited")
                      .Register(registry_)
                      .Add({})),
      inference_(prometheus::BuildHistogram()
                     .Name("ocellus_inference_seconds")
                     .Help("One run of the detector, from frame to detections")
                     .Register(registry_)
                     .Add({}, kInferenceBuckets)),
      rtspReaders_(prometheus::BuildGauge()
                       .Name("ocellus_rtsp_readers")
                       .Help("Sessions that read a camera by RTSP")
                       .Register(registry_)),
      rtspSkipped_(prometheus::BuildCounter()
                       .Name("ocellus_rtsp_pictures_skipped_total")
                       .Help("Pictures that slow RTSP readers have missed")
                       .Register(registry_)),
      rtspEncoders_(prometheus::BuildCounter()
                        .Name("ocellus_rtsp_encoder_starts_total")
                        .Help("Starts of encoder processes for RTSP")
                        .Register(registry_)) {}

std::shared_ptr<CameraMetrics> Metrics::forCamera(const std::string& camera) {
    auto metrics = std::make_shared<CameraMetrics>(camera);
    const std::lock_guard lock{mutex_};
    std::erase_if(cameras_, [](const auto& other) { return other.expired(); });
    cameras_.push_back(metrics);
    return metrics;
}

void Metrics::outbox(const std::string& destination, double pending, double failures) {
    outboxPending_.Add({{"destination", destination}}).Set(pending);
    raiseTo(notifyFailures_.Add({{"destination", destination}}), failures);
}

void Metrics::rtsp(const std::string& camera, double readers, double skipped, double encoderStarts) {
    rtspReaders_.Add({{"camera", camera}}).Set(readers);
    raiseTo(rtspSkipped_.Add({{"camera", camera}}), skipped);
    raiseTo(rtspEncoders_.Add({{"camera", camera}}), encoderStarts);
}

void Metrics::counts(double waiting, double lost) {
    countsWaiting_.Set(waiting);
    if (lost > countsLost_.Value()) {
        countsLost_.Increment(lost - countsLost_.Value());
    }
}

std::string Metrics::text() {
    std::vector<prometheus::MetricFamily> families = registry_.Collect();
    const std::lock_guard lock{mutex_};
    for (const std::weak_ptr<CameraMetrics>& camera : cameras_) {
        if (const auto metrics = camera.lock()) {
            merge(families, metrics->collect());
        }
    }
    return prometheus::TextSerializer().Serialize(families);
}

}  // namespace ocellus
