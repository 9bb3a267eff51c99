// SPDX-License-Identifier: Apache-2.0
#include "unit/apps/occupancy/scenario.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "base/text.h"

namespace ocellus::occupancy::test {
namespace {

const std::map<std::string, ZoneState> kStates{
    {"reset", ZoneState::Reset}, {"running", ZoneState::Running}, {"paused", ZoneState::Paused}};
const std::map<std::string, Said::What> kWords{
    {"start", Said::What::Start}, {"repeat", Said::What::Repeat}, {"end", Said::What::End}};
const std::map<std::string, RepeatMode> kRepeats{
    {"periodic", RepeatMode::Periodic}, {"continuous", RepeatMode::Continuous}, {"once", RepeatMode::Once}};

template <class Value>
std::string wordFor(const std::map<std::string, Value>& words, Value value) {
    return std::find_if(words.begin(), words.end(),
                        [value](const auto& pair) { return pair.second == value; })
        ->first;
}

std::string seconds(Duration duration) {
    std::ostringstream out;
    out.precision(12);
    out << toSeconds(duration);
    return out.str();
}

// Reads one file, line by line.
class Reader {
public:
    explicit Reader(const std::filesystem::path& path) : path_(path) {}

    std::vector<Scenario> all() {
        std::ifstream in(path_);
        std::string line;
        while (std::getline(in, line)) {
            ++number_;
            line = std::string(trim(line.substr(0, line.find('#'))));
            if (!line.empty()) {
                take(line);
            }
        }
        return std::move(scenarios_);
    }

private:
    [[noreturn]] void fail(const std::string& why) const {
        throw std::runtime_error(path_.filename().string() + ":" + std::to_string(number_) + ": " + why);
    }

    [[nodiscard]] Duration duration(const std::string& text) const {
        std::size_t used = 0;
        double value = 0;
        try {
            value = std::stod(text, &used);
        } catch (const std::exception&) {
            fail("\"" + text + "\" is not a number of seconds");
        }
        if (used != text.size()) {
            fail("\"" + text + "\" is not a number of seconds");
        }
        return fromSeconds(value);
    }

    template <class Value>
    Value word(const std::map<std::string, Value>& words, const std::string& text) const {
        const auto found = words.find(text);
        if (found == words.end()) {
            fail("\"" + text + "\" is not a word of this place");
        }
        return found->second;
    }

    [[nodiscard]] bool onOff(const std::string& text) const {
        return word(std::map<std::string, bool>{{"on", true}, {"off", false}}, text);
    }

    void take(const std::string& line) {
        if (line.rfind("scenario ", 0) == 0) {
            scenarios_.push_back({path_.filename().string(), line.substr(9), {}, {}});
            last_.reset();
            rate_ = 5;
            wallOffset_ = Duration{};
            return;
        }
        if (scenarios_.empty()) {
            fail("a file begins with a \"scenario\" line");
        }
        const std::size_t arrow = line.find("->");
        if (arrow == std::string::npos) {
            setting(line);
        } else {
            pictures(line.substr(0, arrow), line.substr(arrow + 2));
        }
    }

    void setting(const std::string& line) {
        std::istringstream in(line);
        std::string name;
        std::string value;
        in >> name >> value;
        RuleSettings& settings = scenarios_.back().settings;
        if (name == "rate") {
            rate_ = std::stoi(value);
        } else if (name == "clock") {
            wallOffset_ += duration(value);
        } else if (!scenarios_.back().lines.empty()) {
            fail("settings come before the first picture");
        } else if (name == "threshold") {
            settings.threshold = std::stoi(value);
        } else if (name == "time") {
            settings.time = duration(value);
        } else if (name == "reset_percent") {
            settings.resetPercent = std::stoi(value);
        } else if (name == "pause_limit") {
            settings.pauseLimit = duration(value);
        } else if (name == "repeat") {
            settings.repeat = word(kRepeats, value);
        } else if (name == "alarm_deactivation") {
            settings.alarmDeactivation = duration(value);
        } else if (name == "below_threshold") {
            settings.belowThreshold = onOff(value);
        } else if (name == "alarm_notification") {
            settings.alarmNotification = onOff(value);
        } else {
            fail("unknown setting \"" + name + "\"");
        }
    }

    // "12.5 10" is one picture, "..12.5 10" all pictures at the rate from the last one on.
    void pictures(const std::string& left, const std::string& right) {
        ScenarioLine line;
        line.number = number_;
        line.wallOffset = wallOffset_;
        std::istringstream in(left);
        std::string time;
        if (!(in >> time >> line.count)) {
            fail("expected \"time count -> timer state alarms\"");
        }
        const bool range = time.rfind("..", 0) == 0;
        const Instant until{duration(range ? time.substr(2) : time)};
        if (!range) {
            line.pictures.push_back(until);
        } else {
            const Instant from = last_.value_or(Instant{});
            for (std::int64_t i = last_ ? 1 : 0;; ++i) {
                const Instant at = from + Duration{i * 1'000'000 / rate_};
                if (at > until) {
                    break;
                }
                line.pictures.push_back(at);
            }
        }
        if (line.pictures.empty() || (last_ && line.pictures.front() < *last_)) {
            fail("times must go on");
        }
        last_ = line.pictures.back();
        expectation(right, line);
        scenarios_.back().lines.push_back(std::move(line));
    }

    void expectation(const std::string& right, ScenarioLine& line) {
        std::istringstream in(right);
        std::string timer;
        std::string state;
        if (!(in >> timer >> state)) {
            fail("expected \"timer state\" after ->");
        }
        line.shown.timer = duration(timer);
        line.shown.alarm = state.back() == '!';
        line.shown.state = word(kStates, line.shown.alarm ? state.substr(0, state.size() - 1) : state);
        std::string what;
        std::string at;
        while (in >> what >> at) {
            Said said;
            said.heldBack = what.front() == '(';
            said.what = word(kWords, said.heldBack ? what.substr(1) : what);
            at.erase(std::remove_if(at.begin(), at.end(), [](char c) { return c == ')' || c == ','; }),
                     at.end());
            said.at = Instant{duration(at)};
            line.said.push_back(said);
        }
    }

    std::filesystem::path path_;
    int number_ = 0;
    int rate_ = 5;
    Duration wallOffset_{};
    std::optional<Instant> last_;
    std::vector<Scenario> scenarios_;
};

std::string list(const std::vector<Said>& said) {
    std::string text;
    for (const Said& each : said) {
        text += (text.empty() ? "" : ", ") + each.text();
    }
    return text.empty() ? "nothing" : text;
}

}  // namespace

std::string Said::text() const {
    const std::string plain = wordFor(kWords, what) + " " + seconds(at.time_since_epoch());
    return heldBack ? "(" + plain + ")" : plain;
}

std::string Shown::text() const {
    return seconds(timer) + " " + wordFor(kStates, state) + (alarm ? "!" : "");
}

std::vector<Scenario> readScenarios(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".txt") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    std::vector<Scenario> scenarios;
    for (const auto& file : files) {
        for (Scenario& scenario : Reader(file).all()) {
            scenarios.push_back(std::move(scenario));
        }
    }
    return scenarios;
}

std::string play(const Scenario& scenario, const Drive& drive) {
    std::string mistakes;
    for (const ScenarioLine& line : scenario.lines) {
        Answer answer;
        for (const Instant picture : line.pictures) {
            const WallTime stamp{picture.time_since_epoch() + line.wallOffset};
            Answer one = drive(picture, stamp, line.count);
            answer.shown = one.shown;
            answer.said.insert(answer.said.end(), one.said.begin(), one.said.end());
        }
        const std::string where =
            scenario.file + ":" + std::to_string(line.number) + " (" + scenario.title + "): ";
        if (answer.shown != line.shown) {
            mistakes += where + "shows " + answer.shown.text() + ", not " + line.shown.text() + "\n";
        }
        if (answer.said != line.said) {
            mistakes += where + "says " + list(answer.said) + ", not " + list(line.said) + "\n";
        }
    }
    return mistakes;
}

}  // namespace ocellus::occupancy::test
