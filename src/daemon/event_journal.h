// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "daemon/event_viewers.h"
#include "daemon/journal.h"
#include "daemon/routing.h"
#include "storage/event_recorder.h"

namespace ocellus {

// Sends what apps say to storage, with the destinations that are to hear of it, and tells browsers once it is
// stored. Thread-safe.
class EventJournal final : public Journal {
public:
    EventJournal(EventRecorder& recorder, std::shared_ptr<EventViewers> viewers)
        : recorder_(recorder), viewers_(std::move(viewers)) {}

    void setRules(const std::string& camera, const std::string& app, std::vector<RoutingRule> rules);
    void forget(const std::string& camera);

    void record(JournalEntry entry) override;

private:
    EventRecorder& recorder_;
    std::shared_ptr<EventViewers> viewers_;
    std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, std::vector<RoutingRule>> rules_;  // of camera and app
};

}  // namespace ocellus
