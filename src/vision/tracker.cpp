// SPDX-License-Identifier: Apache-2.0
#include "vision/tracker.h"

#include <algorithm>

#include "vision/association.h"

namespace ocellus {
namespace {

constexpr double kStill = 0.15;             // own sizes per second; detectors' own jitter is below
constexpr double kRememberedPenalty = 0.1;  // of two that fit alike, the one seen lately
constexpr double kSameThing = 0.7;  // overlap of two detections that the detector should have made one

// Has an area, and some of it in the picture; false for NaN.
bool inPicture(const Box& box) {
    return box.width > 0 && box.height > 0 && intersectionArea(box, {0, 0, 1, 1}) > 0;
}

}  // namespace

Tracker::Tracker(TrackerSettings settings) : settings_(settings) {
    objects_.reserve(64);
}

void Tracker::update(Instant captured, double aspect, std::span<const SeenObject> seen) {
    aspect_ = aspect;
    beginPicture(captured);
    selectSeen(seen);
    for (const Stage stage : {Stage::Sure, Stage::Faint, Stage::RememberedFaint, Stage::Flicker}) {
        pair(stage, seen);
    }
    forget();
    begin(seen);
    giveIds();
}

void Tracker::carryOn(Instant captured) {
    now_ = std::max(now_, captured);
    for (TrackedObject& object : objects_) {
        const bool matchedBefore = object.matched();
        object.predictTo(now_, aspect_);
        if (matchedBefore) {
            object.matchUnchanged(aspect_);
        }
    }
    forget();
    giveIds();
}

void Tracker::beginPicture(Instant captured) {
    now_ = std::max(now_, captured);
    followed_.resize(objects_.size());
    for (std::size_t i = 0; i < objects_.size(); ++i) {
        // Asked before time moves on: at one picture per second everyone would else be long lost.
        followed_[i] = objects_[i].shown() ? 1 : 0;
        objects_[i].predictTo(now_, aspect_);
    }
}

// Good boxes over the lower score, the best ones where there are too many.
void Tracker::selectSeen(std::span<const SeenObject> seen) {
    free_.assign(seen.size(), 0);
    stageSeen_.clear();
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (seen[i].bestScore() >= settings_.keepScore && inPicture(seen[i].box)) {
            stageSeen_.push_back(i);
        }
    }
    if (stageSeen_.size() > kMaximumSeen) {
        std::sort(stageSeen_.begin(), stageSeen_.end(), [&](std::size_t a, std::size_t b) {
            return seen[a].bestScore() != seen[b].bestScore() ? seen[a].bestScore() > seen[b].bestScore()
                                                              : a < b;
        });
        stageSeen_.resize(kMaximumSeen);
    }
    for (const std::size_t i : stageSeen_) {
        free_[i] = 1;
    }
}

void Tracker::pair(Stage stage, std::span<const SeenObject> seen) {
    const bool faint = stage == Stage::Faint || stage == Stage::RememberedFaint;
    const bool all = stage == Stage::Sure || stage == Stage::RememberedFaint;
    stageObjects_.clear();
    stageSeen_.clear();
    for (std::size_t i = 0; i < objects_.size(); ++i) {
        if (!objects_[i].matched() && (all || followed_[i] != 0)) {
            stageObjects_.push_back(i);
        }
    }
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (free_[i] != 0 && (faint || seen[i].bestScore() >= settings_.startScore)) {
            stageSeen_.push_back(i);
        }
    }
    if (stageObjects_.empty() || stageSeen_.empty()) {
        return;
    }
    assignment_.reset(stageObjects_.size(), stageSeen_.size());
    for (std::size_t row = 0; row < stageObjects_.size(); ++row) {
        for (std::size_t column = 0; column < stageSeen_.size(); ++column) {
            assignment_.setCost(row, column, cost(stage, stageObjects_[row], seen[stageSeen_[column]]));
        }
    }
    const auto columns = assignment_.solve(kPairLimit);
    for (std::size_t row = 0; row < columns.size(); ++row) {
        if (columns[row] != Assignment::kNone) {
            const std::size_t index = stageSeen_[static_cast<std::size_t>(columns[row])];
            objects_[stageObjects_[row]].match(seen[index], aspect_);
            free_[index] = 0;
        }
    }
}

double Tracker::cost(Stage stage, std::size_t index, const SeenObject& seen) const {
    const TrackedObject& object = objects_[index];
    if (stage == Stage::Flicker) {
        return flickerCost(object, seen);
    }
    if (stage != Stage::Sure) {
        return pairCost(object, seen, Reach::Overlapping, aspect_);
    }
    // What was seen only once was seen a moment ago.
    const bool lately = followed_[index] != 0 || !object.confirmed();
    return lately ? pairCost(object, seen, Reach::Followed, aspect_)
                  : pairCost(object, seen, Reach::Remembered, aspect_) + kRememberedPenalty;
}

void Tracker::begin(std::span<const SeenObject> seen) {
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (free_[i] != 0 && seen[i].bestScore() >= settings_.startScore && !alreadyFollowed(seen[i]) &&
            makeRoom()) {
            objects_.emplace_back(seen[i], now_, aspect_);
        }
    }
}

bool Tracker::alreadyFollowed(const SeenObject& seen) const {
    return std::any_of(objects_.begin(), objects_.end(), [&](const TrackedObject& object) {
        const BoxFilter* part = seen.object == ObjectClass::Head ? object.head() : object.body();
        const bool sameKind = object.person() ? isPerson(seen.object) : object.object() == seen.object;
        return object.matched() && sameKind && part != nullptr && overlap(part->box(), seen.box) > kSameThing;
    });
}

bool Tracker::makeRoom() {
    if (objects_.size() < kMaximumTracks) {
        return true;
    }
    const auto longestLost = std::max_element(
        objects_.begin(), objects_.end(),
        [](const TrackedObject& a, const TrackedObject& b) { return a.lostFor() < b.lostFor(); });
    if (longestLost->matched()) {
        return false;
    }
    objects_.erase(longestLost);
    return true;
}

void Tracker::forget() {
    std::erase_if(objects_, [&](const TrackedObject& object) {
        const Duration memory = object.confirmed() ? settings_.memory : TrackedObject::kShownWhenLost;
        return !object.matched() && (object.lostFor() > memory || object.gone());
    });
}

void Tracker::giveIds() {
    for (TrackedObject& object : objects_) {
        if (object.id() == 0 && object.shown()) {
            object.setId(++lastId_);
        }
    }
}

void Tracker::write(std::vector<Track>& tracks) const {
    tracks.clear();
    for (const TrackedObject& object : objects_) {
        if (object.shown()) {
            tracks.push_back(object.toTrack());
        }
    }
    std::sort(tracks.begin(), tracks.end(), [](const Track& a, const Track& b) { return a.id < b.id; });
}

bool Tracker::settled() const {
    return std::all_of(objects_.begin(), objects_.end(), [&](const TrackedObject& object) {
        const bool still = object.confirmed() && object.matched() && object.speed(aspect_) < kStill;
        const bool hidden = object.confirmed() && !object.shown();
        return still || hidden;
    });
}

}  // namespace ocellus
