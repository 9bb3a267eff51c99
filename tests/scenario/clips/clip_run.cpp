// SPDX-License-Identifier: Apache-2.0
#include "clip_run.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>

#include "media/clip_reader.h"
#include "vision/model_detector.h"

namespace ocellus {

std::shared_ptr<DetectorModel> builtInModel(Detail detail, const std::string& id) {
    DetectorOptions options;
    options.model = id;
    options.detail = detail;
    auto model = DetectorModel::load(ModelCatalogue{{OCELLUS_SOURCE_DIR "/models"}}, options);
    if (!model) {
        throw std::runtime_error(model.error().text());
    }
    return *model;
}

std::optional<std::filesystem::path> vtestClip() {
    const char* named = std::getenv("OCELLUS_TEST_CLIP");
    const std::filesystem::path file =
        named != nullptr && *named != '\0' ? named : OCELLUS_SOURCE_DIR "/run/media/vtest.avi";
    return std::filesystem::exists(file) ? std::optional(file) : std::nullopt;
}

std::vector<PicturePtr> readClip(const std::filesystem::path& file, double rate) {
    std::vector<PicturePtr> pictures;
    auto clip = media::openClip(file, {.picturesPerSecond = rate});
    if (!clip) {
        ADD_FAILURE() << clip.error().text();
        return pictures;
    }
    while (true) {
        auto picture = (*clip)->next();
        if (!picture) {
            ADD_FAILURE() << picture.error().text();
        }
        if (!picture || !*picture) {
            return pictures;
        }
        pictures.push_back(std::move(**picture));
    }
}

std::vector<Observation> analyse(const std::vector<PicturePtr>& pictures,
                                 const std::shared_ptr<DetectorModel>& model,
                                 CameraAnalysis::Settings settings) {
    ModelDetector detector{model, settings.tracker.keepScore};
    CameraAnalysis analysis{std::move(settings)};
    std::vector<Observation> observations;
    for (const PicturePtr& picture : pictures) {
        Observation observation;
        if (const auto done = analysis.analyse(*picture, detector, observation); !done) {
            ADD_FAILURE() << done.error().text();
        }
        observations.push_back(std::move(observation));
    }
    return observations;
}

}  // namespace ocellus
