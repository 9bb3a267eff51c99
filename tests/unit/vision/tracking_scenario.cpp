// SPDX-License-Identifier: Apache-2.0
#include "tracking_scenario.h"

#include <fstream>
#include <random>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace ocellus {
namespace {

using Match = std::smatch;

const std::string kNumber = R"((-?[\d.]+))";
const std::string kSpan = kNumber + " to " + kNumber;

ObjectClass classOf(const std::string& name) {
    for (std::size_t i = 0; i < kObjectClassNames.size(); ++i) {
        if (kObjectClassNames[i] == name) {
            return static_cast<ObjectClass>(i);
        }
    }
    throw std::runtime_error("no such class: " + name);
}

std::optional<Match> match(const std::string& line, const std::string& pattern) {
    static thread_local std::string kept;  // a match points into its text
    kept = line;
    Match found;
    return std::regex_match(kept, found, std::regex(pattern)) ? std::optional(found) : std::nullopt;
}

TrackingScenario::Span spanOf(const Match& found, std::size_t group) {
    return {std::stod(found[group]), std::stod(found[group + 1])};
}

std::vector<TrackingScenario::Place> pathOf(const std::string& text) {
    std::vector<TrackingScenario::Place> path;
    std::istringstream parts{text};
    std::string part;
    while (std::getline(parts, part, ';')) {
        const auto found = match(part, " *" + kNumber + " at " + kNumber + "," + kNumber + " *");
        if (!found) {
            throw std::runtime_error("no such place: " + part);
        }
        path.push_back({std::stod((*found)[1]), std::stod((*found)[2]), std::stod((*found)[3])});
    }
    return path;
}

std::vector<TrackingScenario::ExpectedTrack> tracksOf(const std::string& text) {
    std::vector<TrackingScenario::ExpectedTrack> tracks;
    std::istringstream words{text};
    std::string word;
    while (words >> word && word != "nobody") {
        const auto found = match(word, R"((\w+)=(\d+)(~?)(?::(\w+))?)");
        if (!found) {
            throw std::runtime_error("no such expectation: " + word);
        }
        tracks.push_back({(*found)[1], static_cast<std::uint32_t>(std::stoul((*found)[2])),
                          (*found)[3].length() > 0, (*found)[4]});
    }
    return tracks;
}

void readLine(TrackingScenario& scene, const std::string& line) {
    const auto changesOf = [&](const std::string& name) -> std::vector<TrackingScenario::Change>& {
        return const_cast<TrackingScenario::Actor&>(scene.actor(name))
            .changes;  // NOLINT: found by the const search
    };
    if (auto found = match(line, "picture (\\d+)x(\\d+)")) {
        scene.width = std::stod((*found)[1]);
        scene.height = std::stod((*found)[2]);
    } else if (found = match(line, "pictures " + kSpan + " every " + kNumber); found) {
        const double step = std::stod((*found)[3]);
        const auto span = spanOf(*found, 1);
        for (int i = 0; span.holds(span.from + i * step); ++i) {
            scene.pictures.push_back(span.from + i * step);
        }
    } else if (found = match(line, "jitter " + kNumber); found) {
        scene.jitter = std::stod((*found)[1]);
    } else if (found = match(line, R"(object (\w+) (\w+) )" + kNumber + R"( (\d+)x(\d+): (.*))"); found) {
        const Match fields = *found;
        const std::string path = fields[6];
        TrackingScenario::Actor actor{fields[1],
                                      classOf(fields[2]),
                                      std::stof(fields[3]),
                                      std::stod(fields[4]),
                                      std::stod(fields[5]),
                                      {},
                                      {}};
        actor.path = pathOf(path);
        scene.actors.push_back(std::move(actor));
    } else if (found = match(line, R"(unseen (\w+) )" + kSpan); found) {
        changesOf((*found)[1]).push_back({.when = spanOf(*found, 2), .unseen = true});
    } else if (found = match(line, R"(score (\w+) )" + kNumber + " " + kSpan); found) {
        changesOf((*found)[1]).push_back({.when = spanOf(*found, 3), .score = std::stof((*found)[2])});
    } else if (found = match(line, R"(as (\w+) (\w+) )" + kSpan); found) {
        changesOf((*found)[1]).push_back({.when = spanOf(*found, 3), .object = classOf((*found)[2])});
    } else if (found = match(line, R"(merged (\w+) (\w+) )" + kSpan); found) {
        scene.merges.push_back({(*found)[1], (*found)[2], spanOf(*found, 3)});
    } else if (found = match(line, "expect " + kNumber + ": (.*)"); found) {
        const double time = std::stod((*found)[1]);
        const std::string text = (*found)[2];
        scene.expectations.push_back({time, text, tracksOf(text)});
    } else {
        throw std::runtime_error("not understood: " + line);
    }
}

}  // namespace

Box TrackingScenario::Actor::boxAt(double time) const {
    Place at = path.back();
    if (time <= path.front().time) {
        at = path.front();
    } else if (time < path.back().time) {
        std::size_t next = 1;
        while (path[next].time < time) {
            ++next;
        }
        const Place& a = path[next - 1];
        const Place& b = path[next];
        const double part = (time - a.time) / (b.time - a.time);
        at = {time, a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)};
    }
    return {at.x - width / 2, at.y - height / 2, width, height};
}

TrackingScenario TrackingScenario::read(const std::filesystem::path& file) {
    std::ifstream stream{file};
    TrackingScenario scene;
    std::string line;
    while (std::getline(stream, line)) {
        line = line.substr(0, line.find('#'));
        line.erase(line.find_last_not_of(' ') + 1);
        if (!line.empty()) {
            readLine(scene, line);
        }
    }
    return scene;
}

const TrackingScenario::Actor& TrackingScenario::actor(const std::string& name) const {
    for (const Actor& each : actors) {
        if (each.name == name) {
            return each;
        }
    }
    throw std::runtime_error("no such object: " + name);
}

Box TrackingScenario::toFractions(const Box& pixels) const {
    return {pixels.x / width, pixels.y / height, pixels.width / width, pixels.height / height};
}

std::vector<Detection> TrackingScenario::detections(std::size_t index) const {
    std::mt19937 random{static_cast<unsigned>(index + 1)};  // NOLINT: the same jitter on every run
    // Not a standard distribution: those differ between libraries.
    const auto off = [&] { return jitter * (static_cast<double>(random() % 2001) / 1000 - 1); };
    const double time = pictures[index];
    std::vector<Detection> found;
    std::vector<std::string> hidden;
    for (const Merge& merge : merges) {
        if (merge.when.holds(time)) {
            const Box a = actor(merge.first).boxAt(time);
            const Box b = actor(merge.second).boxAt(time);
            const double left = std::min(a.x, b.x);
            const double top = std::min(a.y, b.y);
            found.push_back({actor(merge.first).object,
                             std::max(actor(merge.first).score, actor(merge.second).score),
                             toFractions({left, top, std::max(a.right(), b.right()) - left,
                                          std::max(a.bottom(), b.bottom()) - top})});
            hidden.insert(hidden.end(), {merge.first, merge.second});
        }
    }
    for (const Actor& each : actors) {
        Detection detection{each.object, each.score, {}};
        bool seen = std::find(hidden.begin(), hidden.end(), each.name) == hidden.end();
        for (const Change& change : each.changes) {
            if (change.when.holds(time)) {
                detection.score = change.score.value_or(detection.score);
                detection.object = change.object.value_or(detection.object);
                seen = seen && !change.unseen;
            }
        }
        Box box = each.boxAt(time);
        box = {box.x + off(), box.y + off(), box.width + off(), box.height + off()};
        detection.box = toFractions(box);
        if (seen) {
            found.push_back(detection);
        }
    }
    return found;
}

}  // namespace ocellus
