// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "apps/occupancy/occupancy_app.h"
#include "daemon/trials/clip_walk.h"

namespace ocellus {

// One clip under several settings of occupancy at once: which alarms each would have raised. Runs on a thread
// of its own that lets the cameras go first; ends when destroyed. Thread-safe.
class ClipTrial {
public:
    static constexpr Duration kLongestClip =
        std::chrono::hours{1};                        // the rest is not looked at, and that is said
    static constexpr std::size_t kMostAlarms = 1000;  // of each variant

    struct Settings {
        std::string camera;
        std::string clip;  // its name
        std::filesystem::path file;
        double picturesPerSecond = 5;
        CameraAnalysis::Settings analysis;
        std::vector<std::pair<std::string, occupancy::OccupancySettings>> variants;  // by name
    };

    ClipTrial(Settings settings, std::shared_ptr<DetectorModel> model);
    ~ClipTrial();
    ClipTrial(const ClipTrial&) = delete;
    ClipTrial& operator=(const ClipTrial&) = delete;

    [[nodiscard]] const std::string& camera() const { return settings_.camera; }

    [[nodiscard]] bool isRunning() const;

    // {camera, clip, state: running|done|failed, seconds and pictures so far, message, variants: {name:
    // {alarms, counts}}}
    [[nodiscard]] nlohmann::json write() const;

private:
    enum class State { Running, Done, Failed };

    // What one variant says.
    class Variant final : public AppSink {
    public:
        Variant(const occupancy::OccupancySettings& settings, const occupancy::ScoreForThreshold& scoreFor)
            : app_(settings, scoreFor) {}

        void observe(const Observation& observation);

        [[nodiscard]] float leastScore() const { return app_.leastScore(); }

        void emit(AppEvent event) override;
        [[nodiscard]] nlohmann::json write() const;

    private:
        struct Range {
            int lowest = 0;
            int highest = 0;
        };

        occupancy::OccupancyApp app_;
        nlohmann::json alarms_ = nlohmann::json::array();
        std::size_t left_ = 0;  // alarms that are not listed
        std::map<std::string, Range> counts_;
    };

    void run();
    // Variants that count down to the same score share one walk through the clip, since the tracker begins
    // its tracks there; others have one of their own.
    [[nodiscard]] Result<std::string> walkAll();
    // Gives what is to be said of a walk that came to its end.
    [[nodiscard]] Result<std::string> walk(float leastScore);

    const Settings settings_;
    std::shared_ptr<DetectorModel> model_;
    std::atomic<bool> ending_ = false;
    mutable std::mutex mutex_;  // over what follows
    State state_ = State::Running;
    std::string message_;
    Duration reached_{};
    std::uint64_t pictures_ = 0;
    std::vector<std::pair<std::string, std::unique_ptr<Variant>>> variants_;
    std::thread thread_;  // last
};

}  // namespace ocellus
