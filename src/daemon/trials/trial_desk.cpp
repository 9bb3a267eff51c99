// SPDX-License-Identifier: Apache-2.0
#include "daemon/trials/trial_desk.h"

#include <algorithm>
#include <utility>

#include "base/identifier.h"
#include "daemon/registry/kept_secrets.h"

namespace ocellus {
namespace {

using nlohmann::json;

constexpr std::size_t kIdBytes = 9;

Result<occupancy::OccupancySettings> readSettings(json settings) {
    // Receivers get nothing from a trial, so their passwords need not be known.
    hideSecrets(settings, occupancy::occupancySchema().descriptors());
    auto read = occupancy::occupancySchema().read(settings);
    if (!read) {
        return tl::unexpected(toError(read.error()));
    }
    return std::move(*read);
}

json withId(json result, const std::string& id) {
    result["id"] = id;
    return result;
}

}  // namespace

Result<json> TrialDesk::startTrial(const std::string& camera, const json& wanted) {
    const auto page = book_.find(camera);
    if (!page) {
        return tl::unexpected(page.error());
    }
    const auto file = shelf_.find(wanted.value("clip", json("")).is_string() ? wanted.value("clip", "") : "");
    if (!file) {
        return tl::unexpected(file.error());
    }
    const auto changed = readSettings(wanted.value("settings", json::object()));
    if (!changed) {
        return tl::unexpected(changed.error());
    }
    ClipTrial::Settings settings;
    settings.camera = camera;
    settings.clip = file->filename().string();
    settings.file = *file;
    settings.picturesPerSecond = page->settings.analysisFps;
    settings.analysis.motionGate = page->settings.motionGate;
    settings.analysis.ignore = page->settings.ignore;
    if (page->settings.apps.occupancy) {
        settings.variants.emplace_back("today", *page->settings.apps.occupancy);
    }
    settings.variants.emplace_back("changed", *changed);
    const std::lock_guard lock{mutex_};
    if (std::any_of(trials_.begin(), trials_.end(),
                    [](const Entry& entry) { return entry.trial->isRunning(); })) {
        return failure(Error::Kind::Conflict, "another trial is running", "wait for it, or end it");
    }
    trials_.push_front({randomToken(kIdBytes), std::make_unique<ClipTrial>(std::move(settings), model_)});
    if (trials_.size() > kKept) {
        trials_.pop_back();
    }
    return withId(trials_.front().trial->write(), trials_.front().id);
}

Result<TrialDesk::Place> TrialDesk::find(const std::string& camera, const std::string& id) {
    const auto found = std::find_if(trials_.begin(), trials_.end(), [&](const Entry& entry) {
        return entry.id == id && entry.trial->camera() == camera;
    });
    if (found == trials_.end()) {
        return failure(Error::Kind::NotFound, "there is no such trial", "start it again");
    }
    return found;
}

Result<json> TrialDesk::trial(const std::string& camera, const std::string& id) {
    const std::lock_guard lock{mutex_};
    return find(camera, id).map([](Place place) { return withId(place->trial->write(), place->id); });
}

Result<void> TrialDesk::endTrial(const std::string& camera, const std::string& id) {
    std::list<Entry> ended;  // goes after the lock: its thread is waited for
    const std::lock_guard lock{mutex_};
    return find(camera, id).map([&](Place place) { ended.splice(ended.begin(), trials_, place); });
}

}  // namespace ocellus
