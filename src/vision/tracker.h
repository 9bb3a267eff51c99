// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "vision/assignment.h"
#include "vision/observation.h"
#include "vision/seen_object.h"
#include "vision/tracked_object.h"

namespace ocellus {

struct TrackerSettings {
    float startScore = 0.35F;                   // of something new; less only continues what is known
    float keepScore = 0.15F;                    // less is not looked at
    Duration memory = std::chrono::seconds{5};  // how long a lost track is looked for

    // The same for somebody who counts what scores `least` or more: nothing of that is overlooked.
    [[nodiscard]] TrackerSettings reachingDownTo(float least) const {
        return {std::min(startScore, least), std::min(keepScore, least), memory};
    }
};

// Gives what is seen in picture after picture its identity. Sure detections are paired first, then faint ones
// with the tracks that are left (as in ByteTrack). Lost tracks take part for some seconds, so that someone
// who stands still or comes out from behind a pillar keeps the id. Everything is measured in time: the rate
// of pictures may be any and change. Same input, same output. Allocates nothing in steady state. Bound to its
// camera.
class Tracker {
public:
    static constexpr std::size_t kMaximumTracks = 256;  // followed and remembered; the longest lost go first
    static constexpr std::size_t kMaximumSeen = 256;    // of one picture; the faintest are left out

    explicit Tracker(TrackerSettings settings = {});

    // From the next picture on; what is followed stays followed.
    void change(TrackerSettings settings) { settings_ = settings; }

    // An inferred picture. A `captured` that runs backwards is taken as no time passed. `aspect` is the
    // picture's width over its height.
    void update(Instant captured, double aspect, std::span<const SeenObject> seen);

    // A picture that the motion gate found unchanged: what was matched in the last one is matched again.
    void carryOn(Instant captured);

    // The tracks that count now, by id; replaces the content of `tracks`.
    void write(std::vector<Track>& tracks) const;

    // Every track is confirmed, still, and matched in the last picture or no longer shown: the motion gate
    // may close.
    [[nodiscard]] bool settled() const;

private:
    enum class Stage { Sure, Faint, RememberedFaint, Flicker };

    void beginPicture(Instant captured);
    void selectSeen(std::span<const SeenObject> seen);
    void pair(Stage stage, std::span<const SeenObject> seen);
    [[nodiscard]] double cost(Stage stage, std::size_t object, const SeenObject& seen) const;
    void begin(std::span<const SeenObject> seen);
    [[nodiscard]] bool alreadyFollowed(const SeenObject& seen) const;
    [[nodiscard]] bool makeRoom();
    void forget();
    void giveIds();

    TrackerSettings settings_;
    double aspect_ = 1;
    Instant now_{};
    std::uint32_t lastId_ = 0;
    std::vector<TrackedObject> objects_;
    Assignment assignment_;
    std::vector<char> followed_;  // of each object: it was shown at the picture before this one
    std::vector<char> free_;      // of each seen: worth a look and not matched yet
    std::vector<std::size_t> stageObjects_;
    std::vector<std::size_t> stageSeen_;
};

}  // namespace ocellus
