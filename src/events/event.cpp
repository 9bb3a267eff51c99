// SPDX-License-Identifier: Apache-2.0
#include "events/event.h"

#include <array>
#include <string_view>

namespace ocellus {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 6> kEnvelope{"id", "sequence", "time", "camera", "app", "type"};

tl::unexpected<Error> wrong(std::string_view key, std::string_view wanted) {
    return failure(Error::Kind::BadInput, "the event's \"" + std::string(key) + "\" is missing or wrong",
                   "it must be " + std::string(wanted));
}

}  // namespace

json toJson(const Event& event) {
    json envelope = event.fields.is_object() ? event.fields : json::object();
    envelope["id"] = event.id;
    envelope["sequence"] = event.sequence;
    envelope["time"] = toIso8601(event.time);
    envelope["camera"] = event.camera.empty() ? json(nullptr) : json(event.camera);
    envelope["app"] = event.app;
    envelope["type"] = event.type;
    return envelope;
}

Result<Event> eventFromJson(const json& envelope) {
    if (!envelope.is_object()) {
        return failure(Error::Kind::BadInput, "the event is no JSON object", "send one object per event");
    }
    Event event;
    for (auto [key, text] : {std::pair{"id", &event.id}, {"app", &event.app}, {"type", &event.type}}) {
        const auto found = envelope.find(key);
        if (found == envelope.end() || !found->is_string()) {
            return wrong(key, "a text");
        }
        *text = found->get<std::string>();
    }
    const auto camera = envelope.find("camera");
    if (camera == envelope.end() || !(camera->is_string() || camera->is_null())) {
        return wrong("camera", "a camera's id or null");
    }
    event.camera = camera->is_null() ? "" : camera->get<std::string>();
    const auto sequence = envelope.find("sequence");
    if (sequence == envelope.end() || !sequence->is_number_unsigned()) {
        return wrong("sequence", "a number from 1");
    }
    event.sequence = sequence->get<std::uint64_t>();
    const auto time = envelope.find("time");
    const auto parsed = time != envelope.end() && time->is_string() ? fromIso8601(time->get<std::string>())
                                                                    : std::optional<WallTime>{};
    if (!parsed) {
        return wrong("time", "ISO 8601 with zone, such as 2026-11-21T02:40:00.000Z");
    }
    event.time = *parsed;
    event.fields = envelope;
    for (const std::string_view key : kEnvelope) {
        event.fields.erase(std::string(key));
    }
    return event;
}

std::string toText(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace ocellus
