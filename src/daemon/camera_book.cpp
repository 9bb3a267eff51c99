// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera_book.h"

#include <utility>

#include "base/log.h"
#include "daemon/kept_secrets.h"

namespace ocellus {
namespace {

using nlohmann::json;

const SettingsSchema<CameraSettings>& schema() {
    static const SettingsSchema<CameraSettings> kSchema = cameraSchema(false);
    return kSchema;
}

const SettingsSchema<AppsSettings>& apps() {
    static const SettingsSchema<AppsSettings> kSchema = appsSchema();
    return kSchema;
}

tl::unexpected<Error> refused(const SettingErrors& errors) {
    Error error{Error::Kind::BadInput, errors.front().text(), ""};
    for (const SettingError& each : errors) {
        error.fields.push_back({each.path, each.message, each.remedy});
    }
    return tl::unexpected(std::move(error));
}

// Reads what was given for a camera, its apps aside, into settings.
Result<CameraSettings> readCamera(const json& given, const json& givenApps) {
    json whole = given;
    if (whole.is_object()) {
        whole["apps"] = givenApps.is_object() ? givenApps : json::object();
    }
    auto settings = schema().read(whole);
    if (!settings) {
        return refused(settings.error());
    }
    return std::move(*settings);
}

}  // namespace

Result<void> CameraBook::open(std::vector<CameraSettings> declared) {
    for (CameraSettings& camera : declared) {
        enter({std::move(camera), true});
    }
    return enterStored();
}

Result<void> CameraBook::enterStored() {
    auto cameras = store_.run([](Tables& tables) { return tables.cameras.list(); });
    auto settings = store_.run([](Tables& tables) { return tables.appSettings.list(); });
    if (!cameras || !settings) {
        return tl::unexpected(!cameras ? cameras.error() : settings.error());
    }
    for (StoredCamera& camera : *cameras) {
        if (find(camera.id)) {
            log::warn("camera {} is declared in the configuration: what was set in the UI is not used",
                      camera.id);
            continue;
        }
        json givenApps = json::object();
        for (const StoredAppSettings& app : *settings) {
            if (app.camera == camera.id) {
                givenApps[app.app] = app.settings;
            }
        }
        auto read = readCamera(camera.settings, givenApps);
        if (!read) {
            log::error("camera {} is not started: {}", camera.id, read.error().text());
            continue;
        }
        enter({std::move(*read), false, std::move(camera.settings), std::move(givenApps)});
    }
    return {};
}

void CameraBook::enter(Page page) {
    launcher_.launch(page.settings);
    const std::lock_guard lock{mutex_};
    const std::string id = page.settings.id;
    pages_.insert_or_assign(id, std::move(page));
}

std::vector<CameraBook::Page> CameraBook::all() const {
    const std::lock_guard lock{mutex_};
    std::vector<Page> pages;
    pages.reserve(pages_.size());
    for (const auto& [id, page] : pages_) {
        pages.push_back(page);
    }
    return pages;
}

Result<CameraBook::Page> CameraBook::find(const std::string& id) const {
    const std::lock_guard lock{mutex_};
    const auto found = pages_.find(id);
    if (found == pages_.end()) {
        return failure(Error::Kind::NotFound, "there is no camera \"" + id + "\"", "see the list of cameras");
    }
    return found->second;
}

Result<CameraBook::Page> CameraBook::writable(const std::string& id) const {
    auto page = find(id);
    if (page && page->declared) {
        return failure(Error::Kind::Conflict, "camera \"" + id + "\" is declared in the configuration file",
                       "change it there and start Ocellus again");
    }
    return page;
}

Result<CameraSettings> CameraBook::read(json settings) const {
    const std::string id = settings.is_object() ? settings.value("id", json("")).dump() : "";
    json before = json::object();
    for (const Page& page : all()) {
        if (json(page.settings.id).dump() == id && !page.declared) {
            before = page.given;
        }
    }
    keepSecrets(settings, before, schema().descriptors());
    return readCamera(settings, json::object());
}

Result<CameraBook::Page> CameraBook::add(json settings) {
    const std::lock_guard lock{changes_};
    settings.erase("apps");
    auto read = readCamera(settings, json::object());
    if (!read) {
        return tl::unexpected(read.error());
    }
    if (find(read->id)) {
        return failure(Error::Kind::Conflict, "there is a camera \"" + read->id + "\" already",
                       "choose another id");
    }
    const StoredCamera camera{read->id, settings};
    if (auto stored =
            store_.run([&](Tables& tables) { return tables.cameras.put(camera, schema().descriptors()); });
        !stored) {
        return tl::unexpected(stored.error());
    }
    enter({std::move(*read), false, std::move(settings), json::object()});
    return find(camera.id);
}

Result<CameraBook::Page> CameraBook::change(const std::string& id, json settings) {
    const std::lock_guard lock{changes_};
    auto page = writable(id);
    if (!page) {
        return page;
    }
    if (!settings.is_object()) {
        return failure(Error::Kind::BadInput, "the settings must be a JSON object", "send what is to change");
    }
    settings.erase("apps");
    settings["id"] = id;  // the id is the camera's identity in topics, metrics and history
    json whole = page->given;
    whole.update(settings);  // keys that are not sent stay
    settings = std::move(whole);
    keepSecrets(settings, page->given, schema().descriptors());
    auto read = readCamera(settings, page->givenApps);
    if (!read) {
        return tl::unexpected(read.error());
    }
    const StoredCamera camera{id, settings};
    if (auto stored =
            store_.run([&](Tables& tables) { return tables.cameras.put(camera, schema().descriptors()); });
        !stored) {
        return tl::unexpected(stored.error());
    }
    enter({std::move(*read), false, std::move(settings), page->givenApps});
    return find(id);
}

Result<void> CameraBook::remove(const std::string& id) {
    const std::lock_guard lock{changes_};
    const auto page = writable(id);
    if (!page) {
        return tl::unexpected(page.error());
    }
    if (auto removed = store_.run([&](Tables& tables) { return tables.cameras.remove(id); }); !removed) {
        return removed;
    }
    launcher_.remove(page->settings);
    const std::lock_guard pages{mutex_};
    pages_.erase(id);
    return {};
}

Result<CameraBook::Page> CameraBook::changeApp(const std::string& id, const std::string& app,
                                               std::optional<json> settings) {
    const std::lock_guard lock{changes_};
    auto page = writable(id);
    if (!page) {
        return page;
    }
    json givenApps = page->givenApps.is_object() ? page->givenApps : json::object();
    if (settings) {
        json whole = {{app, std::move(*settings)}};
        keepSecrets(whole, givenApps, apps().descriptors());
        givenApps[app] = std::move(whole[app]);
    } else {
        givenApps.erase(app);
    }
    auto read = apps().read(givenApps);
    if (!read) {
        SettingErrors errors = read.error();
        for (SettingError& error : errors) {
            if (error.path.starts_with(app + "/")) {
                error.path.erase(0, app.size() + 1);  // the form knows its own fields
            }
        }
        return refused(errors);
    }
    auto stored = store_.run([&](Tables& tables) -> Result<void> {
        if (!settings) {
            return tables.appSettings.remove(id, app);
        }
        for (const SettingDescriptor& descriptor : apps().descriptors()) {
            if (descriptor.name == app) {
                return tables.appSettings.put({id, app, givenApps[app]}, descriptor.members);
            }
        }
        return failure(Error::Kind::NotFound, "there is no app \"" + app + "\"",
                       "see docs/reference for the apps");
    });
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    page->settings.apps = std::move(*read);
    page->givenApps = std::move(givenApps);
    launcher_.changeApps(page->settings);
    const std::lock_guard pages{mutex_};
    pages_.insert_or_assign(id, *page);
    return *page;
}

}  // namespace ocellus
