// SPDX-License-Identifier: Apache-2.0
#include "vision/tracked_object.h"

#include <algorithm>

namespace ocellus {
namespace {

constexpr float kVoteMemory = 30;  // about 50 pictures: enough to outvote a flicker, not to be deaf for ever

Box insidePicture(const Box& box) {
    const double left = std::clamp(box.x, 0.0, 1.0);
    const double top = std::clamp(box.y, 0.0, 1.0);
    return {left, top, std::clamp(box.right(), 0.0, 1.0) - left, std::clamp(box.bottom(), 0.0, 1.0) - top};
}

}  // namespace

void TrackedObject::Part::match(const Box& box, float score, Instant when, double aspect, double agility) {
    if (known) {
        filter.correct(box, aspect);
    } else {
        filter.start(box, aspect, agility);
        scores.clear();
        known = true;
    }
    measured = box;
    scores.add(when, score);
    lastMatched = when;
}

TrackedObject::TrackedObject(const SeenObject& seen, Instant when, double aspect)
    : now_(when), firstSeen_(when), lastMatched_(when) {
    match(seen, aspect);
}

void TrackedObject::predictTo(Instant when, double aspect) {
    const double seconds = toSeconds(when - now_);
    const bool lost = !matched_;
    now_ = when;
    matched_ = false;
    if (body_.known) {
        body_.filter.predict(seconds, aspect, lost);
    }
    if (head_.known) {
        head_.filter.predict(seconds, aspect, lost);
    }
}

void TrackedObject::match(const SeenObject& seen, double aspect) {
    lastMatched_ = now_;
    matched_ = true;
    ++matches_;
    vote(seen.object, seen.bestScore());
    if (seen.object == ObjectClass::Head) {
        matchHead(seen.box, seen.score, aspect);
    } else {
        body_.match(seen.box, seen.score, now_, aspect, agilityOf(seen.object));
        if (seen.headBox && seen.headScore) {
            matchHead(*seen.headBox, *seen.headScore, aspect);
        }
    }
    for (Part* part : {&body_, &head_}) {
        if (now_ - part->lastMatched > kShownWhenLost) {
            part->known = false;
        }
    }
}

// A body that is not seen goes where its head goes.
void TrackedObject::matchHead(const Box& box, float score, double aspect) {
    const bool carriesBody = head_.known && body_.known && body_.lastMatched != now_;
    const Point before = head_.filter.box().centre();
    head_.match(box, score, now_, aspect, agilityOf(ObjectClass::Head));
    if (carriesBody) {
        const Point after = head_.filter.box().centre();
        body_.filter.shift(after.x - before.x, after.y - before.y);
    }
}

void TrackedObject::matchUnchanged(double aspect) {
    const Instant last = lastMatched_;
    lastMatched_ = now_;
    matched_ = true;
    ++matches_;
    for (Part* part : {&body_, &head_}) {
        if (part->known && part->lastMatched == last) {
            part->filter.correct(part->measured, aspect);
            part->scores.add(now_, part->scores.latest());
            part->lastMatched = now_;
        }
    }
}

void TrackedObject::vote(ObjectClass object, float weight) {
    // Human and Head are one kind of thing and vote together.
    auto& votes = votes_[static_cast<std::size_t>(isPerson(object) ? ObjectClass::Human : object)];
    votes += weight;
    if (votes > kVoteMemory) {
        for (float& each : votes_) {
            each /= 2;
        }
    }
}

bool TrackedObject::shown() const {
    // Who was seen for a moment only is not believed in for longer than that.
    const Duration believed = std::min(kShownWhenLost, lastMatched_ - firstSeen_);
    return confirmed() && lostFor() <= believed && (matched() || !gone());
}

bool TrackedObject::gone() const {
    const Point centre = (body_.known ? body_ : head_).filter.box().centre();
    return centre.x < 0 || centre.x > 1 || centre.y < 0 || centre.y > 1;
}

double TrackedObject::speed(double aspect) const {
    return (body_.known ? body_ : head_).filter.speed(aspect);
}

ObjectClass TrackedObject::object() const {
    const auto most = std::max_element(votes_.begin(), votes_.end());
    const auto winner = static_cast<ObjectClass>(most - votes_.begin());
    return winner == ObjectClass::Human && !body_.known ? ObjectClass::Head : winner;
}

Track TrackedObject::toTrack() const {
    const Part& main = body_.known ? body_ : head_;
    Track track{.id = id_,
                .object = object(),
                .score = main.scores.latest(),
                .meanScore = main.scores.mean(),
                .headScore = {},
                .meanHeadScore = {},
                .box = insidePicture(main.filter.box()),
                .headBox = {},
                .predicted = !matched(),
                .firstSeen = firstSeen_,
                .lastMatched = lastMatched_};
    if (track.object == ObjectClass::Human && head_.known) {
        track.headScore = head_.scores.latest();
        track.meanHeadScore = head_.scores.mean();
        track.headBox = insidePicture(head_.filter.box());
    }
    return track;
}

}  // namespace ocellus
