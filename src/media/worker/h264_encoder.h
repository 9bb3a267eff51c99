// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "image/frame.h"
#include "media/worker/gst_handle.h"

namespace ocellus::media {

// OpenH264, driven without a pipeline: a frame goes in and its picture comes out before encode() returns, so
// there are no threads, no queues and no clock. Thread-compatible.
class H264Encoder {
public:
    explicit H264Encoder(double picturesPerSecond) : rate_(picturesPerSecond) {}

    H264Encoder(const H264Encoder&) = delete;
    H264Encoder& operator=(const H264Encoder&) = delete;
    ~H264Encoder();

    // False where the encoder is not installed or refuses the frame. `out` is left empty where the encoder
    // saves bits and gives nothing for this frame. A frame of another size begins a new sequence.
    [[nodiscard]] bool encode(const Frame& frame, bool key, std::vector<std::uint8_t>& out);

    // Whether what came out last can be decoded by itself.
    [[nodiscard]] bool isKey() const { return key_; }

private:
    static GstFlowReturn onEncoded(GstPad* pad, GstObject* parent, GstBuffer* buffer);

    [[nodiscard]] bool begin(FrameSize size);
    void end();
    [[nodiscard]] GstBuffer* toBuffer(const Frame& frame);

    const double rate_;
    GstHandle<GstElement> element_;
    GstHandle<GstPad> in_;   // ours, linked to the element's
    GstHandle<GstPad> out_;  // likewise
    FrameSize size_;         // of the sequence, even
    std::uint64_t count_ = 0;
    std::vector<std::uint8_t>* bytes_ = nullptr;  // where the picture goes, while encode() runs
    bool key_ = false;
};

}  // namespace ocellus::media
