// SPDX-License-Identifier: Apache-2.0
#include "simulator/picture_store.h"

#include <algorithm>
#include <utility>

namespace ocellus {

bool PictureStore::append(Duration time, EncodedPicture picture) {
    const std::lock_guard lock{mutex_};
    if (!entries_.empty() && bytes_ + picture->size() > maximumBytes_) {
        return false;
    }
    bytes_ += picture->size();
    entries_.push_back({time, std::move(picture)});
    changed_.notify_all();
    return true;
}

void PictureStore::finish(Duration interval) {
    const std::lock_guard lock{mutex_};
    finished_ = true;
    length_ = entries_.empty() ? Duration{} : entries_.back().time + interval;
    changed_.notify_all();
}

void PictureStore::fail(Error error) {
    const std::lock_guard lock{mutex_};
    error_ = std::move(error);
    changed_.notify_all();
}

Result<void> PictureStore::waitForFirst(Duration patience) {
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, patience, [&] { return !entries_.empty() || error_ || finished_; });
    if (!entries_.empty()) {
        return {};
    }
    if (error_) {
        return tl::unexpected{*error_};
    }
    return failure(Error::Kind::Timeout, "the clip gave no picture", "check that it plays elsewhere");
}

EncodedPicture PictureStore::at(Duration since) const {
    const std::lock_guard lock{mutex_};
    if (entries_.empty()) {
        return nullptr;
    }
    if (finished_ && length_ > Duration{}) {
        since %= length_;
    }
    const auto after = std::ranges::upper_bound(entries_, since, {}, &Entry::time);
    return after == entries_.begin() ? entries_.front().picture : std::prev(after)->picture;
}

PictureStore::Extent PictureStore::extent() const {
    const std::lock_guard lock{mutex_};
    return {entries_.size(), bytes_, length_, finished_, error_};
}

}  // namespace ocellus
