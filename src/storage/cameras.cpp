// SPDX-License-Identifier: Apache-2.0
#include "storage/cameras.h"

#include <utility>

#include "storage/sealed_settings.h"

namespace ocellus {
namespace {

struct Row {
    std::string id;
    SealedSettings sealed;
};

Row readRow(const SqlRow& row) {
    return {row.text(0), {row.text(1), row.blob(2)}};
}

std::string contextOf(const std::string& id) {
    return "camera/" + id;
}

}  // namespace

Result<std::vector<StoredCamera>> Cameras::list() {
    const auto rows = database_.all("SELECT id, settings, secrets FROM camera ORDER BY id", {}, readRow);
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    std::vector<StoredCamera> cameras;
    for (const Row& row : *rows) {
        auto settings = unsealSettings(row.sealed, key_, contextOf(row.id));
        if (!settings) {
            return tl::unexpected(settings.error());
        }
        cameras.push_back({row.id, std::move(*settings)});
    }
    return cameras;
}

Result<std::optional<StoredCamera>> Cameras::find(const std::string& id) {
    const auto row = database_.one("SELECT id, settings, secrets FROM camera WHERE id = ?", {id}, readRow);
    if (!row) {
        return tl::unexpected(row.error());
    }
    if (!*row) {
        return std::nullopt;
    }
    return unsealSettings((*row)->sealed, key_, contextOf(id)).map([&](nlohmann::json settings) {
        return std::optional{StoredCamera{id, std::move(settings)}};
    });
}

Result<void> Cameras::put(const StoredCamera& camera, const std::vector<SettingDescriptor>& descriptors) {
    const SealedSettings sealed = sealSettings(camera.settings, descriptors, key_, contextOf(camera.id));
    return database_.transaction(Durability::Power, [&] {
        return database_
            .run(
                "INSERT INTO camera (id, settings, secrets) VALUES (?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, secrets = excluded.secrets",
                {camera.id, sealed.open, sealed.secrets})
            .map([](int) {});
    });
}

Result<void> Cameras::remove(const std::string& id) {
    return database_.transaction(Durability::Power, [&]() -> Result<void> {
        const auto removed = database_.run("DELETE FROM camera WHERE id = ?", {id});
        if (removed && *removed == 0) {
            return failure(Error::Kind::NotFound, "there is no camera \"" + id + "\"",
                           "choose one of the list");
        }
        for (const char* sql :
             {"DELETE FROM app_settings WHERE camera = ?", "DELETE FROM device_account WHERE camera = ?"}) {
            if (auto gone = database_.run(sql, {id}); !gone) {
                return tl::unexpected(gone.error());
            }
        }
        return {};
    });
}

}  // namespace ocellus
