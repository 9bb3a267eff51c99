// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "base/clock.h"
#include "media/job.h"
#include "media/worker/clip_input.h"
#include "media/worker/gst_handle.h"
#include "media/worker/outlet.h"
#include "media/worker/picture_sink.h"
#include "media/worker/rtsp_input.h"

namespace ocellus::media {

// Plays a job once, from the first picture to the end, a failure or the parent's leave. Bound to the worker's
// main thread; GStreamer's threads call in.
class Player {
public:
    enum class Outcome { Ended, Failed, ParentGone };

    Player(const Job& job, Outlet& outlet, int clipDescriptor);
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;
    ~Player();

    [[nodiscard]] Outcome play();

private:
    static void onSourcePad(GstElement* source, GstPad* pad, gpointer self);
    static void onNoMorePads(GstElement* element, gpointer self);
    static void onDecodedPad(GstElement* decoder, GstPad* pad, gpointer self);
    static gboolean onContinue(GstElement* decoder, GstPad* pad, GstCaps* caps, gpointer self);
    static void onElement(GstBin* bin, GstBin* parent, GstElement* element, gpointer self);

    [[nodiscard]] bool build();
    [[nodiscard]] std::optional<Outcome> waitForNews();
    [[nodiscard]] std::optional<Outcome> onMessage(GstMessage* message);
    Outcome endOfClip();
    Outcome fail(WorkerFailure failed);

    const SystemClock clock_;
    Instant lastPulse_ = clock_.now();
    const Job& job_;
    Outlet& outlet_;
    PictureSink sink_;
    ClipInput clip_;
    RtspInput rtsp_;
    GstHandle<GstElement> pipeline_;
    GstElement* decoder_ = nullptr;  // the pipeline's
};

}  // namespace ocellus::media
