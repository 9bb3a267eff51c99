// SPDX-License-Identifier: Apache-2.0
#include "image/jpeg_decoder.h"

#include "image/jpeg_structure.h"
#include "image/letterbox.h"
#include "input.h"

using namespace ocellus;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static JpegDecoder
        decoder;  // lives on, as an analysis thread's does: one picture must not spoil the next
    static Letterbox letterbox;
    const std::span<const std::uint8_t> bytes(data, size);
    // What the sources let through; and no larger than a fuzzer has patience for.
    const auto info = inspectJpeg(bytes);
    constexpr std::int64_t kPatience = 512 * 512;
    if (!info || std::int64_t{info->width} * info->height > kPatience) {
        return 0;
    }
    for (const FrameSize wanted : {FrameSize{}, FrameSize{40, 30}, FrameSize{1, 1}}) {
        Frame frame;
        if (!decoder.decode(bytes, wanted, frame)) {
            continue;
        }
        fuzz::require(frame.y.size() == std::size_t(frame.width) * std::size_t(frame.height));
        fuzz::require(frame.pictureWidth == info->width && frame.pictureHeight == info->height);
        std::vector<std::uint8_t> bgr(64 * 48 * 3);
        letterbox.pack(frame, {64, 48}, Fit::Letterbox, 114, bgr);
        Frame part;
        fuzz::require(!decoder.decodeRegion(bytes, {0.3, 0.3, 0.5, 0.5}, part) || part.width > 0);
    }
    return 0;
}
