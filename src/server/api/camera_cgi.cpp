// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/log.h"
#include "server/api/host_view.h"
#include "server/api/rendition_query.h"
#include "server/api/routes.h"
#include "server/live/mjpeg_feed.h"

namespace ocellus {
namespace {

// What is behind a device's request: its account, and the host as far as the account opens it.
struct Device {
    DeviceAccount account;
    std::string camera;  // the one that is meant
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
        const auto wish = readRenditionWish(call);
        if (!wish) {
            return errorResponse(wish.error());
        }
        const auto& [account, camera, view] = std::get<Device>(device);
        if (const auto found = view.camera(camera); !found) {
            return errorResponse(found.error());
        }
        FeedAnswer answer;
        answer.form = FeedAnswer::Form::Body;
        answer.head.add("Content-Type", MjpegFeed::kContentType);
        answer.feed = std::make_unique<MjpegFeed>(
            context_.clock,
            [view = view, camera = camera, wish = *wish](LiveViewer& viewer) {
                return wish.changesPictures() ? view.watchRendition(camera, viewer, wish)
                                              : view.watch(camera, viewer, Host::Feed::Relayed);
            },
            // A rendition keeps to the rate itself: nothing is made that nobody gets.
            wish->rate > 0 && !wish->changesPictures() ? std::optional<double>(wish->rate) : std::nullopt);
        answer.stillAllowed = [this, name = account.name, opens = account.camera] {
            return context_.devices.stillThere(name, opens);
        };
        return answer;
    }

    [[nodiscard]] Answer picture(const Call& call) const {
        auto device = open(call, DeviceDigest::Use::Look);
        if (auto* refused = std::get_if<Response>(&device)) {
            return std::move(*refused);
        }
        const auto wish = readRenditionWish(call);
        if (!wish) {
            return errorResponse(wish.error());
        }
        const auto& [account, camera, view] = std::get<Device>(device);
        const auto snapshot = view.snapshot(camera, *wish);
        if (!snapshot) {
            return errorResponse(snapshot.error());
        }
        return pictureResponse(snapshot->picture()->bytes);
    }

    // adam.cgi: of its methods the one that switches one-shot mode (RELAY-93). Its parameters stand in the
    // address or, posted, in a form.
    [[nodiscard]] Answer control(const Call& call) const {
        if (comesFromAnotherSite(call.request)) {
            return fault(403, "another site made this call");
        }
        const auto read = parametersOf(call.request);
        const Query query = read.value_or(call.request.target.query);
        auto device = open(call, DeviceDigest::Use::Change, query);
        if (auto* refused = std::get_if<Response>(&device)) {
            return asFault(std::move(*refused));
        }
        if (!read) {
            return fault(400, read.error().message);
        }
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
        const auto& [account, camera, view] = std::get<Device>(device);
        const auto changed = view.changeCamera(camera, {{"mode", value == "1" ? "jpeg" : "mjpeg"}});
        if (!changed) {
            return asFault(errorResponse(changed.error()));
        }
        log::info("one-shot mode set camera={} value={} device=\"{}\"", camera, *value, account.name);
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

    // A refusal in the words of a camera; its status and headers stay.
    static Response asFault(Response refused) {
        const auto body = nlohmann::json::parse(refused.text, nullptr, false);
        const auto error = body.is_object() ? body.value("error", nlohmann::json::object()) : body;
        std::string text = error.is_object() ? error.value("message", "") : "";
        const std::string remedy = error.is_object() ? error.value("remedy", "") : "";
        text += text.empty() || remedy.empty() ? "" : ": ";
        Response said = fault(refused.status, text + remedy);
        refused.text = std::move(said.text);
        return refused;
    }

    // Of the address, then of a posted form; a broken form is an error.
    static Result<Query> parametersOf(const Request& request) {
        if (request.method != Method::Post || request.body.empty()) {
            return request.target.query;
        }
        if (!request.header("Content-Type").starts_with("application/x-www-form-urlencoded")) {
            return failure(Error::Kind::BadInput,
                           "the body must be a form: application/x-www-form-urlencoded");
        }
        return parseQuery(request.body).map([&](const Query& form) {
            auto pairs = request.target.query.pairs();
            pairs.insert(pairs.end(), form.pairs().begin(), form.pairs().end());
            return Query{std::move(pairs)};
        });
    }

    // Whom a path names: a camera, or a sensor of a camera of several.
    struct Named {
        std::string name;    // what an account must open
        std::string camera;  // the one that is meant; empty: there is none
    };

    // The camera that the path names, or the only one. Of a camera with several sensors `channel` chooses.
    [[nodiscard]] std::optional<Named> cameraOf(const Call& call, const Query& query) const {
        const auto cameras = context_.host.cameras();
        const auto path = call.parameters.find("camera");
        std::string name = path == call.parameters.end() ? onlyOf(cameras) : path->second;
        if (name.empty()) {
            return std::nullopt;
        }
        const std::string channel = query.find("channel").value_or("1");
        for (const auto& camera : cameras) {
            if (camera.value("id", "") == name) {
                return Named{name, name};
            }
            const auto settings = camera.value("settings", nlohmann::json::object());
            if (settings.value("unit", "") == name &&
                std::to_string(settings.value("channel", 1)) == channel) {
                return Named{std::move(name), camera.value("id", "")};
            }
        }
        return Named{std::move(name), ""};
    }

    // The camera of several sensors that this one is a sensor of; empty if of none.
    [[nodiscard]] std::string unitOf(const std::string& id) const {
        const auto camera = context_.host.camera(id);
        return camera ? camera->value("settings", nlohmann::json::object()).value("unit", "") : "";
    }

    // The id of the only camera, or the name of the only one with several sensors.
    static std::string onlyOf(const nlohmann::json& cameras) {
        if (cameras.empty()) {
            return {};
        }
        const auto unitOf = [](const nlohmann::json& camera) {
            return camera.value("settings", nlohmann::json::object()).value("unit", "");
        };
        const std::string unit = unitOf(cameras[0]);
        if (cameras.size() == 1) {
            return unit.empty() ? cameras[0].value("id", "") : unit;
        }
        const bool same =
            !unit.empty() && std::all_of(cameras.begin(), cameras.end(),
                                         [&](const auto& camera) { return unitOf(camera) == unit; });
        return same ? unit : "";
    }

    [[nodiscard]] std::variant<Device, Response> open(const Call& call, DeviceDigest::Use use) const {
        return open(call, use, call.request.target.query);
    }

    [[nodiscard]] std::variant<Device, Response> open(const Call& call, DeviceDigest::Use use,
                                                      const Query& query) const {
        auto proven = context_.devices.check(call.request, use);
        if (auto* refused = std::get_if<Response>(&proven)) {
            return std::move(*refused);
        }
        auto& account = std::get<DeviceAccount>(proven);
        const auto named = cameraOf(call, query);
        const bool opens = named && !named->camera.empty() &&
                           (named->name == account.camera || named->camera == account.camera ||
                            unitOf(named->camera) == account.camera);
        if (!opens) {
            return errorResponse({Error::Kind::NotFound, "this device account opens no such camera",
                                  "name the account's camera in the path: /<camera>/cgi-bin/…"});
        }
        HostView view(context_.host, std::vector<std::string>{named->camera});
        return Device{std::move(account), named->camera, std::move(view)};
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
                                       .query = {"stream", "channel", "frame", "resolution", "quality"}},
                            [cgi](const Call& call) { return cgi->pictures(call); });
        routes.emplace_back(
            Method::Get, root + "/camera", Access::device(),
            RouteWords{.summary = "The newest picture, as an i-PRO camera sends it",
                       .response = "image/jpeg",
                       .query = {"stream", "channel", "resolution", "quality"}},
            [cgi](const Call& call) { return cgi->picture(call); }, Pace::Slow);
        for (const Method method : {Method::Get, Method::Post}) {
            routes.emplace_back(
                method, root + "/adam.cgi", Access::device(),
                RouteWords{.summary = "Switches one-shot mode",
                           .query = {"methodName", "appName", "prefType", "prefName", "value", "channel"}},
                [cgi](const Call& call) { return cgi->control(call); });
        }
    }
    return routes;
}

}  // namespace ocellus
