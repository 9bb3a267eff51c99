// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "image/picture.h"

namespace ocellus {

// One message to a viewer: a few bytes of its own, then text and a picture that all viewers share. None of
// the shared bytes is copied on its way to the socket.
struct FeedMessage {
    bool binary = false;
    std::string prefix;
    std::shared_ptr<const std::string> text;  // may be null
    SharedBytes picture;                      // may be empty

    [[nodiscard]] std::size_t size() const {
        return prefix.size() + (text ? text->size() : 0) + picture.size;
    }
};

// What one viewer is to be sent, over a WebSocket or a multipart answer. It holds at most what is newest, so
// that a slow viewer skips and costs nobody anything. Bound to the network thread, but for what its producer
// calls.
class Feed {
public:
    virtual ~Feed() = default;

    // `wake` says that next() may have something; it may come from any thread, at any time until stop().
    virtual void start(std::function<void()> wake) = 0;
    // After it neither `wake` nor anything else is called.
    virtual void stop() = 0;
    // Nothing: wait for the next `wake`.
    [[nodiscard]] virtual std::optional<FeedMessage> next() = 0;

    // A text message from the viewer, at most 4 KiB.
    virtual void onText([[maybe_unused]] std::string_view text) {}
};

}  // namespace ocellus
