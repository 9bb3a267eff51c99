// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/app/gstappsink.h>

#include <atomic>
#include <cstdint>
#include <optional>

#include "media/frame_picker.h"
#include "media/job.h"
#include "media/worker/gst_handle.h"
#include "media/worker/outlet.h"

namespace ocellus::media {

// The end of every pipeline: takes decoded pictures (I420) or JPEG ones and puts them into the outlet. A clip
// waits for a free slot, a camera's picture that finds none is dropped. Its callbacks run on a decoding
// thread.
class PictureSink {
public:
    PictureSink(Outlet& outlet, const Job& job);
    PictureSink(const PictureSink&) = delete;
    PictureSink& operator=(const PictureSink&) = delete;
    ~PictureSink();

    // Adds converter and sink to the pipeline and links `source`, a pad with raw video or JPEG. False when
    // they could not be made or linked. Call once.
    [[nodiscard]] bool attach(GstPipeline* pipeline, GstPad* source);

    [[nodiscard]] bool attached() const { return attached_; }

    [[nodiscard]] std::uint64_t handedOver() const { return handedOver_; }

    // The camera's wall clock: nanoseconds of Unix time minus running time, from its sender reports.
    void setSenderOffset(std::int64_t nanoseconds) { senderOffset_ = nanoseconds; }

private:
    static GstFlowReturn onSample(GstAppSink* sink, gpointer self);

    void handOver(GstSample* sample);
    [[nodiscard]] bool writeI420(GstSample* sample, PictureReady& picture);
    [[nodiscard]] bool writeJpeg(GstSample* sample, PictureReady& picture);
    void stamp(GstSample* sample, PictureReady& picture);
    [[nodiscard]] std::optional<Duration> clipTime(GstBuffer* buffer);

    Outlet& outlet_;
    const bool live_;
    FramePicker picker_;
    GstElement* sink_ = nullptr;  // the pipeline's
    std::atomic<bool> attached_ = false;
    std::atomic<std::uint64_t> handedOver_ = 0;  // pictures
    std::atomic<std::int64_t> senderOffset_ = kNoOffset;
    std::optional<GstClockTime> first_;  // of a clip
    GstClockTime last_ = 0;

    static constexpr std::int64_t kNoOffset = INT64_MIN;
};

}  // namespace ocellus::media
