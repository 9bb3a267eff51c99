// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "gate/publishable.h"
#include "server/clip_host.h"
#include "storage/event_query.h"

namespace ocellus {

// One picture for viewers, with what was observed in it: they travel together, so boxes are never late.
struct LiveFrame {
    Publishable picture;
    std::string header;  // JSON of docs/reference/api.md, "Live"; made once for all viewers
};

// What is known of one camera in one document of ONVIF's metadata stream, made once for all viewers.
struct LiveMetadata {
    std::string xml;
    Instant captured;
    WallTime stamp;
};

using LiveFramePtr = std::shared_ptr<const LiveFrame>;

// Takes the live frames of one camera. Called on an analysis or network thread: it must only take the pointer
// and return (a mailbox of one), so that a slow viewer skips and delays nobody.
class LiveViewer {
public:
    virtual ~LiveViewer() = default;
    virtual void onFrame(LiveFramePtr frame) = 0;

    // The camera has gone or is back: the text message of docs/reference/api.md, "Live", made once for all
    // viewers. Told once on joining where the camera is not up, then at each change. Same threads, same
    // haste.
    virtual void onState([[maybe_unused]] std::shared_ptr<const std::string> message) {}

    // Of Host::Feed::Metadata, instead of frames; the same haste.
    virtual void onMetadata([[maybe_unused]] std::shared_ptr<const LiveMetadata> document) {}
};

// What a viewer wishes instead of what the camera sends.
struct RenditionWish {
    int width = 0;  // pixels at most, the shape kept; 0: the camera's own
    int height = 0;
    int quality = 0;  // JPEG's, 1 to 100; 0: about the camera's own
    double rate = 0;  // pictures a second at most; 0: all of them
    friend auto operator<=>(const RenditionWish&, const RenditionWish&) = default;

    // Whether pictures may have to be made anew for it.
    [[nodiscard]] bool changesPictures() const { return width > 0 || quality > 0; }
};

// Keeps a viewer joined while it lives; when it is gone no further call comes.
class LiveSubscription {
public:
    virtual ~LiveSubscription() = default;
};

// Takes each event as it is stored, for the event stream of the UI.
class EventViewer {
public:
    virtual ~EventViewer() = default;
    virtual void onEvent(const nlohmann::json& envelope) = 0;
};

// The picture kept with an event; it went through the gate before it was stored.
struct EventPicture {
    std::string camera;  // whose it is, so that the server can refuse it to those who may not see that camera
    SharedBytes jpeg;
};

// The machine as the server sees it: cameras, their settings and pictures. The daemon implements it. All
// calls are thread-safe and may block on the disk, so they are made on the server's worker threads, never on
// the network thread; watch() and watchEvents() alone return at once. JSON shapes: docs/reference/api.md.
class Host {
public:
    virtual ~Host() = default;

    [[nodiscard]] virtual nlohmann::json cameras() = 0;  // a list of camera objects
    [[nodiscard]] virtual Result<nlohmann::json> camera(const std::string& id) = 0;
    [[nodiscard]] virtual Result<nlohmann::json> addCamera(const nlohmann::json& settings) = 0;
    [[nodiscard]] virtual Result<nlohmann::json> changeCamera(const std::string& id,
                                                              const nlohmann::json& settings) = 0;
    [[nodiscard]] virtual Result<void> removeCamera(const std::string& id) = 0;
    // Tries settings that are not stored: connects, takes a picture, and says what it saw (RELAY-30 to 33).
    [[nodiscard]] virtual Result<nlohmann::json> testCamera(const nlohmann::json& settings) = 0;

    // The same of a camera that runs, as it is now; without a picture, which the live view has.
    [[nodiscard]] virtual Result<nlohmann::json> result(const std::string& id) = 0;

    // Makers and their addresses; and searches for a camera's picture among these, each known by its id.
    [[nodiscard]] virtual nlohmann::json vendors() = 0;
    [[nodiscard]] virtual Result<nlohmann::json> startFind(const nlohmann::json& settings) = 0;
    [[nodiscard]] virtual Result<nlohmann::json> findProgress(const std::string& id) = 0;
    [[nodiscard]] virtual Result<void> endFind(const std::string& id) = 0;

    [[nodiscard]] virtual Result<nlohmann::json> appSettings(const std::string& camera,
                                                             const std::string& app) = 0;
    [[nodiscard]] virtual Result<nlohmann::json> changeAppSettings(const std::string& camera,
                                                                   const std::string& app,
                                                                   const nlohmann::json& settings) = 0;
    [[nodiscard]] virtual Result<void> removeApp(const std::string& camera, const std::string& app) = 0;

    // Tries a receiver of an app with settings that need not be stored, and says what it answered.
    [[nodiscard]] virtual Result<nlohmann::json> testReceiver(const std::string& camera,
                                                              const std::string& app,
                                                              const nlohmann::json& receiver) = 0;

    // The answer of GET /events; and the picture of one of them.
    [[nodiscard]] virtual Result<nlohmann::json> events(const EventQuery& query) = 0;
    [[nodiscard]] virtual Result<EventPicture> eventPicture(const std::string& id) = 0;

    // The newest picture; asks the camera for one where nobody else keeps it running.
    [[nodiscard]] virtual Result<Publishable> snapshot(const std::string& camera,
                                                       const RenditionWish& wish) = 0;
    // Joins a viewer to a camera. Null if there is no such camera. `viewer` must outlive the subscription.
    enum class Feed {
        Observed,     // each analysed picture as JPEG, with its observation: what the UI shows
        Relayed,      // each picture at once as JPEG, with an empty header: what a relay passes on
        Unconverted,  // likewise, but planes stay planes: for what encodes them itself
        Metadata,     // onMetadata() in place of pictures
    };
    [[nodiscard]] virtual std::unique_ptr<LiveSubscription> watch(const std::string& camera,
                                                                  LiveViewer& viewer, Feed feed) = 0;
    // The relayed pictures as the viewer wishes them, made once for all who wish the same.
    [[nodiscard]] virtual std::unique_ptr<LiveSubscription> watchRendition(const std::string& camera,
                                                                           LiveViewer& viewer,
                                                                           const RenditionWish& wish) = 0;
    [[nodiscard]] virtual std::unique_ptr<LiveSubscription> watchEvents(EventViewer& viewer) = 0;

    [[nodiscard]] virtual ClipHost& clips() = 0;

    // The MQTT broker of the whole host: settings and state; and other settings for it, in effect at once.
    [[nodiscard]] virtual nlohmann::json broker() = 0;
    [[nodiscard]] virtual Result<nlohmann::json> changeBroker(const nlohmann::json& settings) = 0;

    // JSON Schema of what may be set: "camera", "occupancy", …
    [[nodiscard]] virtual Result<nlohmann::json> schema(const std::string& name) = 0;
    // What `doctor` says, and version, uptime, model, storage.
    [[nodiscard]] virtual nlohmann::json system() = 0;
    // The text of /metrics.
    [[nodiscard]] virtual std::string metrics() = 0;
};

}  // namespace ocellus
