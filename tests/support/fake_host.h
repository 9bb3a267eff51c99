// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "gate/gate.h"
#include "server/host.h"

namespace ocellus {

// A host without cameras behind it: it keeps what it is told, and its pictures are whatever a test publishes.
// Thread-safe.
class FakeHost final : public Host {
public:
    // Cameras that are there from the start.
    explicit FakeHost(std::vector<std::string> ids = {"gate", "yard"}) {
        for (const std::string& id : ids) {
            cameras_[id] = cameraJson(id);
        }
    }

    // One picture of `size` bytes with this header, as the daemon hands it to viewers.
    static LiveFramePtr makeFrame(std::uint64_t sequence, std::size_t size, std::string header = "{}") {
        auto bytes = std::make_shared<std::vector<std::uint8_t>>(size, static_cast<std::uint8_t>(sequence));
        const std::uint8_t* data = bytes->data();
        Picture picture;
        picture.sequence = sequence;
        picture.width = 1920;
        picture.height = 1080;
        picture.bytes = {std::shared_ptr<const std::uint8_t>(std::move(bytes), data), size};
        return std::make_shared<LiveFrame>(
            LiveFrame{Gate{}.pass(std::make_shared<const Picture>(std::move(picture))), std::move(header)});
    }

    void publish(const std::string& camera, const LiveFramePtr& frame) {
        const std::lock_guard lock{mutex_};
        for (LiveViewer* viewer : viewers_[camera]) {
            viewer->onFrame(frame);
        }
    }

    void publishState(const std::string& camera, const std::string& message) {
        const std::lock_guard lock{mutex_};
        for (LiveViewer* viewer : viewers_[camera]) {
            viewer->onState(std::make_shared<const std::string>(message));
        }
    }

    void publishEvent(const nlohmann::json& envelope) {
        const std::lock_guard lock{mutex_};
        for (EventViewer* viewer : eventViewers_) {
            viewer->onEvent(envelope);
        }
    }

    [[nodiscard]] std::size_t viewers(const std::string& camera) {
        const std::lock_guard lock{mutex_};
        return viewers_[camera].size();
    }

    [[nodiscard]] std::size_t eventViewers() {
        const std::lock_guard lock{mutex_};
        return eventViewers_.size();
    }

    nlohmann::json cameras() override {
        const std::lock_guard lock{mutex_};
        nlohmann::json list = nlohmann::json::array();
        for (const auto& [id, camera] : cameras_) {
            list.push_back(camera);
        }
        return list;
    }

    Result<nlohmann::json> camera(const std::string& id) override {
        const std::lock_guard lock{mutex_};
        const auto found = cameras_.find(id);
        if (found == cameras_.end()) {
            return unknown();
        }
        return found->second;
    }

    Result<nlohmann::json> addCamera(const nlohmann::json& settings) override {
        const std::lock_guard lock{mutex_};
        const std::string id = settings.value("id", "new");
        return cameras_[id] = cameraJson(id);
    }

    Result<nlohmann::json> changeCamera(const std::string& id, const nlohmann::json& settings) override {
        const std::lock_guard lock{mutex_};
        const auto found = cameras_.find(id);
        if (found == cameras_.end()) {
            return unknown();
        }
        found->second["settings"].update(settings);
        return found->second;
    }

    Result<void> removeCamera(const std::string& id) override {
        const std::lock_guard lock{mutex_};
        if (cameras_.erase(id) == 0) {
            return unknown();
        }
        return {};
    }

    Result<nlohmann::json> testCamera(const nlohmann::json& settings) override {
        return nlohmann::json{{"url", settings.value("source", "")}, {"ok", true}};
    }

    Result<nlohmann::json> result(const std::string& id) override {
        return nlohmann::json{{"url", "http://" + id + ".test/"}, {"ok", true}};
    }

    nlohmann::json vendors() override { return nlohmann::json::array(); }

    // Knows one search, "gate".
    Result<nlohmann::json> startFind(const nlohmann::json& settings) override {
        return nlohmann::json{{"id", "gate"}, {"done", false}, {"asked", settings}};
    }

    Result<nlohmann::json> findProgress(const std::string& id) override {
        return id == "gate" ? Result<nlohmann::json>(nlohmann::json{{"id", id}, {"done", true}}) : unknown();
    }

    Result<void> endFind(const std::string& id) override { return id == "gate" ? Result<void>{} : unknown(); }

    Result<nlohmann::json> appSettings(const std::string&, const std::string& app) override {
        return nlohmann::json{{"app", app}};
    }

    Result<nlohmann::json> changeAppSettings(const std::string&, const std::string&,
                                             const nlohmann::json& settings) override {
        if (settings.contains("wrong")) {
            Error error{Error::Kind::BadInput, "the settings are not right", "mend them"};
            error.fields.push_back({"zones/0/threshold", "is 41", "at most 40"});
            return tl::unexpected<Error>{std::move(error)};
        }
        return settings;
    }

    Result<void> removeApp(const std::string&, const std::string&) override { return {}; }

    Result<nlohmann::json> testReceiver(const std::string&, const std::string&,
                                        const nlohmann::json& receiver) override {
        return nlohmann::json{{"ok", true}, {"status", 200}, {"answer", receiver.dump()}};
    }

    Result<nlohmann::json> events(const EventQuery& query) override {
        const std::lock_guard lock{mutex_};
        lastQuery_ = query;
        return nlohmann::json{{"events", nlohmann::json::array()}, {"next", nullptr}};
    }

    [[nodiscard]] EventQuery lastQuery() {
        const std::lock_guard lock{mutex_};
        return lastQuery_;
    }

    // Events are named after their camera: "gate-1".
    Result<EventPicture> eventPicture(const std::string& id) override {
        return EventPicture{id.substr(0, id.find('-')), makeFrame(1, 64)->picture.picture()->bytes};
    }

    // The wish of whoever asked last.
    [[nodiscard]] RenditionWish lastWish() {
        const std::lock_guard lock{mutex_};
        return lastWish_;
    }

    Result<Publishable> snapshot(const std::string&, const RenditionWish& wish) override {
        {
            const std::lock_guard wishLock{mutex_};
            lastWish_ = wish;
        }
        std::unique_lock lock{holdMutex_};
        ++held_;
        hold_.wait(lock, [this] { return !holding_; });
        --held_;
        return makeFrame(7, 128)->picture;
    }

    // A camera that keeps whoever asks for its picture waiting, and how many it keeps.
    void holdSnapshots(bool hold) {
        const std::lock_guard lock{holdMutex_};
        holding_ = hold;
        hold_.notify_all();
    }

    [[nodiscard]] int heldSnapshots() {
        const std::lock_guard lock{holdMutex_};
        return held_;
    }

    std::unique_ptr<LiveSubscription> watch(const std::string& camera, LiveViewer& viewer, Feed) override {
        const std::lock_guard lock{mutex_};
        if (!cameras_.contains(camera)) {
            return nullptr;
        }
        viewers_[camera].push_back(&viewer);
        return std::make_unique<Seat>([this, camera, &viewer] { std::erase(viewers_[camera], &viewer); },
                                      mutex_);
    }

    std::unique_ptr<LiveSubscription> watchRendition(const std::string& camera, LiveViewer& viewer,
                                                     const RenditionWish& wish) override {
        {
            const std::lock_guard lock{mutex_};
            lastWish_ = wish;
        }
        return watch(camera, viewer, Feed::Relayed);
    }

    std::unique_ptr<LiveSubscription> watchEvents(EventViewer& viewer) override {
        const std::lock_guard lock{mutex_};
        eventViewers_.push_back(&viewer);
        return std::make_unique<Seat>([this, &viewer] { std::erase(eventViewers_, &viewer); }, mutex_);
    }

    ClipHost& clips() override { return clips_; }

    nlohmann::json broker() override { return {{"state", "off"}}; }

    Result<nlohmann::json> changeBroker(const nlohmann::json& settings) override { return settings; }

    Result<nlohmann::json> schema(const std::string& name) override {
        if (name != "camera" && name != "occupancy") {
            return failure(Error::Kind::NotFound, "there is no schema \"" + name + "\"");
        }
        return nlohmann::json{{"type", "object"}};
    }

    nlohmann::json system() override { return {{"version", "test"}}; }

    std::string metrics() override { return "ocellus_camera_up{camera=\"gate\"} 1\n"; }

private:
    // No clips; a trial is named after its camera.
    class FakeClips final : public ClipHost {
    public:
        nlohmann::json clips() override { return nlohmann::json::array(); }

        Result<nlohmann::json> addClipPiece(const nlohmann::json& piece) override { return piece; }

        Result<void> removeClip(const std::string&) override { return {}; }

        Result<nlohmann::json> startTrial(const std::string& camera, const nlohmann::json&) override {
            return nlohmann::json{{"id", camera}};
        }

        Result<nlohmann::json> trial(const std::string& camera, const std::string& id) override {
            return nlohmann::json{{"id", id}, {"camera", camera}};
        }

        Result<void> endTrial(const std::string&, const std::string&) override { return {}; }
    };

    class Seat final : public LiveSubscription {
    public:
        Seat(std::function<void()> leave, std::mutex& mutex) : leave_(std::move(leave)), mutex_(mutex) {}

        ~Seat() override {
            const std::lock_guard lock{mutex_};
            leave_();
        }

        Seat(const Seat&) = delete;
        Seat& operator=(const Seat&) = delete;

    private:
        std::function<void()> leave_;
        std::mutex& mutex_;
    };

    static nlohmann::json cameraJson(const std::string& id) {
        return {{"id", id}, {"name", id}, {"settings", {{"mode", "mjpeg"}, {"password", "***"}}}};
    }

    static tl::unexpected<Error> unknown() {
        return failure(Error::Kind::NotFound, "there is no such camera");
    }

    std::mutex holdMutex_;
    std::condition_variable hold_;
    bool holding_ = false;
    int held_ = 0;
    std::mutex mutex_;
    std::map<std::string, nlohmann::json> cameras_;
    std::map<std::string, std::vector<LiveViewer*>> viewers_;
    std::vector<EventViewer*> eventViewers_;
    EventQuery lastQuery_;
    RenditionWish lastWish_;
    FakeClips clips_;
};

}  // namespace ocellus
