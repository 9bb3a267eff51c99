// SPDX-License-Identifier: Apache-2.0
#include "daemon/event_journal.h"

namespace ocellus {

void EventJournal::setRules(const std::string& camera, const std::string& app,
                            std::vector<RoutingRule> rules) {
    const std::lock_guard lock{mutex_};
    rules_[{camera, app}] = std::move(rules);
}

void EventJournal::forget(const std::string& camera) {
    const std::lock_guard lock{mutex_};
    std::erase_if(rules_, [&](const auto& entry) { return entry.first.first == camera; });
}

void EventJournal::record(JournalEntry entry) {
    EventDraft draft;
    {
        const std::lock_guard lock{mutex_};
        if (const auto found = rules_.find({entry.camera, entry.app}); found != rules_.end()) {
            draft.routes = routesFor(found->second, entry.event);
        }
    }
    draft.camera = std::move(entry.camera);
    draft.app = std::move(entry.app);
    draft.type = std::move(entry.event.type);
    draft.time = entry.event.stamp;
    draft.fields = std::move(entry.event.fields);
    draft.kept = draft.type != "count";  // counts have a history of their own
    draft.picture = std::move(entry.picture);
    draft.stored = [viewers = viewers_](const Event& event) { viewers->tell(toJson(event)); };
    recorder_.record(std::move(draft));
}

}  // namespace ocellus
