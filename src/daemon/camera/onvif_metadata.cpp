// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/onvif_metadata.h"

#include <cmath>

#include "base/xml_writer.h"
#include "events/onvif_event.h"

namespace ocellus {
namespace {

constexpr std::string_view kDialect = "http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet";

// ONVIF's word. A head stands for a person whose body is not seen.
std::string_view typeOf(ObjectClass object) {
    switch (object) {
        case ObjectClass::Human:
        case ObjectClass::Head:
            return "Human";
        case ObjectClass::Face:
            return "HumanFace";
        case ObjectClass::Vehicle:
            return "Vehicle";
        case ObjectClass::Bicycle:
            return "Bicycle";
    }
    return "Human";
}

double across(double x) {
    return 2 * x - 1;
}

double upwards(double y) {
    return 1 - 2 * y;
}

// Four decimals, as the XML has.
double inSteps(double value) {
    constexpr double kSteps = 1e4;
    return std::round(value * kSteps) / kSteps;
}

void writeObject(XmlWriter& xml, const Track& track) {
    const Box& box = track.box;
    xml.open("tt:Object", {{"ObjectId", std::to_string(track.id)}});
    xml.open("tt:Appearance");
    xml.open("tt:Shape");
    xml.leaf("tt:BoundingBox", {{"left", xmlNumber(across(box.x))},
                                {"top", xmlNumber(upwards(box.y))},
                                {"right", xmlNumber(across(box.right()))},
                                {"bottom", xmlNumber(upwards(box.bottom()))}});
    xml.leaf("tt:CenterOfGravity",
             {{"x", xmlNumber(across(box.centre().x))}, {"y", xmlNumber(upwards(box.centre().y))}});
    xml.close();
    xml.open("tt:Class");
    xml.open("tt:Type", {{"Likelihood", xmlNumber(track.score)}});
    xml.text(typeOf(track.object));
    xml.close();
    xml.close();
    xml.close();
    xml.close();
}

nlohmann::json objectJson(const Track& track) {
    const Box& box = track.box;
    const nlohmann::json shape = {
        {"BoundingBox",
         {{"@left", inSteps(across(box.x))},
          {"@top", inSteps(upwards(box.y))},
          {"@right", inSteps(across(box.right()))},
          {"@bottom", inSteps(upwards(box.bottom()))}}},
        {"CenterOfGravity",
         {{"@x", inSteps(across(box.centre().x))}, {"@y", inSteps(upwards(box.centre().y))}}}};
    const nlohmann::json type = {{"@Likelihood", inSteps(track.score)}, {"#text", typeOf(track.object)}};
    return {{"@ObjectId", std::to_string(track.id)},
            {"Appearance", {{"Shape", shape}, {"Class", {{"Type", nlohmann::json::array({type})}}}}}};
}

void openStream(XmlWriter& xml) {
    xml.open("tt:MetadataStream", {{"xmlns:tt", "http://www.onvif.org/ver10/schema"},
                                   {"xmlns:wsnt", "http://docs.oasis-open.org/wsn/b-2"},
                                   {"xmlns:tns1", "http://www.onvif.org/ver10/topics"},
                                   {"xmlns:ocellus", "urn:ocellus:topics"}});
}

struct Origin {
    const std::string& camera;
    std::string_view app;
    std::string time;
};

void writeMessage(XmlWriter& xml, const OnvifEvent& event, const Origin& origin) {
    xml.open("wsnt:NotificationMessage");
    xml.open("wsnt:Topic", {{"Dialect", kDialect}});
    xml.text("tns1:");
    xml.text(event.topic);
    xml.close();
    xml.open("wsnt:Message");
    xml.open("tt:Message", {{"UtcTime", origin.time}, {"PropertyOperation", "Changed"}});
    xml.open("tt:Source");
    const auto item = [&xml](std::string_view name, std::string_view value) {
        xml.leaf("tt:SimpleItem", {{"Name", name}, {"Value", value}});
    };
    item("VideoSourceConfigurationToken", origin.camera);
    item("VideoAnalyticsConfigurationToken", origin.app);
    item("Rule", event.rule);
    xml.close();
    xml.open("tt:Data");
    for (const auto& [name, value] : event.data) {
        item(name, value.dump());  // numbers and truths, which XML Schema writes as JSON does
    }
    xml.close();
    xml.close();
    xml.close();
    xml.close();
}

}  // namespace

std::string onvifFrame(const std::string& camera, const Observation& observation) {
    XmlWriter xml;
    openStream(xml);
    xml.open("tt:VideoAnalytics");
    xml.open("tt:Frame", {{"UtcTime", toIso8601(observation.stamp)}, {"Source", camera}});
    for (const Track& track : observation.tracks) {
        writeObject(xml, track);
    }
    return xml.finish();
}

nlohmann::json onvifFrameJson(const std::string& camera, const Observation& observation) {
    nlohmann::json frame = {{"@UtcTime", toIso8601(observation.stamp)}, {"@Source", camera}};
    for (const Track& track : observation.tracks) {
        frame["Object"].push_back(objectJson(track));
    }
    return {{"Frame", nlohmann::json::array({std::move(frame)})}};
}

std::optional<std::string> onvifEvent(const std::string& camera, std::string_view app,
                                      const AppEvent& event) {
    XmlWriter xml;
    openStream(xml);
    xml.open("tt:Event");
    bool any = false;
    const Origin origin{camera, app, toIso8601(event.stamp)};
    for (const OnvifEvent& one : onvifEvents(event.type, event.fields)) {
        if (!one.data.empty()) {
            writeMessage(xml, one, origin);
            any = true;
        }
    }
    return any ? std::optional(xml.finish()) : std::nullopt;
}

}  // namespace ocellus
