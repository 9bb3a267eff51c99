// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "events/event.h"

namespace ocellus {

// What is asked of the stored events, newest first.
struct EventQuery {
    std::optional<std::string> camera{};
    std::optional<std::string> app{};
    std::optional<std::string> type{};
    std::optional<std::string> before{};  // the `next` of the page before this one
    std::size_t limit = 50;               // 1 to 500
    // Those that the user may see; none: all. Events of other cameras do not exist for this query.
    std::optional<std::vector<std::string>> visibleCameras{};
};

struct StoredEvent {
    std::uint64_t number = 0;  // in the order of storing, over all cameras
    Event event;
    std::optional<std::string> picture;  // its file below the folder of pictures
};

struct EventPage {
    std::vector<StoredEvent> events;
    std::optional<std::string> next;  // opaque; none on the last page
};

// The answer of GET /events (docs/reference/api.md).
[[nodiscard]] nlohmann::json toJson(const EventPage& page);

}  // namespace ocellus
