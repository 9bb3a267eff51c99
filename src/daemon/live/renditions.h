// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server/host.h"

namespace ocellus {

// Pictures in another size or quality than the camera's, for viewers that wish them so. Viewers with the same
// wish share one rendition: each picture is made once, on threads of its own, the newest first; a rendition
// lives while somebody watches it. Thread-safe.
class Renditions {
public:
    // Joins a viewer to the pictures as the camera sends them; null if there is no such camera.
    using Join = std::function<std::unique_ptr<LiveSubscription>(LiveViewer&)>;

    explicit Renditions(std::size_t threads);
    // No viewer may be joined any more.
    ~Renditions();
    Renditions(const Renditions&) = delete;
    Renditions& operator=(const Renditions&) = delete;

    [[nodiscard]] std::unique_ptr<LiveSubscription> watch(const std::string& camera,
                                                          const RenditionWish& wish, LiveViewer& viewer,
                                                          const Join& join);

private:
    class Rendition;
    class Seat;

    void enqueue(std::shared_ptr<Rendition> rendition);
    void work();

    std::mutex mutex_;  // over the table; held while a rendition joins its camera
    std::map<std::pair<std::string, RenditionWish>, std::weak_ptr<Rendition>> renditions_;
    std::mutex lineMutex_;  // over what follows; taken while a camera tells its viewers
    std::condition_variable waiting_;
    std::deque<std::shared_ptr<Rendition>> line_;  // each at most once
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace ocellus
