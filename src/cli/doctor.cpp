// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/configuration_file.h"
#include "cli/model_options.h"
#include "cli/program_folder.h"
#include "daemon/camera/camera_check.h"
#include "daemon/camera/detector_cost.h"
#include "daemon/report/health.h"
#include "inference/detector_model.h"
#include "inference/model_catalogue.h"

namespace ocellus::cli {
namespace {

struct Options {
    std::string configuration;
    std::string models;
    bool json = false;
};

// What a detector costs on this machine and how good it is.
std::string describe(DetectorModel& model) {
    std::string words = model.description();
    for (const Detail detail : {Detail::Plain, Detail::Fine}) {
        if (detail == Detail::Fine && model.manifest().fine.empty()) {
            continue;
        }
        model.setDetail(detail);
        if (const auto milliseconds = millisecondsPerPicture(model)) {
            const int tenths = static_cast<int>(std::lround(*milliseconds * 10));
            words += detail == Detail::Fine ? ", finely " : ", ";
            words +=
                std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " ms a picture on one core";
        }
    }
    if (!model.manifest().accuracy.empty()) {
        words += "; " + model.manifest().accuracy;
    }
    return words;
}

// The detectors of our own that could run instead: `models.detector` chooses.
void addChoices(const ModelCatalogue& catalogue, const std::string& chosen, std::vector<Finding>& findings) {
    for (const ModelManifest& other : catalogue.list().models) {
        if (other.head != "ocellus" || other.id == chosen) {
            continue;
        }
        DetectorOptions wanted;
        wanted.model = other.id;
        if (const auto model = DetectorModel::load(catalogue, wanted)) {
            findings.push_back({Finding::Level::Good, "models.detector could be", describe(**model), ""});
        }
    }
}

// The detector that would run, and what there is to choose from.
std::vector<Finding> checkModels(const Options& options, const std::string& detector) {
    const auto catalogue = catalogueWith(options.models);
    if (!catalogue) {
        return {{Finding::Level::Bad, "model", catalogue.error().message, catalogue.error().remedy}};
    }
    DetectorOptions wanted;
    if (!detector.empty()) {
        wanted.model = detector;
    }
    const auto model = DetectorModel::load(*catalogue, wanted);
    if (!model) {
        return {{Finding::Level::Bad, "model", model.error().message, model.error().remedy}};
    }
    std::vector<Finding> findings{{Finding::Level::Good, "model", describe(**model), ""}};
    addChoices(*catalogue, wanted.model, findings);
    return findings;
}

// Video needs the worker beside this program, which brings GStreamer.
Finding checkMedia() {
    for (const char* place : {"ocellus-media-worker", "../libexec/ocellus/ocellus-media-worker"}) {
        std::error_code error;
        if (std::filesystem::exists(programFolder() / place, error)) {
            return {Finding::Level::Good, "media", "RTSP and video files can be played", ""};
        }
    }
    return {Finding::Level::Warning, "media", "ocellus-media-worker is not beside this program",
            "RTSP cameras and video files do not work: build or install it too"};
}

std::vector<Finding> examine(const Options& options, const std::optional<Configuration>& configuration) {
    std::vector<Finding> findings{checkProcessor(), checkMemory(), checkMedia()};
    for (Finding& finding : checkModels(options, configuration ? configuration->models.detector : "")) {
        findings.push_back(std::move(finding));
    }
    if (!configuration) {
        return findings;
    }
    findings.push_back(checkDisk(configuration->storage.path));
    const auto& server = configuration->server;
    const std::pair<const char*, const std::optional<Listener>&> listeners[] = {
        {"http", server.http}, {"https", server.https}, {"rtsp", server.rtsp}};
    for (const auto& [name, listener] : listeners) {
        if (listener) {
            findings.push_back(checkPort(name, listener->text()));
        }
    }
    for (Finding& finding : checkCameras(configuration->cameras)) {
        findings.push_back(std::move(finding));
    }
    return findings;
}

int doctor(const Options& options) {
    std::optional<Configuration> configuration;
    if (!options.configuration.empty()) {
        configuration = readConfigurationFile(options.configuration);
        if (!configuration) {
            return kBadInput;
        }
    }
    bool well = true;
    for (const Finding& finding : examine(options, configuration)) {
        well = well && finding.level != Finding::Level::Bad;
        if (options.json) {
            std::cout << toJson(finding).dump() << '\n';
            continue;
        }
        static constexpr const char* kMarks[] = {"fine     ", "warning  ", "BAD      "};
        std::cout << kMarks[static_cast<std::size_t>(finding.level)] << finding.topic << ": "
                  << finding.message << '\n';
        if (!finding.remedy.empty()) {
            std::cout << "         -> " << finding.remedy << '\n';
        }
    }
    return well ? kDone : kFailed;
}

}  // namespace

void addDoctor(CLI::App& program, Action& action) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "doctor", "Say how this machine stands: processor, model, disk, ports, cameras, and what to change");
    command->add_option("--config", options->configuration, "Look at what this configuration wants as well");
    command->add_flag("--json", options->json, "One JSON line a finding");
    addModelFolderOption(*command, options->models);
    command->callback([options, &action] { action = [options] { return doctor(*options); }; });
}

}  // namespace ocellus::cli
