// SPDX-License-Identifier: Apache-2.0
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/model_commands.h"
#include "cli/model_options.h"
#include "image/jpeg_decoder.h"
#include "image/picture_file.h"
#include "inference/dataset.h"
#include "inference/evaluation.h"

namespace ocellus::cli {

namespace {

constexpr float kLeast = 0.01F;  // scores below add nothing to a curve

struct EvalOptions {
    ModelOptions model;
    std::string dataset;
    std::string split = "val";
    bool json = false;
};

Result<void> evaluateOne(const LabelledPicture& picture, DetectorModel& model, JpegDecoder& decoder,
                         std::vector<std::unique_ptr<DetectorRequest>>& requests, Evaluation& evaluation) {
    const auto bytes = readPictureFile(picture.image);
    if (!bytes) {
        return tl::unexpected{bytes.error()};
    }
    const auto size = decoder.readSize(*bytes);
    if (!size) {
        return failure(size.error().kind, picture.image.string() + ": " + size.error().message,
                       size.error().remedy);
    }
    const FrameSize input = model.inputFor(*size);
    Frame frame;
    if (auto fine = decoder.decode(*bytes, coveredSize(*size, input, model.manifest().fit), frame); !fine) {
        return failure(fine.error().kind, picture.image.string() + ": " + fine.error().message,
                       fine.error().remedy);
    }
    auto request =
        std::ranges::find_if(requests, [&](const auto& each) { return each->inputSize() == input; });
    if (request == requests.end()) {
        auto made = model.makeRequest(input);
        if (!made) {
            return tl::unexpected{made.error()};
        }
        requests.push_back(std::move(*made));
        request = requests.end() - 1;
    }
    std::vector<Detection> found;
    if (auto detected = (*request)->detect(frame, kLeast, found); !detected) {
        return detected;
    }
    evaluation.add(picture, *size, found);
    return {};
}

void printJson(const DetectorModel& model, ObjectClass object, SizeBand band, const ClassAccuracy& accuracy) {
    const nlohmann::ordered_json line{{"model", model.manifest().id},
                                      {"precision", nameOf(model.precision())},
                                      {"class", nameOf(object)},
                                      {"size", kSizeBandNames[static_cast<std::size_t>(band)]},
                                      {"labels", accuracy.labels},
                                      {"ap50", accuracy.averagePrecision50},
                                      {"ap50_95", accuracy.averagePrecision},
                                      {"recall", accuracy.recall},
                                      {"precision_at_threshold", accuracy.precision},
                                      {"best_f1", accuracy.bestF1},
                                      {"best_score", accuracy.bestScore}};
    std::cout << line.dump() << '\n';
}

void print(const DetectorModel& model, const Evaluation& evaluation, bool json) {
    if (!json) {
        std::cout << fmt::format("{:<8} {:<7} {:>6} {:>6} {:>8} {:>7} {:>10} {:>8} {:>6}\n", "class", "size",
                                 "labels", "AP50", "AP50-95", "recall", "precision", "best F1", "at");
    }
    for (std::size_t kind = 0; kind < kObjectClassNames.size(); ++kind) {
        const auto object = static_cast<ObjectClass>(kind);
        if (std::ranges::find(model.manifest().classes, std::optional{object}) ==
            model.manifest().classes.end()) {
            continue;  // it was not made to find these
        }
        const float least = model.manifest().calibration.scoreOf(object, defaultThreshold(object));
        for (std::size_t band = 0; band < kSizeBandNames.size(); ++band) {
            const auto accuracy = evaluation.accuracy(object, static_cast<SizeBand>(band), least);
            if (accuracy.labels == 0) {
                continue;
            }
            if (json) {
                printJson(model, object, static_cast<SizeBand>(band), accuracy);
            } else {
                std::cout << fmt::format(
                    "{:<8} {:<7} {:>6} {:>6.1f} {:>8.1f} {:>7.1f} {:>10.1f} {:>8.1f} {:>6.2f}\n",
                    nameOf(object), kSizeBandNames[band], accuracy.labels, 100 * accuracy.averagePrecision50,
                    100 * accuracy.averagePrecision, 100 * accuracy.recall, 100 * accuracy.precision,
                    100 * accuracy.bestF1, accuracy.bestScore);
            }
        }
    }
}

// As the manifest wants it, for those who bring a model of their own.
void printCalibration(const Evaluation& evaluation) {
    std::cerr << "calibration:\n";
    for (std::size_t kind = 0; kind < kObjectClassNames.size(); ++kind) {
        const auto object = static_cast<ObjectClass>(kind);
        const auto knots = evaluation.calibration(object);
        if (!knots.empty()) {
            std::cerr << fmt::format("  {}: {{{}: {:.3f}, {}: {:.3f}, {}: {:.3f}}}\n", nameOf(object),
                                     knots[0].threshold, knots[0].score, knots[1].threshold, knots[1].score,
                                     knots[2].threshold, knots[2].score);
        }
    }
}

int evaluate(const EvalOptions& options) {
    const auto catalogue = catalogueWith(options.model.folder);
    const auto wanted = catalogue ? options.model.detectorOptions() : tl::unexpected{catalogue.error()};
    auto model = wanted ? DetectorModel::load(*catalogue, *wanted) : tl::unexpected{wanted.error()};
    if (!model) {
        return report(model.error());
    }
    const auto pictures = readDataset(options.dataset, options.split);
    if (!pictures) {
        return report(pictures.error());
    }
    std::cerr << (*model)->description() << " on " << pictures->size() << " pictures\n";
    Evaluation evaluation;
    JpegDecoder decoder;
    std::vector<std::unique_ptr<DetectorRequest>> requests;
    int code = kDone;
    for (const LabelledPicture& picture : *pictures) {
        if (auto done = evaluateOne(picture, **model, decoder, requests, evaluation); !done) {
            code = std::max(code, report(done.error()));
        }
    }
    print(**model, evaluation, options.json);
    printCalibration(evaluation);
    return code;
}

}  // namespace

void addModelsEval(CLI::App& models, Action& action) {
    CLI::App* const command =
        models.add_subcommand("eval", "Measure a model on labelled pictures (COCO, YOLO, JSON lines)");
    const auto options = std::make_shared<EvalOptions>();
    options->model.addTo(*command);
    command->add_option("--dataset", options->dataset, "Folder with pictures and labels")->required();
    command->add_option("--split", options->split, "Part to measure on; '' for all")->capture_default_str();
    command->add_flag("--json", options->json, "JSON lines on standard output");
    command->callback([options, &action] { action = [options] { return evaluate(*options); }; });
}

}  // namespace ocellus::cli
