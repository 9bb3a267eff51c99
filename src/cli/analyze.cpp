// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "apps/occupancy/occupancy_app.h"
#include "cli/analysis_output.h"
#include "cli/command.h"
#include "cli/model_options.h"
#include "daemon/configuration/configuration.h"
#include "daemon/trials/clip_walk.h"
#include "media/clip_reader.h"

namespace ocellus::cli {
namespace {

struct AnalyzeOptions {
    ModelOptions model;
    std::string clip;
    std::string configuration;
    double picturesPerSecond = 0;  // 0: every picture
    bool json = false;
};

// One clip, and what the apps say of it.
class AnalyzeRun final : private AppSink {
public:
    AnalyzeRun(const AnalyzeOptions& options, std::unique_ptr<ClipWalk> clip, const Calibration& calibration,
               const AppsSettings& settings)
        : options_(options), clip_(std::move(clip)) {
        if (settings.occupancy) {
            apps_.push_back(std::make_unique<occupancy::OccupancyApp>(
                *settings.occupancy, [&calibration](ObjectClass object, int threshold) {
                    return calibration.scoreOf(object, threshold);
                }));
            clip_->reachDownTo(apps_.back()->leastScore());
        }
    }

    int all() {
        while (true) {
            const auto step = clip_->next();
            if (!step) {
                return report(step.error());
            }
            if (*step == ClipWalk::Step::End) {
                break;
            }
            if (*step == ClipWalk::Step::Damaged) {
                // It does not keep the others from being looked at.
                code_ = std::max(code_, report(clip_->why()));
                continue;
            }
            observe(clip_->observation());
        }
        if (!options_.json) {
            std::cout << summary_.text() << '\n';
        }
        std::cout.flush();
        return std::cout ? code_ : kFailed;  // a full disk or a reader that has gone
    }

private:
    void observe(const Observation& observation) {
        said_.clear();
        for (const auto& app : apps_) {
            app->observe(observation, *this);
        }
        summary_.add(observation, apps_);
        if (options_.json) {
            std::cout << observationAsJson(observation, apps_) << '\n';
        }
        for (const AppEvent& event : said_) {
            const std::string line = options_.json ? eventAsJson(event) : eventAsText(event);
            if (!line.empty()) {
                std::cout << line << '\n';
            }
        }
    }

    void emit(AppEvent event) override {
        summary_.add(event);
        said_.push_back(std::move(event));
    }

    const AnalyzeOptions& options_;
    std::unique_ptr<ClipWalk> clip_;
    std::vector<std::unique_ptr<App>> apps_;
    std::vector<AppEvent> said_;
    AnalysisSummary summary_;
    int code_ = kDone;
};

int analyze(const AnalyzeOptions& options) {
    const auto settings = loadApps(options.configuration);
    if (!settings) {
        for (const ConfigurationError& error : settings.error()) {
            std::cerr << "error: " << error.text() << '\n';
        }
        return kBadInput;
    }
    if (settings->occupancy) {
        for (const SettingError& note : occupancy::unavailableSettings(*settings->occupancy)) {
            std::cerr << "warning: " << note.text() << '\n';
        }
    }
    // Before the model is loaded, which takes a second: most mistakes are in the path.
    if (const auto clip = media::openClip(options.clip); !clip) {
        return report(clip.error());
    }
    const auto catalogue = catalogueWith(options.model.folder);
    if (!catalogue) {
        return report(catalogue.error());
    }
    // As a host with this one camera would look at it.
    const auto wanted = options.model.detectorOptions(Detail::Fine);
    if (!wanted) {
        return report(wanted.error());
    }
    const auto model = DetectorModel::load(*catalogue, *wanted);
    if (!model) {
        return report(model.error());
    }
    auto clip = ClipWalk::open(options.clip, options.picturesPerSecond, *model, {});
    if (!clip) {
        return report(clip.error());
    }
    std::cerr << "analysing with " << (*model)->description() << '\n';
    return AnalyzeRun{options, std::move(*clip), (*model)->manifest().calibration, *settings}.all();
}

}  // namespace

void addAnalyze(CLI::App& program, Action& action) {
    CLI::App* const command = program.add_subcommand(
        "analyze", "Try apps on a clip: counts, tracks and alarms, faster than real time");
    const auto options = std::make_shared<AnalyzeOptions>();
    command->add_option("clip", options->clip, "A video file, or a folder of JPEG pictures")->required();
    command
        ->add_option("--config", options->configuration,
                     "YAML file with the apps: part of a camera's configuration")
        ->required();
    options->model.addTo(*command);
    command
        ->add_option("--fps", options->picturesPerSecond,
                     "Pictures per second of the clip's time; every one unless given")
        ->check(CLI::Range(0.01, 1000.0));
    command->add_flag("--json", options->json, "JSON lines on standard output");
    command->callback([options, &action] { action = [options] { return analyze(*options); }; });
}

}  // namespace ocellus::cli
