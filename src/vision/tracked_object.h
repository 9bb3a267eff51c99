// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "vision/box_filter.h"
#include "vision/observation.h"
#include "vision/score_history.h"
#include "vision/seen_object.h"

namespace ocellus {

// One track inside the tracker: two parts that move on their own filters (of a person the body and the head;
// of all else only the first), the votes on its class, and when it was seen. Thread-compatible.
class TrackedObject {
public:
    // How long a track, or a person's body or head alone, is predicted once lost (occupancy rule,
    // "Counting").
    static constexpr Duration kShownWhenLost = std::chrono::milliseconds{500};

    TrackedObject(const SeenObject& seen, Instant when, double aspect);

    void predictTo(Instant when, double aspect);
    // Seen in the picture of the last predictTo().
    void match(const SeenObject& seen, double aspect);
    // An unchanged picture: it is where it was, so it is seen again as it was seen last. For those that were
    // matched in the picture before.
    void matchUnchanged(double aspect);

    // A track counts from its second matched picture.
    [[nodiscard]] bool confirmed() const { return matches_ >= 2; }

    // In the picture of the last predictTo().
    [[nodiscard]] bool matched() const { return matched_; }

    [[nodiscard]] Duration lostFor() const { return now_ - lastMatched_; }

    // Confirmed, and matched or lost for no longer than it may be predicted or was seen, and still in the
    // picture.
    [[nodiscard]] bool shown() const;

    // The middle of where it ought to be is outside the picture.
    [[nodiscard]] bool gone() const;

    // Own sizes per second.
    [[nodiscard]] double speed(double aspect) const;

    // By votes, with scores as their weight; a person is Human or Head by what is seen of it now.
    [[nodiscard]] ObjectClass object() const;

    [[nodiscard]] bool person() const { return isPerson(object()); }

    // The predicted parts; null where unknown.
    [[nodiscard]] const BoxFilter* body() const { return body_.known ? &body_.filter : nullptr; }

    [[nodiscard]] const BoxFilter* head() const { return head_.known ? &head_.filter : nullptr; }

    // 0 until it is first shown: ids are not spent on what was seen only once.
    [[nodiscard]] std::uint32_t id() const { return id_; }

    void setId(std::uint32_t id) { id_ = id; }

    [[nodiscard]] Track toTrack() const;

private:
    struct Part {
        bool known = false;
        BoxFilter filter;
        Box measured;  // at its last match
        ScoreHistory scores;
        Instant lastMatched;

        void match(const Box& box, float score, Instant when, double aspect, double agility);
    };

    void vote(ObjectClass object, float weight);
    void matchHead(const Box& box, float score, double aspect);

    std::uint32_t id_ = 0;
    std::array<float, kObjectClassNames.size()> votes_{};
    Part body_;
    Part head_;
    Instant now_;  // of the last prediction
    Instant firstSeen_;
    Instant lastMatched_;
    std::uint64_t matches_ = 0;
    bool matched_ = false;
};

// The speed that an object may reach, in its own sizes (mean of width and height) per second: someone who
// runs, a car in a street.
[[nodiscard]] constexpr double agilityOf(ObjectClass object) {
    switch (object) {
        case ObjectClass::Head:
        case ObjectClass::Face:
            return 6;
        case ObjectClass::Vehicle:
            return 2;
        case ObjectClass::Bicycle:
            return 3;
        case ObjectClass::Human:
            break;
    }
    return 1.5;
}

}  // namespace ocellus
