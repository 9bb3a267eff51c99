// SPDX-License-Identifier: Apache-2.0
#include "media/worker/clip_input.h"

#include <gst/app/gstappsrc.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace ocellus::media {
namespace {

constexpr gsize kDefaultRead = 65536;
constexpr gsize kMaximumRead = gsize{64} << 20;  // what a demuxer may ask for at once

}  // namespace

GstElement* ClipInput::makeElement() {
    GstElement* source = gst_element_factory_make("appsrc", nullptr);

    struct stat facts {};

    if (source == nullptr || ::fstat(descriptor_, &facts) != 0) {
        return nullptr;
    }
    // Random access lets demuxers pull: an index at the end of a file costs no read of the whole.
    g_object_set(source, "stream-type", GST_APP_STREAM_TYPE_RANDOM_ACCESS, "format", GST_FORMAT_BYTES, "size",
                 static_cast<gint64>(facts.st_size), "emit-signals", FALSE, nullptr);
    GstAppSrcCallbacks callbacks{};
    callbacks.need_data = [](GstAppSrc* element, guint length, gpointer self) {
        onNeedData(GST_ELEMENT(element), length, self);
    };
    callbacks.seek_data = [](GstAppSrc* element, guint64 offset, gpointer self) {
        return onSeek(GST_ELEMENT(element), offset, self);
    };
    gst_app_src_set_callbacks(GST_APP_SRC(source), &callbacks, this, nullptr);
    return source;
}

void ClipInput::onNeedData(GstElement* source, guint length, gpointer self) {
    auto& input = *static_cast<ClipInput*>(self);
    const gsize wanted =
        length == 0 || length == G_MAXUINT ? kDefaultRead : std::min<gsize>(length, kMaximumRead);
    GstBuffer* buffer = gst_buffer_new_allocate(nullptr, wanted, nullptr);
    GstMapInfo map;
    if (buffer == nullptr || gst_buffer_map(buffer, &map, GST_MAP_WRITE) == FALSE) {
        gst_app_src_end_of_stream(GST_APP_SRC(source));
        return;
    }
    gsize filled = 0;
    while (filled < wanted) {
        const auto count = ::pread(input.descriptor_, map.data + filled, wanted - filled,
                                   static_cast<off_t>(input.offset_ + filled));
        if (count <= 0) {
            break;
        }
        filled += static_cast<gsize>(count);
    }
    gst_buffer_unmap(buffer, &map);
    if (filled == 0) {
        gst_buffer_unref(buffer);
        gst_app_src_end_of_stream(GST_APP_SRC(source));
        return;
    }
    gst_buffer_set_size(buffer, static_cast<gssize>(filled));
    GST_BUFFER_OFFSET(buffer) = input.offset_;
    input.offset_ += filled;
    gst_app_src_push_buffer(GST_APP_SRC(source), buffer);
}

gboolean ClipInput::onSeek(GstElement* /*source*/, guint64 offset, gpointer self) {
    static_cast<ClipInput*>(self)->offset_ = offset;
    return TRUE;
}

}  // namespace ocellus::media
