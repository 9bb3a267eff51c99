// SPDX-License-Identifier: Apache-2.0
#include "daemon/event_journal.h"

#include "outputs/destinations.h"

namespace ocellus {

void EventJournal::record(JournalEntry entry) {
    AppEvent& event = entry.event;
    EventDraft draft;
    draft.routes = outputs_.routes(entry.camera, entry.app, event.type,
                                   [&](Duration interval) { return event.pace.reaches(interval); });
    if (!event.notify) {
        // alarm_deactivation paces notifications by HTTP; our own topics carry every event (occupancy rule).
        std::erase_if(draft.routes,
                      [](const Route& route) { return route.destination != kBrokerDestination; });
    }
    draft.camera = std::move(entry.camera);
    draft.app = std::move(entry.app);
    draft.type = std::move(event.type);
    draft.time = event.stamp;
    draft.fields = std::move(event.fields);
    draft.kept = draft.type != "count";  // counts have a history of their own
    draft.picture = std::move(entry.picture);
    draft.stored = [viewers = viewers_, metrics = entry.metrics, received = entry.received,
                    &clock = clock_](const Event& stored) {
        // From here on couriers have it; the next thing that happens is the publish call.
        if (received != Instant{}) {
            metrics->pictureToEvent.Observe(toSeconds(clock.now() - received));
        }
        viewers->tell(toJson(stored));
    };
    recorder_.record(std::move(draft));
}

}  // namespace ocellus
