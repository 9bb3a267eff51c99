// SPDX-License-Identifier: Apache-2.0
#include "inference/detector_model.h"

#include <algorithm>

namespace ocellus {

DetectorModel::DetectorModel(ModelManifest manifest, const ModelCatalogue& catalogue,
                             const DetectorOptions& options)
    : manifest_(std::move(manifest)),
      catalogue_(catalogue),
      options_(options),
      detail_(options.detail),
      precision_(options.precision.value_or(manifest_.defaultPrecision(processorHasVnni()))) {}

Result<std::shared_ptr<DetectorModel>> DetectorModel::load(const ModelCatalogue& catalogue,
                                                           const DetectorOptions& options) {
    auto manifest = catalogue.find(options.model);
    if (!manifest) {
        return tl::unexpected{manifest.error()};
    }
    if (options.precision && !manifest->offers(*options.precision)) {
        return failure(
            Error::Kind::BadInput,
            "the model " + manifest->id + " does not come in " + std::string{nameOf(*options.precision)},
            "leave the precision out to take what suits this machine");
    }
    if (options.input) {
        if (auto accepted = manifest->accepts(*options.input); !accepted) {
            return tl::unexpected{accepted.error()};
        }
    }
    std::shared_ptr<DetectorModel> model{new DetectorModel(std::move(*manifest), catalogue, options)};
    if (auto compiled = model->compiledFor(model->inputFor({})); !compiled) {
        return tl::unexpected{compiled.error()};
    }
    return model;
}

std::string DetectorModel::description() const {
    std::string why;
    if (!options_.precision && manifest_.offers(Precision::Int8) && manifest_.offers(Precision::Fp32)) {
        why = precision_ == Precision::Int8 ? " (this processor has VNNI)"
                                            : " (int8 left out: this processor lacks VNNI)";
    }
    return manifest_.id + " " + std::string{nameOf(precision_)} + why;
}

FrameSize DetectorModel::inputFor(FrameSize picture) const {
    return options_.input.value_or(manifest_.sizeFor(picture, detail_));
}

Result<std::unique_ptr<DetectorRequest>> DetectorModel::makeRequest(FrameSize input) {
    const auto compiled = compiledFor(input);
    if (!compiled) {
        return tl::unexpected{compiled.error()};
    }
    auto request = (*compiled)->model->makeRequest();
    if (!request) {
        return tl::unexpected{request.error()};
    }
    return std::make_unique<DetectorRequest>(std::move(*request), *(*compiled)->head, manifest_, input);
}

Result<const DetectorModel::Compiled*> DetectorModel::compiledFor(FrameSize input) {
    const std::lock_guard lock(mutex_);
    const auto known =
        std::ranges::find_if(compiled_, [&](const auto& each) { return each->input == input; });
    if (known != compiled_.end()) {
        return known->get();
    }
    auto compiled = std::make_unique<Compiled>();
    compiled->input = input;
    const auto settings = settingsFor(input);
    if (!settings) {
        return tl::unexpected{settings.error()};
    }
    auto model = runtime_.compile(*settings);
    if (!model) {
        return tl::unexpected{model.error()};
    }
    compiled->model = std::move(*model);
    auto head = makeHead(manifest_.head, manifest_.classes);
    if (!head) {
        return tl::unexpected{head.error()};
    }
    compiled->head = std::move(*head);
    const auto request = compiled->model->makeRequest();
    if (!request) {
        return tl::unexpected{request.error()};
    }
    if (auto fits = compiled->head->bind((*request)->outputs(), input); !fits) {
        return tl::unexpected{fits.error()};
    }
    compiled_.push_back(std::move(compiled));
    return compiled_.back().get();
}

Result<CompileSettings> DetectorModel::settingsFor(FrameSize input) const {
    CompileSettings settings;
    std::optional<Error> firstMiss;
    for (const ModelVariant* const variant : manifest_.variantsFor(precision_, input)) {
        auto files = catalogue_.locate(manifest_, *variant);
        if (files) {
            settings.model = std::move(files->model);
            settings.weights = std::move(files->weights);
            break;
        }
        firstMiss = firstMiss.value_or(files.error());
    }
    if (settings.model.empty()) {
        return tl::unexpected{firstMiss.value_or(Error{})};
    }
    settings.input = input;
    settings.precision = precision_;
    settings.redFirst = manifest_.redFirst;
    settings.mean = manifest_.mean;
    settings.scale = manifest_.scale;
    settings.threads = std::max(options_.threads, 1);
    return settings;
}

}  // namespace ocellus
