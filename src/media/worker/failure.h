// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

#include "media/job.h"
#include "media/worker_message.h"

namespace ocellus::media {

// What an error message of a pipeline means to the one who set up the camera or chose the clip.
[[nodiscard]] WorkerFailure explain(GstMessage* message, const Job& job);

// Why a host and port cannot be reached, which GStreamer does not tell: tries a connection of its own, for
// two seconds at most. Nothing when the connection works.
[[nodiscard]] WorkerFailure diagnoseConnection(const std::string& url);

}  // namespace ocellus::media
