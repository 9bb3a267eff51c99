// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>

#include "media/job.h"
#include "media/worker/gst_handle.h"
#include "media/worker/outlet.h"
#include "media/worker/picture_sink.h"

namespace ocellus::media {

// A camera's RTSP stream, interleaved in its TCP connection. Counts bytes, learns the camera's time from its
// sender reports and checks its certificate. Its callbacks run on GStreamer's threads.
class RtspInput {
public:
    RtspInput(const Job& job, Outlet& outlet, PictureSink& sink) : job_(job), outlet_(outlet), sink_(sink) {}

    // A floating element for a pipeline, or null.
    [[nodiscard]] GstElement* makeElement();

    // Watches the RTP packets of a pad that the element has made.
    void watch(GstPad* pad);

    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

    [[nodiscard]] bool certificateRefused() const { return refused_; }

private:
    static gboolean onSelectStream(GstElement* source, guint number, GstCaps* caps, gpointer self);
    static gboolean onCertificate(GstElement* source, GObject* connection, GObject* certificate, guint errors,
                                  gpointer self);
    static GstPadProbeReturn onPacket(GstPad* pad, GstPadProbeInfo* info, gpointer self);

    void look(GstBuffer* packet);

    const Job& job_;
    Outlet& outlet_;
    PictureSink& sink_;
    std::atomic<std::uint64_t> bytes_ = 0;
    std::atomic<bool> refused_ = false;
};

}  // namespace ocellus::media
