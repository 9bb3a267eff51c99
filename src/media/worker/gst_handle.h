// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

#include <memory>

namespace ocellus::media {

struct GstRelease {
    void operator()(GstObject* object) const { gst_object_unref(object); }

    void operator()(GstElement* element) const { gst_object_unref(element); }

    void operator()(GstPad* pad) const { gst_object_unref(pad); }

    void operator()(GstBus* bus) const { gst_object_unref(bus); }

    void operator()(GstCaps* caps) const { gst_caps_unref(caps); }

    void operator()(GstSample* sample) const { gst_sample_unref(sample); }

    void operator()(GstMessage* message) const { gst_message_unref(message); }

    void operator()(GstUri* uri) const { gst_uri_unref(uri); }

    void operator()(GError* error) const { g_error_free(error); }

    void operator()(gchar* text) const { g_free(text); }
};

// Owns one reference to a GStreamer or GLib thing.
template <class Thing>
using GstHandle = std::unique_ptr<Thing, GstRelease>;

}  // namespace ocellus::media
