// SPDX-License-Identifier: Apache-2.0
#include "server/api/host_view.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/identifier.h"

namespace ocellus {

bool HostView::sees(const std::string& camera) const {
    return isCameraId(camera) &&
           (!cameras_ || std::find(cameras_->begin(), cameras_->end(), camera) != cameras_->end());
}

// The same words whether the camera is another's or nobody's: the answer tells nothing.
Result<void> HostView::check(const std::string& camera) const {
    if (!sees(camera)) {
        return failure(Error::Kind::NotFound, "there is no camera \"" + camera.substr(0, 40) + "\"",
                       "choose one of the list of cameras");
    }
    return {};
}

nlohmann::json HostView::cameras() const {
    nlohmann::json seen = nlohmann::json::array();
    for (auto& camera : host_->cameras()) {
        if (sees(camera.value("id", ""))) {
            seen.push_back(std::move(camera));
        }
    }
    return seen;
}

Result<nlohmann::json> HostView::camera(const std::string& id) const {
    return check(id).and_then([&] { return host_->camera(id); });
}

Result<nlohmann::json> HostView::changeCamera(const std::string& id, const nlohmann::json& settings) const {
    return check(id).and_then([&] { return host_->changeCamera(id, settings); });
}

Result<nlohmann::json> HostView::result(const std::string& id) const {
    return check(id).and_then([&] { return host_->result(id); });
}

Result<void> HostView::removeCamera(const std::string& id) const {
    return check(id).and_then([&] { return host_->removeCamera(id); });
}

Result<nlohmann::json> HostView::appSettings(const std::string& camera, const std::string& app) const {
    return check(camera).and_then([&] { return host_->appSettings(camera, app); });
}

Result<nlohmann::json> HostView::changeAppSettings(const std::string& camera, const std::string& app,
                                                   const nlohmann::json& settings) const {
    return check(camera).and_then([&] { return host_->changeAppSettings(camera, app, settings); });
}

Result<void> HostView::removeApp(const std::string& camera, const std::string& app) const {
    return check(camera).and_then([&] { return host_->removeApp(camera, app); });
}

Result<nlohmann::json> HostView::testReceiver(const std::string& camera, const std::string& app,
                                              const nlohmann::json& receiver) const {
    return check(camera).and_then([&] { return host_->testReceiver(camera, app, receiver); });
}

Result<nlohmann::json> HostView::startTrial(const std::string& camera, const nlohmann::json& wanted) const {
    return check(camera).and_then([&] { return host_->clips().startTrial(camera, wanted); });
}

Result<nlohmann::json> HostView::trial(const std::string& camera, const std::string& id) const {
    return check(camera).and_then([&] { return host_->clips().trial(camera, id); });
}

Result<void> HostView::endTrial(const std::string& camera, const std::string& id) const {
    return check(camera).and_then([&] { return host_->clips().endTrial(camera, id); });
}

Result<Publishable> HostView::snapshot(const std::string& camera, const RenditionWish& wish) const {
    return check(camera).and_then([&] { return host_->snapshot(camera, wish); });
}

Result<nlohmann::json> HostView::events(EventQuery query) const {
    if (query.camera) {
        if (const auto seen = check(*query.camera); !seen) {
            return tl::unexpected(seen.error());
        }
    }
    query.visibleCameras = cameras_;
    return host_->events(query);
}

Result<SharedBytes> HostView::eventPicture(const std::string& id) const {
    auto picture = host_->eventPicture(id);
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    if (!sees(picture->camera)) {
        return failure(Error::Kind::NotFound, "there is no picture of that event",
                       "it may have been too old to keep");
    }
    return picture->jpeg;
}

std::unique_ptr<LiveSubscription> HostView::watch(const std::string& camera, LiveViewer& viewer,
                                                  Host::Feed feed) const {
    return sees(camera) ? host_->watch(camera, viewer, feed) : nullptr;
}

std::unique_ptr<LiveSubscription> HostView::watchRendition(const std::string& camera, LiveViewer& viewer,
                                                           const RenditionWish& wish) const {
    return sees(camera) ? host_->watchRendition(camera, viewer, wish) : nullptr;
}

std::unique_ptr<LiveSubscription> HostView::watchEvents(EventViewer& viewer) const {
    return host_->watchEvents(viewer);
}

}  // namespace ocellus
