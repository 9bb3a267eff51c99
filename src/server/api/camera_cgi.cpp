// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "base/log.h"
#include "server/api/host_view.h"
#include "server/api/routes.h"
#include "server/live/mjpeg_feed.h"

namespace ocellus {
namespace {

// What is behind a device's request: its account, and the host as far as the account opens it.
struct Device {
    DeviceAccount account;
    HostView view;
};

// Being a camera: the CGIs of an i-PRO camera for each of ours, at /<camera>/cgi-bin/…, and at /cgi-bin/…
// while there is one camera only. Devices prove themselves by Digest; an account opens one camera.
class CameraCgi {
public:
    explicit CameraCgi(const ApiContext& context) : context_(context) {}

    [[nodiscard]] Answer pictures(const Call& call) const {
        auto device = open(call, DeviceDigest::Use::Look);
        if (auto* refused = std::get_if<Response>(&device)) {
            return std::move(*refused);
        }
        const auto rate = call.number("frame", RateLimit::kLeast, RateLimit::kMost);
        if (!rate) {
            return errorResponse(rate.error());
        }
        const auto& [account, view] = std::get<Device>(device);
        if (const auto found = view.camera(account.camera); !found) {
            return errorResponse(found.error());
        }
        FeedAnswer answer;
        answer.form = FeedAnswer::Form::Body;
        answer.head.add("Content-Type", MjpegFeed::kContentType);
        answer.feed = std::make_unique<MjpegFeed>(
            context_.clock,
            [view = view, camera = account.camera](LiveViewer& viewer) {
                return view.watch(camera, viewer, Host::Feed::Relayed);
            },
            *rate);
        answer.stillAllowed = [this, name = account.name, camera = account.camera] {
            return context_.devices.stillThere(name, camera);
        };
        return answer;
    }

    [[nodiscard]] Answer picture(const Call& call) const {
        auto device = open(call, DeviceDigest::Use::Look);
        if (auto* refused = std::get_if<Response>(&device)) {
            return std::move(*refused);
        }
        const auto& [account, view] = std::get<Device>(device);
        const auto snapshot = view.snapshot(account.camera);
        if (!snapshot) {
            return errorResponse(snapshot.error());
        }
        return pictureResponse(snapshot->picture()->bytes);
    }

    // adam.cgi: of its methods the one that switches one-shot mode (RELAY-93).
    [[nodiscard]] Answer control(const Call& call) const {
        if (comesFromAnotherSite(call.request)) {
            return fault(403, "another site made this call");
        }
        auto device = open(call, DeviceDigest::Use::Change);
        if (auto* refused = std::get_if<Response>(&device)) {
            return std::move(*refused);
        }
        const Query& query = call.request.target.query;
        const auto is = [&query](const char* name, const char* value) { return query.find(name) == value; };
        if (!is("methodName", "setApplicationPreference")) {
            return fault(400, "methodName must be setApplicationPreference");
        }
        if (!is("appName", "AiEncoderApp") || !is("prefType", "Integer") || !is("prefName", "OneShot")) {
            return fault(400, "only OneShot, an Integer of AiEncoderApp, can be set");
        }
        const auto value = query.find("value");
        if (value != "0" && value != "1") {
            return fault(400, "value must be 0 or 1");
        }
        const auto& [account, view] = std::get<Device>(device);
        const auto changed = view.changeCamera(account.camera, {{"mode", value == "1" ? "jpeg" : "mjpeg"}});
        if (!changed) {
            return fault(errorResponse(changed.error()).status, changed.error().text());
        }
        log::info("one-shot mode set camera={} value={} device=\"{}\"", account.camera, *value, account.name);
        return emptyResponse();
    }

private:
    // Browsers say who asks, in one of these; what is no browser says nothing.
    static bool comesFromAnotherSite(const Request& request) {
        if (!request.comesFromOwnSite()) {
            return true;
        }
        const auto referer = request.headers.find("Referer");
        if (!referer) {
            return false;
        }
        Request page = request;
        const std::size_t host = referer->find("://");
        const std::size_t path = host == std::string_view::npos ? host : referer->find('/', host + 3);
        page.headers.add("Origin", std::string(referer->substr(0, path)));
        return !page.comesFromOwnSite();
    }

    static Response fault(int status, const std::string& text) {
        return jsonResponse({{"faultCode", "3"}, {"faultString", text}}, status);
    }

    // The camera that the path names, or the only one.
    [[nodiscard]] std::optional<std::string> cameraOf(const Call& call) const {
        if (const auto named = call.parameters.find("camera"); named != call.parameters.end()) {
            return named->second;
        }
        const auto cameras = context_.host.cameras();
        return cameras.size() == 1 ? std::optional<std::string>(cameras[0].value("id", "")) : std::nullopt;
    }

    [[nodiscard]] std::variant<Device, Response> open(const Call& call, DeviceDigest::Use use) const {
        auto proven = context_.devices.check(call.request, use);
        if (auto* refused = std::get_if<Response>(&proven)) {
            return std::move(*refused);
        }
        auto& account = std::get<DeviceAccount>(proven);
        const auto camera = cameraOf(call);
        if (camera != account.camera) {
            return errorResponse({Error::Kind::NotFound, "this device account opens no such camera",
                                  "name the account's camera in the path: /<camera>/cgi-bin/…"});
        }
        HostView view(context_.host, std::vector<std::string>{account.camera});
        return Device{std::move(account), std::move(view)};
    }

    ApiContext context_;
};

}  // namespace

std::vector<ApiRoute> cameraCgiRoutes(const ApiContext& context) {
    const auto cgi = std::make_shared<const CameraCgi>(context);
    std::vector<ApiRoute> routes;
    for (const std::string& root : {std::string("/{camera}/cgi-bin"), std::string("/cgi-bin")}) {
        routes.emplace_back(Method::Get, root + "/mjpeg", Access::device(),
                            RouteWords{.summary = "The camera's pictures, as an i-PRO camera sends them",
                                       .response = "multipart/x-mixed-replace",
                                       .query = {"stream", "frame"}},
                            [cgi](const Call& call) { return cgi->pictures(call); });
        routes.emplace_back(
            Method::Get, root + "/camera", Access::device(),
            RouteWords{.summary = "The newest picture, as an i-PRO camera sends it",
                       .response = "image/jpeg",
                       .query = {"stream"}},
            [cgi](const Call& call) { return cgi->picture(call); }, Pace::Slow);
        routes.emplace_back(Method::Get, root + "/adam.cgi", Access::device(),
                            RouteWords{.summary = "Switches one-shot mode",
                                       .query = {"methodName", "appName", "prefType", "prefName", "value"}},
                            [cgi](const Call& call) { return cgi->control(call); });
    }
    return routes;
}

}  // namespace ocellus
