// SPDX-License-Identifier: Apache-2.0
#include "outputs/post_office.h"

#include <algorithm>
#include <utility>

namespace ocellus {
namespace {

// How long the thread sleeps at most; only a guard, since whoever has work wakes it.
constexpr Duration kLongestSleep = std::chrono::seconds{10};

}  // namespace

PostOffice::PostOffice(Mailbag& mailbag, const Clock& clock)
    : mailbag_(mailbag), clock_(clock), thread_([this] { loop(); }) {}

PostOffice::~PostOffice() {
    {
        const std::lock_guard lock{counter_->mutex};
        counter_->ending = true;
    }
    counter_->wake.notify_one();
    thread_.join();
}

void PostOffice::serve(const std::string& destination, std::shared_ptr<Output> output) {
    {
        const std::lock_guard lock{counter_->mutex};
        counter_->left.erase(destination);
        counter_->served[destination] = std::move(output);
    }
    counter_->wake.notify_one();
}

void PostOffice::leave(const std::string& destination) {
    {
        const std::lock_guard lock{counter_->mutex};
        counter_->served.erase(destination);
        counter_->left.insert(destination);
    }
    counter_->wake.notify_one();
}

void PostOffice::wake(const std::set<std::string>& destinations) {
    {
        const std::lock_guard lock{counter_->mutex};
        counter_->woken.insert(destinations.begin(), destinations.end());
    }
    counter_->wake.notify_one();
}

void PostOffice::hurry(const std::string& destination) {
    {
        const std::lock_guard lock{counter_->mutex};
        counter_->hurried.insert(destination);
    }
    counter_->wake.notify_one();
}

std::vector<CourierState> PostOffice::states() const {
    const std::lock_guard lock{statesMutex_};
    return states_;
}

std::optional<Instant> PostOffice::due() const {
    std::optional<Instant> earliest;
    for (const auto& [name, place] : places_) {
        if (const auto due = place.courier->due(); due && (!earliest || *due < *earliest)) {
            earliest = due;
        }
    }
    return earliest;
}

void PostOffice::loop() {
    std::unique_lock lock{counter_->mutex};
    while (!counter_->ending) {
        Duration sleep = kLongestSleep;
        if (const auto next = due()) {
            sleep = std::clamp(*next - clock_.now(), Duration{0}, kLongestSleep);
        }
        counter_->wake.wait_for(lock, sleep, [this] { return counter_->hasWork(); });
        const auto arrivals = std::exchange(counter_->arrivals, {});
        const auto woken = std::exchange(counter_->woken, {});
        const auto hurried = std::exchange(counter_->hurried, {});
        auto served = std::exchange(counter_->served, {});
        const auto left = std::exchange(counter_->left, {});
        lock.unlock();
        changePlaces(left, std::move(served));
        visit(woken, hurried, arrivals);
        publishStates();
        lock.lock();
    }
}

void PostOffice::changePlaces(const std::set<std::string>& left,
                              std::map<std::string, std::shared_ptr<Output>> served) {
    for (const std::string& name : left) {
        places_.erase(name);
    }
    for (auto& [name, output] : served) {
        const std::uint64_t visit = ++visits_;
        const auto report = [counter = counter_, destination = name, visit](DeliveryReport outcome) {
            {
                const std::lock_guard lock{counter->mutex};
                counter->arrivals.push_back({destination, visit, std::move(outcome)});
            }
            counter->wake.notify_one();
        };
        places_[name] = Place{std::make_unique<Courier>(name, std::move(output), mailbag_, report), visit};
    }
}

void PostOffice::visit(const std::set<std::string>& woken, const std::set<std::string>& hurried,
                       const std::vector<Arrival>& arrivals) {
    for (const Arrival& arrival : arrivals) {
        const auto place = places_.find(arrival.destination);
        if (place != places_.end() && place->second.visit == arrival.visit) {
            place->second.courier->onReport(arrival.report, clock_.now());
        }
    }
    for (auto& [name, place] : places_) {
        if (hurried.contains(name)) {
            place.courier->hurry();
        }
        place.courier->turn(clock_.now(), woken.contains(name));
    }
}

void PostOffice::publishStates() {
    std::vector<CourierState> states;
    states.reserve(places_.size());
    for (const auto& [name, place] : places_) {
        states.push_back(place.courier->state());
    }
    const std::lock_guard lock{statesMutex_};
    states_ = std::move(states);
}

}  // namespace ocellus
