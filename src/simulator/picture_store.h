// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace ocellus {

using EncodedPicture = std::shared_ptr<const std::vector<std::uint8_t>>;

// The pictures of a clip, encoded once and kept for all clients. One thread fills it while others read.
// Thread-safe.
class PictureStore {
public:
    explicit PictureStore(std::size_t maximumBytes) : maximumBytes_(maximumBytes) {}

    // The clip's next picture. False when the bound on memory is met: the clip then ends before it.
    [[nodiscard]] bool append(Duration time, EncodedPicture picture);

    // All is there. The clip's length is that of its last picture and one `interval`.
    void finish(Duration interval);

    // The clip cannot be played, or no further.
    void fail(Error error);

    // Waits for the first picture. An error when there will be none.
    [[nodiscard]] Result<void> waitForFirst(Duration patience);

    // What the clip shows `since` its start: the last picture not later than that. A finished clip begins
    // again. Null while there is none.
    [[nodiscard]] EncodedPicture at(Duration since) const;

    struct Extent {
        std::size_t pictures = 0;
        std::size_t bytes = 0;
        Duration length{};
        bool finished = false;
        std::optional<Error> error;
    };

    [[nodiscard]] Extent extent() const;

private:
    struct Entry {
        Duration time;
        EncodedPicture picture;
    };

    const std::size_t maximumBytes_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Entry> entries_;
    std::size_t bytes_ = 0;
    Duration length_{};
    bool finished_ = false;
    std::optional<Error> error_;
};

}  // namespace ocellus
