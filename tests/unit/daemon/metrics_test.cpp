// SPDX-License-Identifier: Apache-2.0
#include "daemon/report/metrics.h"

#include <gmock/gmock.h>

namespace ocellus {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Metrics, NamesEverySeriesOfTheContractOnceWithItsCamera) {
    Metrics metrics;
    const auto gate = metrics.forCamera("gate");
    const auto till = metrics.forCamera("till");
    gate->received.Increment();
    gate->alarm("Till", "start");
    gate->zoneObjects("Till", 3);
    gate->jpegErrors("truncated", 2);
    gate->jpegErrors("truncated", 2);  // a total, not an increment
    metrics.outbox("mqtt", 7, 1);
    metrics.rtsp("gate", 2, 5, 1);
    metrics.rtsp("gate", 1, 5, 1);  // totals again, but for the readers
    metrics.counts(4, 2);
    metrics.counts(5, 2);
    const std::string text = metrics.text();
    for (const char* line :
         {"ocellus_frames_received_total{camera=\"gate\"} 1",
          "ocellus_frames_received_total{camera=\"till\"} 0",
          "ocellus_frames_skipped_total{camera=\"gate\"} 0",
          "ocellus_frames_analysed_total{camera=\"gate\"} 0",
          "ocellus_frames_inferred_total{camera=\"gate\"} 0", "ocellus_camera_up{camera=\"gate\"} 0",
          "ocellus_reconnects_total{camera=\"gate\"} 0",
          "ocellus_alarms_total{camera=\"gate\",state=\"start\",zone=\"Till\"} 1",
          "ocellus_zone_objects{camera=\"gate\",zone=\"Till\"} 3",
          "ocellus_jpeg_errors_total{camera=\"gate\",reason=\"truncated\"} 2",
          "ocellus_rtsp_readers{camera=\"gate\"} 1", "ocellus_rtsp_pictures_skipped_total{camera=\"gate\"} 5",
          "ocellus_rtsp_encoder_starts_total{camera=\"gate\"} 1",
          "ocellus_outbox_pending{destination=\"mqtt\"} 7",
          "ocellus_notify_failures_total{destination=\"mqtt\"} 1", "ocellus_count_minutes_pending 5",
          "ocellus_count_minutes_lost_total 2", "ocellus_inference_seconds_count 0",
          "ocellus_picture_to_event_seconds_count{camera=\"gate\"} 0"}) {
        EXPECT_THAT(text, HasSubstr(line));
    }
    const std::string help = "# TYPE ocellus_frames_received_total counter";
    EXPECT_EQ(text.find(help), text.rfind(help));
}

TEST(Metrics, ACameraThatIsGoneIsToldNoMore) {
    Metrics metrics;
    auto gate = metrics.forCamera("gate");
    gate.reset();
    EXPECT_THAT(metrics.text(), Not(HasSubstr("gate")));
}

// A gauge that stands still would be taken for people who do.
TEST(Metrics, CountsThatNobodyKnowsAreNotTold) {
    Metrics metrics;
    const auto gate = metrics.forCamera("gate");
    gate->zoneObjects("Till", 3);
    gate->forgetZones();
    EXPECT_THAT(metrics.text(), Not(HasSubstr("zone=\"Till\"")));
    gate->zoneObjects("Till", 2);
    EXPECT_THAT(metrics.text(), HasSubstr("ocellus_zone_objects{camera=\"gate\",zone=\"Till\"} 2"));
}

}  // namespace
}  // namespace ocellus
