// SPDX-License-Identifier: Apache-2.0
#include "daemon/trials/clip_trial.h"

#include <sys/resource.h>

#include <algorithm>
#include <set>
#include <utility>

namespace ocellus {
namespace {

using nlohmann::json;

constexpr int kPoliteness = 10;  // nice: cameras go first

}  // namespace

void ClipTrial::Variant::observe(const Observation& observation) {
    app_.observe(observation, *this);
    app_.visitCounts([this](int /*area*/, const std::string& zone, int count) {
        const auto [range, fresh] = counts_.try_emplace(zone, Range{count, count});
        range->second.lowest = std::min(range->second.lowest, count);
        range->second.highest = std::max(range->second.highest, count);
    });
}

void ClipTrial::Variant::emit(AppEvent event) {
    if (event.type == "count") {
        return;
    }
    if (alarms_.size() >= kMostAlarms) {
        ++left_;
        return;
    }
    json alarm = std::move(event.fields);
    alarm["type"] = event.type;
    alarm["time"] = toSeconds(event.captured.time_since_epoch());
    alarm["notified"] = event.notify;
    alarms_.push_back(std::move(alarm));
}

json ClipTrial::Variant::write() const {
    json counts = json::object();
    for (const auto& [zone, range] : counts_) {
        counts[zone] = {{"lowest", range.lowest}, {"highest", range.highest}};
    }
    return {{"alarms", alarms_}, {"not_listed", left_}, {"counts", std::move(counts)}};
}

ClipTrial::ClipTrial(Settings settings, std::shared_ptr<DetectorModel> model)
    : settings_(std::move(settings)), model_(std::move(model)) {
    const Calibration& calibration = model_->manifest().calibration;
    for (const auto& [name, variant] : settings_.variants) {
        variants_.emplace_back(
            name, std::make_unique<Variant>(variant, [&calibration](ObjectClass object, int threshold) {
                return calibration.scoreOf(object, threshold);
            }));
    }
    thread_ = std::thread{[this] { run(); }};
}

ClipTrial::~ClipTrial() {
    ending_ = true;
    thread_.join();
}

bool ClipTrial::isRunning() const {
    const std::lock_guard lock{mutex_};
    return state_ == State::Running;
}

void ClipTrial::run() {
    setpriority(PRIO_PROCESS, 0, kPoliteness);  // of this thread, on Linux
    auto walked = walkAll();
    const std::lock_guard lock{mutex_};
    state_ = walked ? State::Done : State::Failed;
    message_ = walked ? std::move(*walked) : walked.error().text();
}

Result<std::string> ClipTrial::walkAll() {
    std::set<float> leastScores;
    for (const auto& [name, variant] : variants_) {
        leastScores.insert(variant->leastScore());
    }
    Result<std::string> said;
    for (const float least : leastScores) {
        said = walk(least);
        if (!said) {
            break;
        }
    }
    return said;
}

Result<std::string> ClipTrial::walk(float leastScore) {
    auto clip =
        ClipWalk::open(settings_.file.string(), settings_.picturesPerSecond, model_, settings_.analysis);
    if (!clip) {
        return tl::unexpected(clip.error());
    }
    (*clip)->reachDownTo(leastScore);
    std::uint64_t damaged = 0;
    while (!ending_) {
        const auto step = (*clip)->next();
        if (!step) {
            return tl::unexpected(step.error());
        }
        if (*step == ClipWalk::Step::End) {
            return damaged == 0
                       ? std::string{}
                       : std::to_string(damaged) + " pictures cannot be decoded: " + (*clip)->why().message;
        }
        if (*step == ClipWalk::Step::Damaged) {
            ++damaged;
            continue;
        }
        const Observation& observation = (*clip)->observation();
        const std::lock_guard lock{mutex_};
        reached_ = observation.captured.time_since_epoch();
        ++pictures_;
        for (const auto& [name, variant] : variants_) {
            if (variant->leastScore() == leastScore) {
                variant->observe(observation);
            }
        }
        if (reached_ >= kLongestClip) {
            return std::string{"the clip is longer than an hour: the rest was not looked at"};
        }
    }
    return std::string{"ended before the clip's end"};
}

json ClipTrial::write() const {
    const std::lock_guard lock{mutex_};
    json variants = json::object();
    for (const auto& [name, variant] : variants_) {
        variants[name] = variant->write();
    }
    const char* state = state_ == State::Running ? "running" : (state_ == State::Done ? "done" : "failed");
    return {{"camera", settings_.camera},     {"clip", settings_.clip}, {"state", state},
            {"seconds", toSeconds(reached_)}, {"pictures", pictures_},  {"message", message_},
            {"variants", std::move(variants)}};
}

}  // namespace ocellus
