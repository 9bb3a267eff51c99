// SPDX-License-Identifier: Apache-2.0
#include "outputs/home_assistant/discovery.h"

#include <string_view>

#include "outputs/mqtt/broker.h"
#include "outputs/mqtt/mqtt_output.h"

namespace ocellus {
namespace {

using nlohmann::json;

constexpr std::string_view kObjects = "{{ value_json.objects }}";

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

json availability(const std::string& camera) {
    return json::array({{{"topic", Broker::kStatusTopic}}, {{"topic", cameraStatusTopic(camera)}}});
}

}  // namespace

std::string discoveryTopic(const std::string& prefix, const std::string& camera) {
    return prefix + "/device/ocellus_" + camera + "/config";
}

json discoveryOf(const DiscoveredCamera& camera) {
    const std::string id = "ocellus_" + camera.id;
    const std::string counts = "ocellus/" + camera.id + "/occupancy/count";
    json components = json::object();
    components["connectivity"] = {{"platform", "binary_sensor"},
                                  {"unique_id", id + "_connectivity"},
                                  {"name", "Connected"},
                                  {"device_class", "connectivity"},
                                  {"state_topic", cameraStatusTopic(camera.id)},
                                  {"payload_on", "online"},
                                  {"payload_off", "offline"},
                                  {"availability_topic", Broker::kStatusTopic}};
    if (!camera.zones.empty()) {
        components["objects"] = {{"platform", "sensor"},
                                 {"unique_id", id + "_objects"},
                                 {"name", "Objects"},
                                 {"state_class", "measurement"},
                                 {"state_topic", counts},
                                 {"value_template", kObjects},
                                 {"availability", availability(camera.id)},
                                 {"availability_mode", "all"}};
    }
    for (std::size_t i = 0; i < camera.zones.size(); ++i) {
        if (camera.zones[i].empty()) {
            continue;
        }
        const std::string number = std::to_string(i + 1);
        const std::string name = templateText(camera.zones[i]);
        components["zone" + number + "_count"] = {{"platform", "sensor"},
                                                  {"unique_id", id + "_zone" + number + "_count"},
                                                  {"name", camera.zones[i] + " count"},
                                                  {"state_class", "measurement"},
                                                  {"state_topic", counts},
                                                  {"value_template", "{{ value_json.counts[" + name + "] }}"},
                                                  {"availability", availability(camera.id)},
                                                  {"availability_mode", "all"}};
        components["zone" + number + "_alarm"] = {
            {"platform", "binary_sensor"},
            {"unique_id", id + "_zone" + number + "_alarm"},
            {"name", camera.zones[i]},
            {"device_class", "occupancy"},
            {"state_topic", counts},
            {"value_template", "{{ 'ON' if value_json.zones | selectattr('name', 'eq', " + name +
                                   ") | selectattr('alarm') | list else 'OFF' }}"},
            {"availability", availability(camera.id)},
            {"availability_mode", "all"}};
    }
    return {{"device", {{"identifiers", {id}}, {"name", camera.name}, {"manufacturer", "Ocellus"}}},
            {"origin", {{"name", "Ocellus"}}},
            {"components", std::move(components)}};
}

}  // namespace ocellus
