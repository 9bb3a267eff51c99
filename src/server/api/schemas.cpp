// SPDX-License-Identifier: Apache-2.0
#include "server/api/schemas.h"

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "server/api/bodies.h"
#include "server/api/device_routes.h"

namespace ocellus {
namespace {

using nlohmann::json;

json typed(const char* type) {
    return {{"type", type}};
}

json nullable(json schema) {
    return {{"anyOf", json::array({std::move(schema), typed("null")})}};
}

json arrayOf(json items) {
    return {{"type", "array"}, {"items", std::move(items)}};
}

json reference(const char* name) {
    return {{"$ref", std::string("#/components/schemas/") + name}};
}

// An object whose members are all there.
json object(std::initializer_list<std::pair<const char*, json>> members) {
    json properties = json::object();
    json required = json::array();
    for (const auto& [name, schema] : members) {
        properties[name] = schema;
        required.push_back(name);
    }
    return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

json oneOf(std::initializer_list<const char*> words) {
    json list = json::array();
    for (const char* word : words) {
        list.push_back(word);
    }
    return {{"type", "string"}, {"enum", std::move(list)}};
}

json errorSchema() {
    const json field =
        object({{"path", typed("string")}, {"message", typed("string")}, {"remedy", typed("string")}});
    json error =
        object({{"kind", typed("string")}, {"message", typed("string")}, {"remedy", typed("string")}});
    error["properties"]["fields"] = arrayOf(field);
    return object({{"error", std::move(error)}});
}

json sessionSchema() {
    const json user = object(
        {{"name", typed("string")}, {"role", reference("Role")}, {"language", oneOf({"en", "es", "ja"})}});
    return object({{"setup_required", typed("boolean")},
                   {"user", nullable(user)},
                   {"token", nullable(typed("string"))},
                   {"version", typed("string")}});
}

json cameraSchema() {
    const json reason = object({{"message", typed("string")}, {"remedy", typed("string")}});
    const json picture = object({{"width", typed("integer")},
                                 {"height", typed("integer")},
                                 {"rate", typed("number")},
                                 {"bytes", typed("integer")},
                                 {"age", typed("number")}});
    const json rtsp = object({{"port", typed("integer")},
                              {"h264", typed("string")},
                              {"mjpeg", typed("string")},
                              {"readers", typed("integer")},
                              {"note", nullable(typed("string"))}});
    const json counters = object({{"received", typed("integer")},
                                  {"analysed", typed("integer")},
                                  {"inferred", typed("integer")},
                                  {"skipped", typed("integer")},
                                  {"reconnects", typed("integer")}});
    return object({{"id", typed("string")},
                   {"name", typed("string")},
                   {"declared", typed("boolean")},
                   {"state", oneOf({"idle", "connecting", "up", "down"})},
                   {"reason", nullable(reason)},
                   {"settings", reference("CameraSettings")},
                   {"apps", arrayOf(typed("string"))},
                   {"picture", nullable(picture)},
                   {"rtsp", nullable(rtsp)},
                   {"counters", counters}});
}

json findingSchema() {
    return object({{"level", oneOf({"good", "warning", "bad"})},
                   {"message", typed("string")},
                   {"remedy", typed("string")}});
}

json eventSchema() {
    return object({{"id", typed("string")},
                   {"sequence", typed("integer")},
                   {"time", {{"type", "string"}, {"format", "date-time"}}},
                   {"camera", typed("string")},
                   {"app", typed("string")},
                   {"type", typed("string")}});
}

json userSchema() {
    return object({{"name", typed("string")},
                   {"role", reference("Role")},
                   {"language", typed("string")},
                   {"cameras", nullable(arrayOf(typed("string")))}});
}

json resultPanelSchema() {
    return object({{"url", typed("string")},
                   {"ok", typed("boolean")},
                   {"width", typed("integer")},
                   {"height", typed("integer")},
                   {"rate", typed("number")},
                   {"rate_ok", typed("boolean")},
                   {"bytes_per_second", typed("number")},
                   {"bytes", typed("integer")},
                   {"quality", nullable(typed("integer"))},
                   {"latency", nullable(typed("number"))},
                   {"reconnects", typed("integer")},
                   {"certificate", typed("string")},
                   {"verdict", arrayOf(findingSchema())},
                   {"picture", nullable(typed("string"))}});
}

json vendorSchema() {
    return object({{"id", typed("string")},
                   {"name", typed("string")},
                   {"advice", typed("string")},
                   {"streams", arrayOf(object({{"kind", oneOf({"mjpeg", "jpeg", "rtsp"})},
                                               {"path", typed("string")},
                                               {"sensor_path", typed("string")},
                                               {"sensor_note", typed("string")},
                                               {"port", nullable(typed("integer"))}}))}});
}

json findProgressSchema() {
    return object(
        {{"id", typed("string")},
         {"done", typed("boolean")},
         {"number", typed("integer")},
         {"of", typed("integer")},
         {"steps", arrayOf(object({{"vendor", typed("string")},
                                   {"url", typed("string")},
                                   {"answer", typed("string")},
                                   {"picture", typed("boolean")}}))},
         {"found", nullable(object({{"source", typed("string")},
                                    {"mode", oneOf({"mjpeg", "jpeg"})},
                                    {"vendor", typed("string")},
                                    {"sensor_note", typed("string")}}))},
         {"reason", nullable(object({{"message", typed("string")}, {"remedy", typed("string")}}))}});
}

json eventsSchema() {
    json listed = eventSchema();
    listed["properties"]["picture"] = typed("boolean");
    return object({{"events", arrayOf(std::move(listed))}, {"next", nullable(typed("string"))}});
}

// A list for each figure, one entry a stretch of time; null where nobody looked.
json figuresSchema(json head) {
    const json seen = arrayOf({{"type", json::array({"number", "null"})}});
    head["minimum"] = seen;
    head["mean"] = seen;
    head["maximum"] = seen;
    head["alarms"] = arrayOf(typed("integer"));
    head["seconds"] = arrayOf(typed("number"));
    return {{"type", "object"}, {"properties", std::move(head)}};
}

json historySchema() {
    const json zone = figuresSchema({{"area", typed("integer")}, {"name", typed("string")}});
    return object({{"camera", typed("string")},
                   {"time_zone", typed("string")},
                   {"from", typed("string")},
                   {"to", typed("string")},
                   {"grain", oneOf({"minute", "hour", "day", "week"})},
                   {"start", arrayOf(typed("integer"))},
                   {"zones", arrayOf(zone)}});
}

json heatMapSchema() {
    const json zone = object({{"area", typed("integer")},
                              {"name", typed("string")},
                              {"days", arrayOf(figuresSchema(json::object()))}});
    return object({{"camera", typed("string")},
                   {"time_zone", typed("string")},
                   {"from", typed("string")},
                   {"to", typed("string")},
                   {"zones", arrayOf(zone)}});
}

json receiverTestSchema() {
    json schema =
        object({{"kind", oneOf({"http", "tcp_alarm", "http_alarm"})}, {"destination", typed("object")}});
    schema["properties"]["number"] = typed("integer");
    return schema;
}

json receiverAnswerSchema() {
    return object({{"ok", typed("boolean")},
                   {"status", nullable(typed("integer"))},
                   {"seconds", typed("number")},
                   {"answer", typed("string")},
                   {"message", typed("string")},
                   {"remedy", typed("string")}});
}

json trialSchema() {
    return object({{"id", typed("string")},
                   {"camera", typed("string")},
                   {"clip", typed("string")},
                   {"state", oneOf({"running", "done", "failed"})},
                   {"seconds", typed("number")},
                   {"pictures", typed("integer")},
                   {"message", typed("string")},
                   {"variants", typed("object")}});
}

json brokerStateSchema() {
    return object({{"declared", typed("boolean")},
                   {"settings", reference("BrokerSettings")},
                   {"state", oneOf({"off", "up", "down"})},
                   {"reason", nullable(typed("string"))}});
}

json settingsOf(Host& host, const std::string& name) {
    return host.schema(name).value_or(typed("object"));
}

}  // namespace

json apiSchemas(Host& host) {
    return {
        {"Error", errorSchema()},
        {"Role", oneOf({"viewer", "operator", "admin"})},
        {"Session", sessionSchema()},
        {"Setup", toJsonSchema(setupBody().descriptors())},
        {"Login", toJsonSchema(loginBody().descriptors())},
        {"Language", toJsonSchema(languageBody().descriptors())},
        {"NewUser", toJsonSchema(userBody().descriptors())},
        {"User", userSchema()},
        {"Users", arrayOf(reference("User"))},
        {"NewDevice", toJsonSchema(deviceBody().descriptors())},
        {"Device",
         object({{"name", typed("string")}, {"camera", typed("string")}, {"password", typed("string")}})},
        {"Devices",
         arrayOf(
             object({{"name", typed("string")}, {"camera", typed("string")}, {"created", typed("string")}}))},
        {"CameraSettings", settingsOf(host, "camera")},
        {"Camera", cameraSchema()},
        {"Cameras", arrayOf(reference("Camera"))},
        {"AppSettings", {{"anyOf", json::array({settingsOf(host, "occupancy")})}}},
        {"BrokerSettings", settingsOf(host, "broker")},
        {"Broker", brokerStateSchema()},
        {"Clips", arrayOf(object({{"name", typed("string")}, {"bytes", typed("integer")}}))},
        {"ClipPiece", object({{"name", typed("string")},
                              {"bytes", typed("integer")},
                              {"offset", typed("integer")},
                              {"data", typed("string")}})},
        {"ClipReceived",
         object({{"name", typed("string")}, {"received", typed("integer")}, {"complete", typed("boolean")}})},
        {"NewTrial", object({{"clip", typed("string")}, {"settings", settingsOf(host, "occupancy")}})},
        {"Trial", trialSchema()},
        {"ReceiverTest", receiverTestSchema()},
        {"ReceiverAnswer", receiverAnswerSchema()},
        {"ResultPanel", resultPanelSchema()},
        {"Vendors", arrayOf(vendorSchema())},
        {"FindSettings", settingsOf(host, "find")},
        {"Find", findProgressSchema()},
        {"Event", eventSchema()},
        {"Events", eventsSchema()},
        {"History", historySchema()},
        {"HeatMap", heatMapSchema()},
        {"Schema", typed("object")},
        {"System", typed("object")},
        {"OpenApi", typed("object")}};
}

}  // namespace ocellus
