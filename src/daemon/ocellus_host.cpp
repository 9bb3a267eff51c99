// SPDX-License-Identifier: Apache-2.0
#include "daemon/ocellus_host.h"

#include <atomic>
#include <boost/asio/post.hpp>
#include <future>

#include "daemon/camera/find_settings.h"
#include "daemon/camera/result_panel.h"
#include "daemon/live/live_header.h"
#include "daemon/receivers/destination_test.h"
#include "daemon/registry/kept_secrets.h"
#include "gate/gate.h"
#include "gate/rendition.h"
#include "ingest/camera_probe.h"

namespace ocellus {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds kSnapshotPatience{6};
// An older picture than this is no answer to "what does it show now".
constexpr Duration kFresh = std::chrono::seconds{2};

json settingsOf(const CameraSettings& camera) {
    json settings = cameraSchema(false).write(camera);
    for (const char* elsewhere : {"id", "name", "apps"}) {
        settings.erase(elsewhere);
    }
    return settings;
}

json pictureOf(const CameraStatus& status, Instant now) {
    if (!status.captured) {
        return nullptr;
    }
    return {{"width", status.width},
            {"height", status.height},
            {"rate", status.rate},
            {"bytes", status.bytes},
            {"age", toSeconds(now - *status.captured)}};
}

Result<void> knownApp(const std::string& app) {
    static const SettingsSchema<AppsSettings> kApps = appsSchema();
    for (const SettingDescriptor& descriptor : kApps.descriptors()) {
        if (descriptor.name == app) {
            return {};
        }
    }
    return failure(Error::Kind::NotFound, "there is no app \"" + app + "\"", "docs/reference lists the apps");
}

// Waits for one picture of a camera that nobody else keeps running.
class FirstPicture final : public LiveViewer {
public:
    void onFrame(LiveFramePtr /*frame*/) override {
        if (!came_.exchange(true)) {
            promise_.set_value();
        }
    }

    [[nodiscard]] bool wait() {
        return promise_.get_future().wait_for(kSnapshotPatience) == std::future_status::ready;
    }

private:
    std::atomic<bool> came_ = false;
    std::promise<void> promise_;
};

}  // namespace

json OcellusHost::describe(const CameraBook::Page& page) {
    const CameraSettings& settings = page.settings;
    CameraStatus status;
    parts_.registry.visit(settings.id, [&](CameraRoad& road) { status = road.status(); });
    json reason = nullptr;
    if (status.state.reason) {
        reason = {{"message", status.state.reason->message}, {"remedy", status.state.reason->remedy}};
    }
    json apps = json::array();
    if (settings.apps.occupancy) {
        apps.push_back("occupancy");
    }
    return {{"id", settings.id},
            {"name", settings.name},
            {"declared", page.declared},
            {"state", nameOf(status.state.phase)},
            {"reason", std::move(reason)},
            {"settings", settingsOf(settings)},
            {"apps", std::move(apps)},
            {"picture", pictureOf(status, parts_.clock.now())},
            {"rtsp", parts_.rtsp(settings.id)},
            {"counters",
             {{"received", status.source.received},
              {"analysed", status.analysed},
              {"inferred", status.inferred},
              {"skipped", status.skipped},
              {"reconnects", status.source.reconnects}}}};
}

json OcellusHost::cameras() {
    json list = json::array();
    for (const CameraBook::Page& page : parts_.book.all()) {
        list.push_back(describe(page));
    }
    return list;
}

Result<json> OcellusHost::camera(const std::string& id) {
    return parts_.book.find(id).map([&](const CameraBook::Page& page) { return describe(page); });
}

Result<json> OcellusHost::addCamera(const json& settings) {
    return parts_.book.add(settings).map([&](const CameraBook::Page& page) { return describe(page); });
}

Result<json> OcellusHost::changeCamera(const std::string& id, const json& settings) {
    return parts_.book.change(id, settings).map([&](const CameraBook::Page& page) { return describe(page); });
}

Result<void> OcellusHost::removeCamera(const std::string& id) {
    return parts_.book.remove(id);
}

Result<json> OcellusHost::testCamera(const json& settings) {
    const auto camera = parts_.book.read(settings);
    if (!camera) {
        return tl::unexpected(camera.error());
    }
    const ProbeReport report = probeCamera(parts_.network, parts_.clock, sourceSettings(*camera));
    std::optional<Publishable> picture;
    if (report.picture) {
        if (auto jpeg = PictureTranscoder{}.toJpeg(report.picture)) {
            picture = Gate{}.pass(*std::move(jpeg));  // no guard stands on settings that are not stored
        }
    }
    return resultPanel(report, picture);
}

Result<json> OcellusHost::result(const std::string& id) {
    std::optional<ProbeReport> report;
    parts_.registry.visit(id, [&](CameraRoad& road) {
        report = reportOf(road.source(), road.status(), road.quality(), parts_.clock.now());
    });
    if (!report) {
        return failure(Error::Kind::NotFound, "there is no camera \"" + id + "\"", "see the list of cameras");
    }
    return resultPanel(*report, std::nullopt);
}

Result<json> OcellusHost::startFind(const json& settings) {
    const auto whole = parts_.book.completeFind(settings);
    const auto read = findSchema().read(whole);
    if (!read) {
        return tl::unexpected(toError(read.error()));
    }
    return parts_.searches.start(findRequest(*read));
}

Result<json> OcellusHost::appSettings(const std::string& camera, const std::string& app) {
    const auto page = parts_.book.find(camera);
    if (!page) {
        return tl::unexpected(page.error());
    }
    if (const auto known = knownApp(app); !known) {
        return tl::unexpected(known.error());
    }
    if (!page->settings.apps.occupancy) {
        return failure(Error::Kind::NotFound, "camera \"" + camera + "\" does not run " + app,
                       "set it, and it runs");
    }
    return occupancy::occupancySchema().write(*page->settings.apps.occupancy);
}

Result<json> OcellusHost::changeAppSettings(const std::string& camera, const std::string& app,
                                            const json& settings) {
    if (const auto known = knownApp(app); !known) {
        return tl::unexpected(known.error());
    }
    if (const auto page = parts_.book.changeApp(camera, app, settings); !page) {
        return tl::unexpected(page.error());
    }
    return appSettings(camera, app);
}

Result<void> OcellusHost::removeApp(const std::string& camera, const std::string& app) {
    if (auto known = knownApp(app); !known) {
        return known;
    }
    return parts_.book.changeApp(camera, app, std::nullopt).map([](const auto&) {});
}

Result<json> OcellusHost::testReceiver(const std::string& camera, const std::string& app,
                                       const json& receiver) {
    if (const auto known = knownApp(app); !known) {
        return tl::unexpected(known.error());
    }
    return parts_.book.find(camera).and_then(
        [&](const CameraBook::Page& page) { return testDestination(page.settings, receiver, parts_.clock); });
}

Result<json> OcellusHost::events(const EventQuery& query) {
    return parts_.store.run([&](Tables& tables) { return tables.events.list(query); })
        .map([](const EventPage& page) { return toJson(page); });
}

Result<EventPicture> OcellusHost::eventPicture(const std::string& id) {
    return parts_.store.run([&](Tables& tables) -> Result<EventPicture> {
        auto stored = tables.events.find(id);
        if (!stored) {
            return tl::unexpected(stored.error());
        }
        if (!*stored || !(*stored)->picture) {
            return failure(Error::Kind::NotFound, "there is no picture of event " + id,
                           "pictures are kept for a shorter time than events");
        }
        return tables.pictures.read(*(*stored)->picture).map([&](SharedBytes jpeg) {
            return EventPicture{(*stored)->event.camera, std::move(jpeg)};
        });
    });
}

Result<Publishable> OcellusHost::snapshot(const std::string& camera, const RenditionWish& wish) {
    auto picture = newest(camera);
    if (!picture || !wish.changesPictures()) {
        return picture;
    }
    return RenditionMaker{}.make(*picture, {wish.width, wish.height}, wish.quality);
}

std::unique_ptr<LiveSubscription> OcellusHost::watchRendition(const std::string& camera, LiveViewer& viewer,
                                                              const RenditionWish& wish) {
    return parts_.renditions.watch(
        camera, wish, viewer, [&](LiveViewer& rendition) { return watch(camera, rendition, Feed::Relayed); });
}

Result<Publishable> OcellusHost::newest(const std::string& camera) {
    Result<Publishable> picture = failure(Error::Kind::NotFound, "there is no camera \"" + camera + "\"", "");
    const auto look = [&] {
        return parts_.registry.visit(camera, [&](CameraRoad& road) { picture = road.snapshot(); });
    };
    const auto fresh = [&] { return picture && parts_.clock.now() - picture->picture()->captured < kFresh; };
    if (!look() || fresh()) {
        return picture;
    }
    FirstPicture first;
    const auto seat = watch(camera, first, Feed::Relayed);
    if (first.wait()) {
        look();
    } else if (!picture) {
        parts_.registry.visit(camera, [&](CameraRoad& road) {
            if (const auto reason = road.status().state.reason) {
                picture = tl::unexpected(*reason);
            }
        });
    }
    return picture;
}

std::unique_ptr<LiveSubscription> OcellusHost::watch(const std::string& camera, LiveViewer& viewer,
                                                     Feed feed) {
    std::unique_ptr<LiveSubscription> seat;
    parts_.registry.visit(camera, [&](CameraRoad& road) { seat = road.viewers()->join(viewer, feed); });
    if (seat) {
        // A camera that nobody watched connects at once, not at the next second.
        boost::asio::post(parts_.network, [&registry = parts_.registry, camera] {
            registry.visit(camera, [](CameraRoad& road) { road.tick(); });
        });
    }
    return seat;
}

std::unique_ptr<LiveSubscription> OcellusHost::watchEvents(EventViewer& viewer) {
    return parts_.viewers->join(viewer);
}

Result<json> OcellusHost::schema(const std::string& name) {
    if (name == "camera") {
        return toJsonSchema(cameraSchema(false).descriptors());
    }
    if (name == "occupancy") {
        return toJsonSchema(occupancy::occupancySchema().descriptors());
    }
    if (name == "find") {
        return toJsonSchema(findSchema().descriptors());
    }
    if (name == "broker") {
        return toJsonSchema(brokerSchema(false).descriptors());
    }
    return failure(Error::Kind::NotFound, "there is no schema \"" + name + "\"",
                   "camera, find, occupancy and broker have one");
}

std::string OcellusHost::metrics() {
    parts_.refreshMetrics();
    return parts_.metrics.text();
}

}  // namespace ocellus
