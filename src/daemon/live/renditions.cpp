// SPDX-License-Identifier: Apache-2.0
#include "daemon/live/renditions.h"

#include <atomic>
#include <optional>

#include "base/log.h"
#include "base/mailbox.h"
#include "daemon/live/live_hub.h"
#include "gate/rendition.h"
#include "server/live/rate_limit.h"

namespace ocellus {

// One wish about one camera: a viewer of the camera's pictures that has viewers of its own.
class Renditions::Rendition final : public LiveViewer, public std::enable_shared_from_this<Rendition> {
public:
    Rendition(Renditions& all, const RenditionWish& wish)
        : all_(all), wish_(wish), limit_(wish.rate > 0 ? std::optional<double>(wish.rate) : std::nullopt) {}

    ~Rendition() override { source_.reset(); }

    Rendition(const Rendition&) = delete;
    Rendition& operator=(const Rendition&) = delete;

    [[nodiscard]] bool open(const Join& join) {
        source_ = join(*this);
        return source_ != nullptr;
    }

    [[nodiscard]] LiveHub& viewers() { return *hub_; }

    // While the camera's viewers are told: it must not let go of itself here.
    void onFrame(LiveFramePtr frame) override {
        if (!limit_.pass(frame->picture.picture()->captured)) {
            return;
        }
        mailbox_.put(std::move(frame));
        callForWork();
    }

    void onState(std::shared_ptr<const std::string> message) override { hub_->setDown(*message); }

    void makeNext() {
        if (auto frame = mailbox_.take()) {
            auto made = maker_.make((*frame)->picture, {wish_.width, wish_.height}, wish_.quality);
            if (made) {
                hub_->setUp();
                hub_->publish(std::make_shared<const LiveFrame>(LiveFrame{*std::move(made), {}}),
                              Host::Feed::Relayed);
            } else {
                log::debug("no rendition reason=\"{}\"", made.error().text());
            }
        }
        inLine_ = false;
        if (!mailbox_.empty()) {
            callForWork();
        }
    }

private:
    void callForWork() {
        if (inLine_.exchange(true)) {
            return;
        }
        if (auto self = weak_from_this().lock()) {
            all_.enqueue(std::move(self));
        }
    }

    Renditions& all_;
    const RenditionWish wish_;
    RateLimit limit_;  // the camera's viewers are told one picture at a time
    Mailbox<LiveFramePtr> mailbox_;
    std::atomic<bool> inLine_ = false;
    RenditionMaker maker_;  // one thread at a time: it stands in line once
    std::shared_ptr<LiveHub> hub_ = std::make_shared<LiveHub>();
    std::unique_ptr<LiveSubscription> source_;  // last: while it lives, pictures come in
};

// Keeps the rendition while its viewer watches.
class Renditions::Seat final : public LiveSubscription {
public:
    Seat(std::shared_ptr<Rendition> rendition, std::unique_ptr<LiveSubscription> seat)
        : rendition_(std::move(rendition)), seat_(std::move(seat)) {}

private:
    std::shared_ptr<Rendition> rendition_;
    std::unique_ptr<LiveSubscription> seat_;  // left first
};

Renditions::Renditions(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { work(); });
    }
}

Renditions::~Renditions() {
    {
        const std::lock_guard lock{lineMutex_};
        stopping_ = true;
    }
    waiting_.notify_all();
    for (std::thread& thread : threads_) {
        thread.join();
    }
}

std::unique_ptr<LiveSubscription> Renditions::watch(const std::string& camera, const RenditionWish& wish,
                                                    LiveViewer& viewer, const Join& join) {
    std::shared_ptr<Rendition> rendition;
    {
        const std::lock_guard lock{mutex_};
        std::erase_if(renditions_, [](const auto& entry) { return entry.second.expired(); });
        std::weak_ptr<Rendition>& kept = renditions_[{camera, wish}];
        rendition = kept.lock();
        if (!rendition) {
            auto fresh = std::make_shared<Rendition>(*this, wish);
            if (!fresh->open(join)) {
                return nullptr;
            }
            kept = fresh;
            rendition = std::move(fresh);
        }
    }
    auto seat = rendition->viewers().join(viewer, Host::Feed::Relayed);
    return std::make_unique<Seat>(std::move(rendition), std::move(seat));
}

void Renditions::enqueue(std::shared_ptr<Rendition> rendition) {
    {
        const std::lock_guard lock{lineMutex_};
        line_.push_back(std::move(rendition));
    }
    waiting_.notify_one();
}

void Renditions::work() {
    std::unique_lock lock{lineMutex_};
    while (true) {
        waiting_.wait(lock, [this] { return stopping_ || !line_.empty(); });
        if (stopping_) {
            return;
        }
        std::shared_ptr<Rendition> next = std::move(line_.front());
        line_.pop_front();
        lock.unlock();
        next->makeNext();
        next.reset();  // perhaps the last: its seat at the camera is left without our lock
        lock.lock();
    }
}

}  // namespace ocellus
