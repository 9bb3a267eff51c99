// SPDX-License-Identifier: Apache-2.0
#include "daemon/report/system_report.h"

#include "daemon/report/health.h"
#include "server/version.h"

namespace ocellus {
namespace {

using nlohmann::json;

Finding checkTopic(const std::string& topic, const std::set<std::string>& cameras) {
    std::string names;
    for (const std::string& camera : cameras) {
        names += (names.empty() ? "" : ", ") + camera;
    }
    return {Finding::Level::Warning, "output", names + " publish to the same MQTT topic, " + topic,
            "put {camera} into the topic of each, so that receivers can tell them apart"};
}

Finding checkOutput(const OutputState& output) {
    if (!output.up) {
        return {
            Finding::Level::Warning, "output",
            output.destination + ": " + std::to_string(output.pending) + " messages wait: " + output.reason,
            "they are kept and sent when the receiver is back"};
    }
    if (output.dropped > 0) {
        return {Finding::Level::Warning, "output",
                output.destination + ": " + std::to_string(output.dropped) + " messages were dropped",
                "the receiver was away for too long or refused them; it was told of the gap"};
    }
    return {Finding::Level::Good, "output", output.destination + ": all delivered", ""};
}

// Of a camera that is passed on by RTSP: what a recorder's owner would look for in vain elsewhere.
void addRtsp(const RtspReport& report, std::vector<Finding>& all) {
    for (const RtspReport::Camera& camera : report.cameras) {
        if (camera.reason) {
            all.push_back({Finding::Level::Bad, "rtsp", camera.camera + ": " + camera.reason->message,
                           camera.reason->remedy});
        }
        if (!camera.obstacle.empty()) {
            all.push_back(
                {Finding::Level::Warning, "rtsp",
                 camera.camera + ": its JPEG pictures are encoded anew for RTSP, because " + camera.obstacle,
                 "read /" + camera.camera +
                     " (H.264), or let the camera send 4:2:0 JPEG with the "
                     "standard tables"});
        }
    }
}

}  // namespace

void SystemReport::setListeners(const Server& server) {
    const auto set = [this](const char* name, const std::optional<std::string>& address) {
        if (address) {
            listeners_[name] = *address;
        }
    };
    set("http", server.httpAddress());
    set("https", server.httpsAddress());
    set("rtsp", server.rtspAddress());
}

json SystemReport::write() {
    const DiskSpace disk = diskSpace(parts_.store.folder());
    json broker = {{"url", parts_.broker.url()}, {"state", "off"}, {"reason", nullptr}};
    if (const auto state = parts_.outputs.brokerState()) {
        broker["state"] = state->up ? "up" : "down";
        broker["reason"] = state->up ? json(nullptr) : json(state->reason);
    }
    json outbox = json::array();
    for (const OutputState& output : parts_.outputs.states()) {
        outbox.push_back({{"destination", output.destination},
                          {"pending", output.pending},
                          {"dropped", output.dropped},
                          {"state", output.up ? "up" : "down"},
                          {"reason", output.up ? json(nullptr) : json(output.reason)}});
    }
    const ModelManifest& model = parts_.model.manifest();
    return {{"version", kVersion},
            {"time_zone", parts_.store.zone().name()},
            {"uptime", toSeconds(parts_.clock.now() - started_)},
            {"models",
             {{"detector",
               {{"id", model.id},
                {"title", model.title},
                {"licence", model.licence},
                {"input", textOf(parts_.model.inputFor({1920, 1080}))},
                {"precision", nameOf(parts_.model.precision())},
                {"milliseconds", parts_.costs.of(parts_.model.detail())},
                {"accuracy", model.accuracy}}}}},
            {"storage",
             {{"path", parts_.store.folder().string()},
              {"free_bytes", disk.freeBytes},
              {"used_bytes", disk.usedBytes}}},
            {"listeners", listeners_},
            {"broker", std::move(broker)},
            {"outbox", std::move(outbox)},
            {"findings", findings()}};
}

json SystemReport::findings() {
    std::vector<Finding> all{checkProcessor(), checkMemory(), checkDisk(parts_.store.folder())};
    const RecorderState recorder = parts_.store.recorder().state();
    if (!recorder.eventReason.empty() || recorder.lost > 0) {
        all.push_back({Finding::Level::Bad, "storage",
                       std::to_string(recorder.waiting) + " events wait to be stored, " +
                           std::to_string(recorder.lost) + " were lost: " + recorder.eventReason,
                       "free some space on the disk of the data folder"});
    }
    const CountRecorderState counts = parts_.store.counts().state();
    if (!counts.reason.empty() || counts.lost > 0) {
        all.push_back({Finding::Level::Bad, "storage",
                       std::to_string(counts.waiting) + " minutes of counts wait to be stored, " +
                           std::to_string(counts.lost) + " were lost: " + counts.reason,
                       "free some space on the disk of the data folder"});
    }
    if (const std::string reason = parts_.store.countFiles().reason(); !reason.empty()) {
        all.push_back({Finding::Level::Warning, "storage", "CSV files of counts are behind: " + reason,
                       "the counts themselves are kept; the files follow once they can be written"});
    }
    if (!recorder.pictureReason.empty()) {
        all.push_back({Finding::Level::Warning, "storage",
                       std::to_string(recorder.picturesDropped) +
                           " pictures of alarms were dropped: " + recorder.pictureReason,
                       "free some space on the disk of the data folder"});
    }
    for (const OutputState& output : parts_.outputs.states()) {
        all.push_back(checkOutput(output));
    }
    if (parts_.outputs.brokerState()) {
        for (const auto& [topic, cameras] : parts_.outputs.sharedTopics()) {
            all.push_back(checkTopic(topic, cameras));
        }
    }
    parts_.registry.visitAll([&](const std::string& id, CameraRoad& road) {
        const SourceState state = road.status().state;
        if (state.phase == SourceState::Phase::Down && state.reason) {
            all.push_back(
                {Finding::Level::Bad, "camera", id + ": " + state.reason->message, state.reason->remedy});
        }
    });
    addRtsp(parts_.rtsp(), all);
    json list = json::array();
    for (const Finding& finding : all) {
        list.push_back(toJson(finding));
    }
    return list;
}

}  // namespace ocellus
