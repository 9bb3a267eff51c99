// SPDX-License-Identifier: Apache-2.0
#include "daemon/registry/camera_book.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "daemon/camera/find_settings.h"
#include "daemon/registry/kept_secrets.h"

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

// An app has a call of its own, where its settings are checked and kept apart from the camera's.
Result<void> refuseApps(const json& settings) {
    if (!settings.is_object() || !settings.contains("apps")) {
        return {};
    }
    Error error{Error::Kind::BadInput,
                "a camera's apps are not set here",
                "leave apps out, and send each app's settings to PUT /cameras/{id}/apps/{app}",
                {}};
    error.fields.push_back({"apps", error.message, error.remedy});
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
        return tl::unexpected(toError(settings.error()));
    }
    return std::move(*settings);
}

}  // namespace

Result<void> CameraBook::open(std::vector<CameraSettings> declared) {
    for (CameraSettings& camera : declared) {
        openDoorOf(camera);
        enter({std::move(camera), true});
    }
    return enterStored();
}

void CameraBook::openDoorOf(const CameraSettings& camera) {
    if (const auto opened = launcher_.openDoor(camera); !opened) {
        log::error("camera {} has no port of its own: {}", camera.id, opened.error().text());
    }
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
        openDoorOf(*read);
        enter({std::move(*read), false, std::move(camera.settings), std::move(givenApps)});
    }
    return {};
}

Result<void> CameraBook::admit(const CameraSettings& camera) {
    std::vector<CameraSettings> others;
    for (Page& page : all()) {
        others.push_back(std::move(page.settings));
    }
    return checkAmong(camera, others).and_then([&] { return launcher_.openDoor(camera); });
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
    if (auto fits = refuseApps(settings); !fits) {
        return tl::unexpected(fits.error());
    }
    keepSecrets(settings, givenFor(settings.is_object() ? settings.value("id", json("")) : json("")),
                schema().descriptors());
    return readCamera(settings, json::object());
}

json CameraBook::completeFind(json settings) const {
    keepSecrets(settings, givenFor(settings.is_object() ? settings.value("camera", json("")) : json("")),
                findSchema().descriptors());
    return settings;
}

json CameraBook::givenFor(const json& id) const {
    const std::lock_guard lock{mutex_};
    const auto found = id.is_string() ? pages_.find(id.get<std::string>()) : pages_.end();
    return found == pages_.end() || found->second.declared ? json::object() : found->second.given;
}

Result<CameraBook::Page> CameraBook::add(json settings) {
    const std::lock_guard lock{changes_};
    if (auto fits = refuseApps(settings); !fits) {
        return tl::unexpected(fits.error());
    }
    auto read = readCamera(settings, json::object());
    if (!read) {
        return tl::unexpected(read.error());
    }
    if (find(read->id)) {
        return failure(Error::Kind::Conflict, "there is a camera \"" + read->id + "\" already",
                       "choose another id");
    }
    if (auto fits = admit(*read); !fits) {
        return tl::unexpected(fits.error());
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
    if (auto fits = refuseApps(settings); !fits) {
        return tl::unexpected(fits.error());
    }
    settings["id"] = id;  // the id is the camera's identity in topics, metrics and history
    json whole = page->given;
    whole.update(settings);  // keys that are not sent stay
    settings = std::move(whole);
    keepSecrets(settings, page->given, schema().descriptors());
    auto read = readCamera(settings, page->givenApps);
    if (!read) {
        return tl::unexpected(read.error());
    }
    if (auto fits = admit(*read); !fits) {
        return tl::unexpected(fits.error());
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
    const std::string& unit = page->settings.unit;
    const std::vector<Page> pages = all();
    const bool lastOfUnit =
        !unit.empty() && std::count_if(pages.begin(), pages.end(),
                                       [&](const Page& other) { return other.settings.unit == unit; }) == 1;
    if (auto removed = store_.run([&](Tables& tables) {
            return tables.cameras.remove(id)
                .and_then([&] { return tables.certificatePins.forget(id); })
                .and_then([&] {
                    // Who could open the unit could open whatever takes its name next.
                    return lastOfUnit ? tables.deviceAccounts.removeAllOf(page->settings.unit)
                                      : Result<void>{};
                });
        });
        !removed) {
        return removed;
    }
    launcher_.remove(page->settings);
    const std::lock_guard pagesLock{mutex_};
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
        return tl::unexpected(toError(errors));
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
