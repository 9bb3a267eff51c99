// SPDX-License-Identifier: Apache-2.0
#include "outputs/home_assistant/discovery.h"

#include <initializer_list>
#include <string_view>

#include "outputs/mqtt/broker.h"
#include "outputs/mqtt/mqtt_output.h"

namespace ocellus {
namespace {

using nlohmann::json;

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) {
        text += part;
    }
    return text;
}

// The zone's name as a text of the template language: a name is data, never template.
std::string templateText(const std::string& name) {
    std::string text = "'";
    for (const char c : name) {
        if (c == '\'' || c == '\\') {
            text += '\\';
        }
        text += c;
    }
    return text + "'";
}

// One entity of a camera, which is unavailable while the camera or Ocellus is.
json entity(const std::string& camera, std::string_view platform, std::string_view id, std::string_view name,
            const std::string& topic) {
    return {{"platform", platform},
            {"unique_id", joined({"ocellus_", camera, "_", id})},
            {"name", name},
            {"state_topic", topic},
            {"availability",
             json::array({{{"topic", Broker::kStatusTopic}}, {{"topic", cameraStatusTopic(camera)}}})},
            {"availability_mode", "all"}};
}

json measurement(const std::string& camera, std::string_view id, std::string_view name,
                 const std::string& topic) {
    json sensor = entity(camera, "sensor", id, name, topic);
    sensor["state_class"] = "measurement";
    return sensor;
}

json connectivity(const std::string& camera) {
    json sensor = entity(camera, "binary_sensor", "connectivity", "Connected", cameraStatusTopic(camera));
    sensor.erase("availability");
    sensor.erase("availability_mode");
    sensor["availability_topic"] = Broker::kStatusTopic;  // the camera's absence is what it tells
    sensor["device_class"] = "connectivity";
    sensor["payload_on"] = "online";
    sensor["payload_off"] = "offline";
    return sensor;
}

json frameRate(const std::string& camera) {
    json sensor = measurement(camera, "frame_rate", "Frame rate", frameRateTopic(camera));
    sensor["unit_of_measurement"] = "fps";
    sensor["entity_category"] = "diagnostic";
    return sensor;
}

// The alarm as it begins and ends; each count carries it too, for a Home Assistant that was away just then.
std::string alarmTemplate(const std::string& zone) {
    const std::string counted = joined({"{{ 'ON' if value_json.zones | selectattr('name', 'eq', ", zone,
                                        ") | selectattr('alarm') | list else 'OFF' }}"});
    const std::string ours =
        joined({"value_json.name == ", zone, " and value_json.type in ['alarm', 'alarm_end']"});
    const std::string_view said = "{{ 'ON' if value_json.type == 'alarm' else 'OFF' }}";
    return joined(
        {"{% if value_json.type == 'count' %}", counted, "{% elif ", ours, " %}", said, "{% endif %}"});
}

void addZone(const std::string& camera, const std::string& number, const std::string& name,
             json& components) {
    const std::string events = joined({"ocellus/", camera, "/occupancy/"});
    const std::string zone = templateText(name);
    const std::string place = joined({"zone", number, "_"});

    json count = measurement(camera, place + "count", name + " count", events + "count");
    count["value_template"] = joined({"{{ value_json.counts[", zone, "] }}"});
    components[place + "count"] = std::move(count);

    json occupancy = entity(camera, "binary_sensor", place + "occupancy", name, events + "count");
    occupancy["device_class"] = "occupancy";
    occupancy["value_template"] =
        joined({"{% set count = value_json.counts.get(", zone,
                ") %}{{ 'None' if count is none else 'ON' if count > 0 else 'OFF' }}"});
    components[place + "occupancy"] = std::move(occupancy);

    json alarm = entity(camera, "binary_sensor", place + "alarm", name + " alarm", events + "+");
    alarm["device_class"] = "problem";
    alarm["value_template"] = alarmTemplate(zone);
    components[place + "alarm"] = std::move(alarm);
}

}  // namespace

std::string discoveryTopic(const std::string& prefix, const std::string& camera) {
    return joined({prefix, "/device/ocellus_", camera, "/config"});
}

std::string homeAssistantStatusTopic(const std::string& prefix) {
    return prefix + "/status";
}

json discoveryOf(const DiscoveredCamera& camera) {
    json components = {{"connectivity", connectivity(camera.id)}, {"frame_rate", frameRate(camera.id)}};
    if (!camera.zones.empty()) {
        json objects =
            measurement(camera.id, "objects", "Objects", joined({"ocellus/", camera.id, "/occupancy/count"}));
        objects["value_template"] = "{{ value_json.objects }}";
        components["objects"] = std::move(objects);
    }
    for (std::size_t i = 0; i < camera.zones.size(); ++i) {
        if (!camera.zones[i].empty()) {
            addZone(camera.id, std::to_string(i + 1), camera.zones[i], components);
        }
    }
    return {{"device",
             {{"identifiers", {joined({"ocellus_", camera.id})}},
              {"name", camera.name},
              {"manufacturer", "Ocellus"}}},
            {"origin", {{"name", "Ocellus"}}},
            {"components", std::move(components)}};
}

}  // namespace ocellus
