// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "outputs/courier.h"

namespace ocellus {

// Runs the couriers of all destinations on one thread, each at its own pace. Thread-safe.
class PostOffice {
public:
    PostOffice(Mailbag& mailbag, const Clock& clock);
    // Ends at once; what is on its way stays in the outbox till the next start.
    ~PostOffice();
    PostOffice(const PostOffice&) = delete;
    PostOffice& operator=(const PostOffice&) = delete;

    // Adds a destination or gives it another output from its next message on.
    void serve(const std::string& destination, std::shared_ptr<Output> output);
    void leave(const std::string& destination);

    // Messages were queued for these.
    void wake(const std::set<std::string>& destinations);
    // The receiver can be reached again.
    void hurry(const std::string& destination);

    [[nodiscard]] std::vector<CourierState> states() const;

private:
    struct Place {
        std::unique_ptr<Courier> courier;
        std::uint64_t visit = 0;  // which courier a report is for, since a destination may get another output
    };

    struct Arrival {
        std::string destination;
        std::uint64_t visit = 0;
        DeliveryReport report;
    };

    // What outside threads leave for ours. Shared with the reports under way, which may outlive the office.
    struct Counter {
        std::mutex mutex;
        std::condition_variable wake;
        std::vector<Arrival> arrivals;
        std::set<std::string> woken;
        std::set<std::string> hurried;
        std::map<std::string, std::shared_ptr<Output>> served;
        std::set<std::string> left;
        bool ending = false;

        [[nodiscard]] bool hasWork() const {
            return ending || !arrivals.empty() || !woken.empty() || !hurried.empty() || !served.empty() ||
                   !left.empty();
        }
    };

    void loop();
    void changePlaces(const std::set<std::string>& left,
                      std::map<std::string, std::shared_ptr<Output>> served);
    void visit(const std::set<std::string>& woken, const std::set<std::string>& hurried,
               const std::vector<Arrival>& arrivals);
    [[nodiscard]] std::optional<Instant> due() const;
    void publishStates();

    Mailbag& mailbag_;
    const Clock& clock_;
    std::shared_ptr<Counter> counter_ = std::make_shared<Counter>();
    std::map<std::string, Place> places_;  // its own thread
    std::uint64_t visits_ = 0;

    mutable std::mutex statesMutex_;
    std::vector<CourierState> states_;

    std::thread thread_;  // last: it uses all of the above
};

}  // namespace ocellus
