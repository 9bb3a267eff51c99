// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "image/jpeg_encoder.h"
#include "image/picture_decoder.h"
#include "media/encoder_message.h"
#include "media/job.h"
#include "media/shared_ring.h"
#include "media/worker/h264_encoder.h"
#include "media/worker/outlet.h"

namespace ocellus::media {

// The life of an encoding worker: takes one picture after the other out of the shared memory, decodes and
// encodes it, answers. Bound to the worker's main thread.
class PictureEncoder {
public:
    PictureEncoder(const Job& job, Outlet& outlet, SharedRing input);

    // Until the parent leaves or the encoder fails; returns the exit status.
    [[nodiscard]] int run();

private:
    [[nodiscard]] EncodeReply answer(const EncodeRequest& request);
    [[nodiscard]] bool send(const EncodeReply& reply);

    const Job& job_;
    Outlet& outlet_;
    SharedRing input_;
    PictureDecoder decoder_;
    Frame frame_;
    H264Encoder h264_;
    JpegEncoder jpeg_;
    std::vector<std::uint8_t> encoded_;
};

}  // namespace ocellus::media
