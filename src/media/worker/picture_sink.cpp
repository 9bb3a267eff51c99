// SPDX-License-Identifier: Apache-2.0
#include "media/worker/picture_sink.h"

#include <gst/video/video.h>

#include <algorithm>
#include <cstring>

namespace ocellus::media {
namespace {

constexpr GstClockTime kUnknownFrameDuration = 40 * GST_MSECOND;

bool isJpeg(const GstCaps* caps) {
    return gst_structure_has_name(gst_caps_get_structure(caps, 0), "image/jpeg");
}

// Rows without the padding that decoders leave at their ends.
std::uint8_t* copyPlane(const GstVideoFrame& frame, guint plane, std::uint8_t* to) {
    const auto width = static_cast<std::size_t>(GST_VIDEO_FRAME_COMP_WIDTH(&frame, plane));
    const auto height = static_cast<std::size_t>(GST_VIDEO_FRAME_COMP_HEIGHT(&frame, plane));
    const auto stride = static_cast<std::ptrdiff_t>(GST_VIDEO_FRAME_PLANE_STRIDE(&frame, plane));
    const auto* from = static_cast<const std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(&frame, plane));
    if (stride == static_cast<std::ptrdiff_t>(width)) {
        std::memcpy(to, from, width * height);
        return to + width * height;
    }
    for (std::size_t row = 0; row < height; ++row, from += stride, to += width) {
        std::memcpy(to, from, width);
    }
    return to;
}

Duration microseconds(GstClockTime time) {
    return Duration{static_cast<std::int64_t>(time / GST_USECOND)};
}

}  // namespace

PictureSink::PictureSink(Outlet& outlet, const Job& job)
    : outlet_(outlet), live_(job.kind == Job::Kind::Rtsp), picker_(live_ ? 0 : job.picturesPerSecond) {}

PictureSink::~PictureSink() {
    if (sink_ != nullptr) {
        gst_app_sink_set_callbacks(GST_APP_SINK(sink_), nullptr, nullptr, nullptr);
        gst_object_unref(sink_);
    }
}

bool PictureSink::attach(GstPipeline* pipeline, GstPad* source) {
    const GstHandle<GstCaps> caps{gst_pad_get_current_caps(source)};
    GstElement* sink = gst_element_factory_make("appsink", nullptr);
    GstElement* convert = gst_element_factory_make("videoconvert", nullptr);
    if (!caps || sink == nullptr || convert == nullptr) {
        return false;
    }
    sink_ = GST_ELEMENT(gst_object_ref(sink));
    g_object_set(sink, "sync", FALSE, "max-buffers", 1U, "enable-last-sample", FALSE, "qos", FALSE, nullptr);
    const bool jpeg = isJpeg(caps.get());
    const GstHandle<GstCaps> wanted{
        jpeg ? gst_caps_new_empty_simple("image/jpeg")
             : gst_caps_new_simple("video/x-raw", "format", G_TYPE_STRING, "I420", nullptr)};
    gst_app_sink_set_caps(GST_APP_SINK(sink), wanted.get());
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = &PictureSink::onSample;
    gst_app_sink_set_callbacks(GST_APP_SINK(sink), &callbacks, this, nullptr);
    gst_bin_add(GST_BIN(pipeline), sink);
    GstElement* entry = sink;
    if (jpeg) {
        gst_object_unref(gst_object_ref_sink(convert));
    } else {
        gst_bin_add(GST_BIN(pipeline), convert);
        if (gst_element_link(convert, sink) == FALSE) {
            return false;
        }
        gst_element_sync_state_with_parent(convert);
        entry = convert;
    }
    gst_element_sync_state_with_parent(sink);
    const GstHandle<GstPad> pad{gst_element_get_static_pad(entry, "sink")};
    attached_ = gst_pad_link(source, pad.get()) == GST_PAD_LINK_OK;
    return attached_;
}

GstFlowReturn PictureSink::onSample(GstAppSink* sink, gpointer self) {
    const GstHandle<GstSample> sample{gst_app_sink_pull_sample(sink)};
    if (sample) {
        static_cast<PictureSink*>(self)->handOver(sample.get());
    }
    return GST_FLOW_OK;
}

void PictureSink::handOver(GstSample* sample) {
    PictureReady picture;
    if (!live_) {
        const auto time = clipTime(gst_sample_get_buffer(sample));
        if (!time || !picker_.pick(*time)) {
            return;
        }
        picture.time = *time;
    }
    const auto slot = outlet_.acquire(!live_);
    if (!slot) {
        return;
    }
    picture.slot = *slot;
    if (isJpeg(gst_sample_get_caps(sample)) ? writeJpeg(sample, picture) : writeI420(sample, picture)) {
        if (live_) {
            stamp(sample, picture);
        }
        outlet_.send(picture);
        ++handedOver_;
    } else {
        outlet_.giveBack(*slot);
    }
}

bool PictureSink::writeI420(GstSample* sample, PictureReady& picture) {
    GstVideoInfo info;
    GstVideoFrame frame;
    if (gst_video_info_from_caps(&info, gst_sample_get_caps(sample)) == FALSE) {
        return false;
    }
    const auto width = static_cast<std::uint32_t>(GST_VIDEO_INFO_WIDTH(&info));
    const auto height = static_cast<std::uint32_t>(GST_VIDEO_INFO_HEIGHT(&info));
    const auto slot = outlet_.slot(picture.slot);
    if (std::uint64_t{width} * height > kMaximumVideoPixels || i420Bytes(width, height) > slot.size() ||
        gst_video_frame_map(&frame, &info, gst_sample_get_buffer(sample), GST_MAP_READ) == FALSE) {
        return false;
    }
    std::uint8_t* to = slot.data();
    for (guint plane = 0; plane < 3; ++plane) {
        to = copyPlane(frame, plane, to);
    }
    gst_video_frame_unmap(&frame);
    picture.format = PictureFormat::I420;
    picture.fullRange = info.colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255;
    picture.width = width;
    picture.height = height;
    picture.bytes = static_cast<std::uint64_t>(to - slot.data());
    return true;
}

bool PictureSink::writeJpeg(GstSample* sample, PictureReady& picture) {
    GstMapInfo map;
    if (gst_buffer_map(gst_sample_get_buffer(sample), &map, GST_MAP_READ) == FALSE) {
        return false;
    }
    const auto slot = outlet_.slot(picture.slot);
    const bool fits = map.size > 0 && map.size <= slot.size();
    if (fits) {
        std::memcpy(slot.data(), map.data, map.size);
    }
    const GstStructure* structure = gst_caps_get_structure(gst_sample_get_caps(sample), 0);
    int width = 0;
    int height = 0;
    if (gst_structure_get_int(structure, "width", &width) != FALSE &&
        gst_structure_get_int(structure, "height", &height) != FALSE) {
        picture.width = static_cast<std::uint32_t>(std::max(width, 0));
        picture.height = static_cast<std::uint32_t>(std::max(height, 0));
    }
    picture.format = PictureFormat::Jpeg;
    picture.fullRange = true;
    picture.bytes = map.size;
    gst_buffer_unmap(gst_sample_get_buffer(sample), &map);
    return fits;
}

// Arrival on this machine's monotonic clock, which the pipeline runs on, and the sender's own time.
void PictureSink::stamp(GstSample* sample, PictureReady& picture) {
    const GstClockTime pts = GST_BUFFER_PTS(gst_sample_get_buffer(sample));
    if (!GST_CLOCK_TIME_IS_VALID(pts)) {
        return;
    }
    const GstClockTime running =
        gst_segment_to_running_time(gst_sample_get_segment(sample), GST_FORMAT_TIME, pts);
    if (!GST_CLOCK_TIME_IS_VALID(running)) {
        return;
    }
    picture.time = microseconds(running);
    picture.captured = Instant{microseconds(gst_element_get_base_time(sink_) + running)};
    const std::int64_t offset = senderOffset_;
    if (offset != kNoOffset && offset + static_cast<std::int64_t>(pts) > 0) {
        picture.sent =
            WallTime{microseconds(static_cast<GstClockTime>(offset + static_cast<std::int64_t>(pts)))};
    }
}

// Presentation time less that of the first picture. A picture without a stamp follows the last one.
std::optional<Duration> PictureSink::clipTime(GstBuffer* buffer) {
    GstClockTime pts = GST_BUFFER_PTS(buffer);
    if (!GST_CLOCK_TIME_IS_VALID(pts)) {
        pts = !first_ ? 0
                      : last_ + (GST_BUFFER_DURATION_IS_VALID(buffer) ? GST_BUFFER_DURATION(buffer)
                                                                      : kUnknownFrameDuration);
    }
    if (!first_) {
        first_ = pts;
    } else if (pts < last_) {
        pts = last_;  // a clip's time never runs back
    }
    last_ = std::max(pts, *first_);
    return microseconds(last_ - *first_);
}

}  // namespace ocellus::media
