// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "vision/seen_object.h"

namespace ocellus {

// A scene of tests/scenario/tracking, as its README describes the files. All boxes in pixels.
struct TrackingScenario {
    struct Span {
        double from = 0;
        double to = 0;

        [[nodiscard]] bool holds(double time) const { return time > from - 1e-6 && time < to + 1e-6; }
    };

    struct Place {
        double time = 0;
        double x = 0;
        double y = 0;
    };

    struct Change {
        Span when;
        std::optional<float> score{};
        std::optional<ObjectClass> object{};
        bool unseen = false;
    };

    struct Actor {
        std::string name;
        ObjectClass object = ObjectClass::Human;
        float score = 0;
        double width = 0;
        double height = 0;
        std::vector<Place> path;
        std::vector<Change> changes;

        [[nodiscard]] Box boxAt(double time) const;
    };

    struct Merge {
        std::string first;
        std::string second;
        Span when;
    };

    struct ExpectedTrack {
        std::string actor;
        std::uint32_t id = 0;
        bool predicted = false;
        std::string object;  // empty: any
    };

    struct Expectation {
        double time = 0;
        std::string text;
        std::vector<ExpectedTrack> tracks;
    };

    double width = 1000;
    double height = 1000;
    double jitter = 0;
    std::vector<double> pictures;
    std::vector<Actor> actors;
    std::vector<Merge> merges;
    std::vector<Expectation> expectations;

    // Throws std::runtime_error naming the line that it does not understand.
    static TrackingScenario read(const std::filesystem::path& file);

    [[nodiscard]] const Actor& actor(const std::string& name) const;
    // What the detector finds in the `index`-th picture; boxes in fractions.
    [[nodiscard]] std::vector<Detection> detections(std::size_t index) const;
    [[nodiscard]] Box toFractions(const Box& pixels) const;
};

}  // namespace ocellus
