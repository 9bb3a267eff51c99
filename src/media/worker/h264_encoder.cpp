// SPDX-License-Identifier: Apache-2.0
#include "media/worker/h264_encoder.h"

#include <gst/video/video.h>

#include <algorithm>
#include <cmath>

namespace ocellus::media {
namespace {

constexpr double kBitsPerPixel = 0.1;
constexpr double kLeastBits = 128'000;  // per second
constexpr double kMostBits = 8'000'000;
constexpr double kKeyEvery = 2;    // seconds
constexpr gint kRateScale = 1000;  // rates are fractions of this

void copyRows(const std::uint8_t* from, int stride, int width, int height, bool stretched, int floor,
              unsigned range, std::uint8_t* to, int toStride) {
    for (int row = 0; row < height; ++row, from += stride, to += toStride) {
        if (!stretched) {
            std::copy_n(from, width, to);
            continue;
        }
        // Video has 16 to 235 (colours 16 to 240) where JPEG has 0 to 255; rounded.
        for (int i = 0; i < width; ++i) {
            to[i] = static_cast<std::uint8_t>(static_cast<unsigned>(floor) + (from[i] * range + 127U) / 255U);
        }
    }
}

}  // namespace

H264Encoder::~H264Encoder() {
    end();
}

void H264Encoder::end() {
    if (element_) {
        gst_element_set_state(element_.get(), GST_STATE_NULL);
    }
    if (in_) {
        gst_pad_set_active(in_.get(), FALSE);
    }
    if (out_) {
        gst_pad_set_active(out_.get(), FALSE);
    }
    in_.reset();
    out_.reset();
    element_.reset();
    size_ = {};
}

bool H264Encoder::begin(FrameSize size) {
    end();
    element_.reset(gst_element_factory_make("openh264enc", nullptr));
    if (!element_) {
        return false;
    }
    gst_object_ref_sink(element_.get());
    const double bits = std::clamp(static_cast<double>(size.width) * size.height * rate_ * kBitsPerPixel,
                                   kLeastBits, kMostBits);
    const auto group = static_cast<guint>(std::max(1.0, std::round(rate_ * kKeyEvery)));
    g_object_set(element_.get(), "bitrate", static_cast<guint>(bits), "gop-size", group, "multi-thread", 1U,
                 nullptr);
    gst_util_set_object_arg(G_OBJECT(element_.get()), "rate-control", "bitrate");
    gst_util_set_object_arg(G_OBJECT(element_.get()), "complexity", "low");

    in_.reset(gst_pad_new("in", GST_PAD_SRC));
    out_.reset(gst_pad_new("out", GST_PAD_SINK));
    gst_object_ref_sink(in_.get());
    gst_object_ref_sink(out_.get());
    gst_pad_set_element_private(out_.get(), this);
    gst_pad_set_chain_function(out_.get(), &H264Encoder::onEncoded);
    const GstHandle<GstPad> entry{gst_element_get_static_pad(element_.get(), "sink")};
    const GstHandle<GstPad> exit{gst_element_get_static_pad(element_.get(), "src")};
    gst_pad_set_active(in_.get(), TRUE);
    gst_pad_set_active(out_.get(), TRUE);
    if (gst_pad_link(in_.get(), entry.get()) != GST_PAD_LINK_OK ||
        gst_pad_link(exit.get(), out_.get()) != GST_PAD_LINK_OK ||
        gst_element_set_state(element_.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
        return false;
    }
    const GstHandle<GstCaps> caps{gst_caps_new_simple(
        "video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, size.width, "height", G_TYPE_INT,
        size.height, "framerate", GST_TYPE_FRACTION, static_cast<gint>(std::lround(rate_ * kRateScale)),
        kRateScale, "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, nullptr)};
    GstSegment segment;
    gst_segment_init(&segment, GST_FORMAT_TIME);
    gst_pad_push_event(in_.get(), gst_event_new_stream_start("pictures"));
    if (gst_pad_push_event(in_.get(), gst_event_new_caps(caps.get())) == FALSE) {
        return false;
    }
    gst_pad_push_event(in_.get(), gst_event_new_segment(&segment));
    size_ = size;
    count_ = 0;
    return true;
}

GstBuffer* H264Encoder::toBuffer(const Frame& frame) {
    GstVideoInfo info;
    gst_video_info_set_format(&info, GST_VIDEO_FORMAT_I420, static_cast<guint>(size_.width),
                              static_cast<guint>(size_.height));
    GstBuffer* buffer = gst_buffer_new_allocate(nullptr, GST_VIDEO_INFO_SIZE(&info), nullptr);
    GstMapInfo map;
    if (buffer == nullptr || gst_buffer_map(buffer, &map, GST_MAP_WRITE) == FALSE) {
        return nullptr;
    }
    copyRows(frame.y.data(), frame.width, size_.width, size_.height, frame.fullRange, 16, 219,
             map.data + GST_VIDEO_INFO_PLANE_OFFSET(&info, 0), GST_VIDEO_INFO_PLANE_STRIDE(&info, 0));
    copyRows(frame.u.data(), frame.chromaWidth(), size_.width / 2, size_.height / 2, frame.fullRange, 16, 224,
             map.data + GST_VIDEO_INFO_PLANE_OFFSET(&info, 1), GST_VIDEO_INFO_PLANE_STRIDE(&info, 1));
    copyRows(frame.v.data(), frame.chromaWidth(), size_.width / 2, size_.height / 2, frame.fullRange, 16, 224,
             map.data + GST_VIDEO_INFO_PLANE_OFFSET(&info, 2), GST_VIDEO_INFO_PLANE_STRIDE(&info, 2));
    gst_buffer_unmap(buffer, &map);
    const auto step = static_cast<GstClockTime>(static_cast<double>(GST_SECOND) / rate_);
    GST_BUFFER_PTS(buffer) = count_++ * step;
    GST_BUFFER_DURATION(buffer) = step;
    return buffer;
}

bool H264Encoder::encode(const Frame& frame, bool key, std::vector<std::uint8_t>& out) {
    out.clear();
    key_ = false;
    const FrameSize even{frame.width & ~1, frame.height & ~1};
    if (even.width < 16 || even.height < 16 || (even != size_ && !begin(even))) {
        return false;
    }
    GstBuffer* buffer = toBuffer(frame);
    if (buffer == nullptr) {
        return false;
    }
    if (key) {
        gst_pad_push_event(in_.get(),
                           gst_video_event_new_downstream_force_key_unit(
                               GST_BUFFER_PTS(buffer), GST_CLOCK_TIME_NONE, GST_CLOCK_TIME_NONE, TRUE, 0));
    }
    bytes_ = &out;
    const GstFlowReturn flow = gst_pad_push(in_.get(), buffer);
    bytes_ = nullptr;
    return flow == GST_FLOW_OK;
}

GstFlowReturn H264Encoder::onEncoded(GstPad* pad, GstObject* /*parent*/, GstBuffer* buffer) {
    auto& encoder = *static_cast<H264Encoder*>(gst_pad_get_element_private(pad));
    GstMapInfo map;
    if (encoder.bytes_ != nullptr && gst_buffer_map(buffer, &map, GST_MAP_READ) != FALSE) {
        encoder.bytes_->insert(encoder.bytes_->end(), map.data, map.data + map.size);
        encoder.key_ = GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT) == FALSE;
        gst_buffer_unmap(buffer, &map);
    }
    gst_buffer_unref(buffer);
    return GST_FLOW_OK;
}

}  // namespace ocellus::media
