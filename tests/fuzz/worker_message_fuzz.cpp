// SPDX-License-Identifier: Apache-2.0
#include "media/worker_message.h"

#include "input.h"
#include "media/job.h"

using namespace ocellus;
using namespace ocellus::media;

// What a media worker says to the daemon, which must assume that a stream has taken the worker over.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr RingShape kShape{3, i420Bytes(640, 480)};
    (void)decodeJob({data, size});
    const auto message = decodeMessage({data, size}, kShape);
    if (!message) {
        return 0;
    }
    if (const auto* picture = std::get_if<PictureReady>(&*message)) {
        fuzz::require(picture->slot < kShape.slots && picture->bytes > 0 &&
                      picture->bytes <= kShape.slotBytes);
        fuzz::require(std::uint64_t{picture->width} * picture->height <= kMaximumVideoPixels);
        fuzz::require(picture->format == PictureFormat::Jpeg ||
                      picture->bytes == i420Bytes(picture->width, picture->height));
    } else if (const auto* failed = std::get_if<WorkerFailure>(&*message)) {
        for (const char letter : failed->detail) {
            fuzz::require(letter >= ' ' && letter <= '~');
        }
    }
    // What was accepted is what would have been sent.
    fuzz::require(decodeMessage(encode(*message), kShape).has_value());
    return 0;
}
