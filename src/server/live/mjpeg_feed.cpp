// SPDX-License-Identifier: Apache-2.0
#include "server/live/mjpeg_feed.h"

namespace ocellus {

std::optional<FeedMessage> MjpegFeed::next() {
    waker_.rearm();
    for (;;) {
        const auto news = eye_.take();
        if (news.state) {
            continue;  // there is no way to say it here: the picture stands still
        }
        if (!news.frame) {
            return std::nullopt;
        }
        const Picture& picture = *news.frame->picture.picture();
        FeedMessage message;
        message.binary = true;
        message.prefix =
            "--ocellus\r\nContent-Type: image/jpeg\r\nContent-Length: " + std::to_string(picture.bytes.size) +
            "\r\nX-Captured: " + toIso8601(picture.stamp) + "\r\n\r\n";
        message.picture = picture.bytes;
        return message;
    }
}

}  // namespace ocellus
