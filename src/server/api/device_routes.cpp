// SPDX-License-Identifier: Apache-2.0
#include "server/api/device_routes.h"

#include <nlohmann/json.hpp>

#include "base/identifier.h"
#include "server/api/bodies.h"

namespace ocellus {
namespace {

constexpr std::size_t kPasswordBytes = 15;  // of randomness: 20 characters

Result<nlohmann::json> listDevices(const ApiContext& context) {
    const auto accounts = context.store.run([](Tables& tables) { return tables.deviceAccounts.list(); });
    if (!accounts) {
        return tl::unexpected(accounts.error());
    }
    nlohmann::json list = nlohmann::json::array();
    for (const DeviceAccount& account : *accounts) {
        list.push_back(
            {{"name", account.name}, {"camera", account.camera}, {"created", toIso8601(account.created)}});
    }
    return list;
}

// A camera, or a unit of several sensors.
Result<void> checkCamera(Host& host, const std::string& id) {
    for (const auto& camera : host.cameras()) {
        if (camera.value("id", "") == id ||
            camera.value("settings", nlohmann::json::object()).value("unit", "") == id) {
            return {};
        }
    }
    return failure(Error::Kind::NotFound, "there is no camera \"" + id.substr(0, 40) + "\"",
                   "choose one of the list of cameras");
}

// The password is made here and shown this once.
Answer addDevice(const ApiContext& context, const Call& call) {
    const auto json = call.json();
    if (!json) {
        return errorResponse(json.error());
    }
    const auto body = deviceBody().read(*json);
    if (!body) {
        return errorResponse(toError(body.error()));
    }
    const auto checked =
        checkUserName(body->name).and_then([&] { return checkCamera(context.host, body->camera); });
    if (!checked) {
        return errorResponse(checked.error());
    }
    const Secret password{randomToken(kPasswordBytes)};
    const auto account = makeDeviceAccount(body->name, body->camera, password, context.clock.wallNow());
    const auto added = context.store.run([&](Tables& tables) { return tables.deviceAccounts.add(account); });
    if (!added) {
        return errorResponse(added.error());
    }
    return jsonResponse({{"name", body->name}, {"camera", body->camera}, {"password", password.reveal()}});
}

}  // namespace

const SettingsSchema<DeviceBody>& deviceBody() {
    static const auto kSchema =
        SettingsSchema<DeviceBody>()
            .field("name", &DeviceBody::name,
                   {.help = "1 to 40 of A-Z a-z 0-9 . _ @ -", .maximumLength = 40, .required = true})
            .field("camera", &DeviceBody::camera,
                   {.help = "Id of the camera that it opens; or of a unit, whose sensors it opens",
                    .maximumLength = 40,
                    .required = true});
    return kSchema;
}

std::vector<ApiRoute> deviceRoutes(const ApiContext& context) {
    const std::string root = kApiRoot;
    return {
        {Method::Get,
         root + "/devices",
         Access::admin(),
         {.summary = "All device accounts", .response = "Devices"},
         [context](const Call&) { return answerOf(listDevices(context)); }},
        {Method::Post,
         root + "/devices",
         Access::admin(),
         {.summary = "Makes a device account; its password is shown this once",
          .request = "NewDevice",
          .response = "Device"},
         [context](const Call& call) { return addDevice(context, call); }},
        {Method::Delete,
         root + "/devices/{name}",
         Access::admin(),
         {.summary = "Removes a device account; its streams end"},
         [context](const Call& call) {
             return answerOf(context.store.run(
                 [&](Tables& tables) { return tables.deviceAccounts.remove(call.parameter("name")); }));
         }},
    };
}

}  // namespace ocellus
