// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>

#include "cli/command.h"
#include "cli/detection_output.h"
#include "cli/model_options.h"
#include "image/jpeg_decoder.h"
#include "image/jpeg_structure.h"
#include "image/limits.h"
#include "image/picture_file.h"
#include "vision/model_detector.h"

namespace ocellus::cli {

namespace {

struct DetectOptions {
    ModelOptions model;
    std::optional<float> threshold;
    bool json = false;
    std::vector<std::string> images;
};

// The whole command, once the model is loaded.
class DetectRun {
public:
    DetectRun(const DetectOptions& options, std::shared_ptr<DetectorModel> model)
        : options_(options), model_(std::move(model)), detector_(model_, lowestThreshold()) {}

    // The exit code: a bad picture does not keep the others from being looked at.
    int all() {
        int code = kDone;
        for (const std::string& image : options_.images) {
            if (auto done = one(image); !done) {
                code = std::max(code, report(done.error()));
            }
        }
        return code;
    }

private:
    // The manuals' defaults, unless the user named one score for all classes.
    [[nodiscard]] float thresholdOf(ObjectClass object) const {
        return options_.threshold.value_or(
            model_->manifest().calibration.scoreOf(object, defaultThreshold(object)));
    }

    [[nodiscard]] float lowestThreshold() const {
        float lowest = 1;
        for (std::size_t at = 0; at < kObjectClassNames.size(); ++at) {
            lowest = std::min(lowest, thresholdOf(static_cast<ObjectClass>(at)));
        }
        return lowest;
    }

    Result<void> one(const std::string& image) {
        const auto bytes = readPictureFile(image);
        if (!bytes) {
            return tl::unexpected{bytes.error()};
        }
        const auto inFile = [&image](const JpegFailure& why) {
            return failure(why.kind, image + ": " + why.message, why.remedy);
        };
        if (const auto walked = inspectJpeg(*bytes); !walked && walked.error() == JpegFault::TooManyScans) {
            return failure(Error::Kind::Limit,
                           image + ": more than " + std::to_string(kMaximumScans) + " scans",
                           "save it as a baseline JPEG");
        }
        const auto size = decoder_.readSize(*bytes);
        if (!size) {
            return inFile(size.error());
        }
        const auto wanted = detector_.wantedSize(size->width, size->height);
        if (auto decoded = decoder_.decode(*bytes, {wanted.width, wanted.height}, frame_); !decoded) {
            return inFile(decoded.error());
        }
        if (auto detected = detector_.detect(frame_, found_); !detected) {
            return detected;
        }
        std::erase_if(found_,
                      [this](const Detection& each) { return each.score < thresholdOf(each.object); });
        std::cout << (options_.json ? detectionsAsJson(image, *size, found_)
                                    : detectionsAsTable(image, *size, found_))
                  << std::endl;
        return {};
    }

    const DetectOptions& options_;
    std::shared_ptr<DetectorModel> model_;
    ModelDetector detector_;
    JpegDecoder decoder_;
    Frame frame_;
    std::vector<Detection> found_;
};

int detect(const DetectOptions& options) {
    const auto catalogue = catalogueWith(options.model.folder);
    if (!catalogue) {
        return report(catalogue.error());
    }
    const auto wanted = options.model.detectorOptions();
    if (!wanted) {
        return report(wanted.error());
    }
    auto model = DetectorModel::load(*catalogue, *wanted);
    if (!model) {
        return report(model.error());
    }
    std::cerr << "detecting with " << (*model)->description() << '\n';
    return DetectRun{options, std::move(*model)}.all();
}

}  // namespace

void addDetect(CLI::App& program, Action& action) {
    CLI::App* const command =
        program.add_subcommand("detect", "Find people, heads, faces, vehicles and bicycles in JPEG files");
    const auto options = std::make_shared<DetectOptions>();
    options->model.addTo(*command);
    command
        ->add_option("--threshold", options->threshold,
                     "Lowest score, 0 to 1, for all classes; default the model's own for each class")
        ->check(CLI::Range(0.0F, 1.0F));
    command->add_flag("--json", options->json, "JSON lines on standard output");
    command->add_option("images", options->images, "JPEG files")->required();
    command->callback([options, &action] { action = [options] { return detect(*options); }; });
}

}  // namespace ocellus::cli
