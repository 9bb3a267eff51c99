// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "media/worker/gst_handle.h"

namespace ocellus::media {

// A source element that reads an open file by its descriptor: the worker may open no file by name. The
// descriptor stays the caller's and must outlive the element. Its callbacks run on GStreamer's threads.
class ClipInput {
public:
    explicit ClipInput(int descriptor) : descriptor_(descriptor) {}

    // A floating element for a pipeline, or null.
    [[nodiscard]] GstElement* makeElement();

private:
    static void onNeedData(GstElement* source, guint length, gpointer self);
    static gboolean onSeek(GstElement* source, guint64 offset, gpointer self);

    int descriptor_;
    std::uint64_t offset_ = 0;
};

}  // namespace ocellus::media
