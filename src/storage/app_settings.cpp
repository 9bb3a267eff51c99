// SPDX-License-Identifier: Apache-2.0
#include "storage/app_settings.h"

#include <utility>

#include "storage/sealed_settings.h"

namespace ocellus {
namespace {

struct Row {
    std::string camera;
    std::string app;
    SealedSettings sealed;
};

std::string contextOf(const std::string& camera, const std::string& app) {
    return "app/" + camera + "/" + app;
}

}  // namespace

Result<std::vector<StoredAppSettings>> AppSettings::list() {
    const auto rows =
        database_.all("SELECT camera, app, settings, secrets FROM app_settings ORDER BY camera, app", {},
                      [](const SqlRow& row) {
                          return Row{row.text(0), row.text(1), {row.text(2), row.blob(3)}};
                      });
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    std::vector<StoredAppSettings> items;
    for (const Row& row : *rows) {
        auto settings = unsealSettings(row.sealed, key_, contextOf(row.camera, row.app));
        if (!settings) {
            return tl::unexpected(settings.error());
        }
        items.push_back({row.camera, row.app, std::move(*settings)});
    }
    return items;
}

Result<std::optional<nlohmann::json>> AppSettings::find(const std::string& camera, const std::string& app) {
    const auto sealed =
        database_.one("SELECT settings, secrets FROM app_settings WHERE camera = ? AND app = ?",
                      {camera, app}, [](const SqlRow& row) {
                          return SealedSettings{row.text(0), row.blob(1)};
                      });
    if (!sealed) {
        return tl::unexpected(sealed.error());
    }
    if (!*sealed) {
        return std::nullopt;
    }
    return unsealSettings(**sealed, key_, contextOf(camera, app)).map([](nlohmann::json settings) {
        return std::optional{std::move(settings)};
    });
}

Result<void> AppSettings::put(const StoredAppSettings& settings,
                              const std::vector<SettingDescriptor>& descriptors) {
    const SealedSettings sealed =
        sealSettings(settings.settings, descriptors, key_, contextOf(settings.camera, settings.app));
    return database_.transaction(Durability::Power, [&] {
        return database_
            .run(
                "INSERT INTO app_settings (camera, app, settings, secrets) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (camera, app) DO UPDATE SET settings = excluded.settings, secrets = "
                "excluded.secrets",
                {settings.camera, settings.app, sealed.open, sealed.secrets})
            .map([](int) {});
    });
}

Result<void> AppSettings::remove(const std::string& camera, const std::string& app) {
    const auto removed = database_.transaction(Durability::Power, [&] {
        return database_.run("DELETE FROM app_settings WHERE camera = ? AND app = ?", {camera, app});
    });
    if (removed && *removed == 0) {
        return failure(Error::Kind::NotFound, "camera \"" + camera + "\" has no settings of \"" + app + "\"",
                       "choose an app that is on the camera");
    }
    return removed.map([](int) {});
}

}  // namespace ocellus
