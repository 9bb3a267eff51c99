// SPDX-License-Identifier: Apache-2.0
#include "cli/model_options.h"

#include <iostream>

#include "cli/command.h"

namespace ocellus::cli {

void ModelOptions::addTo(CLI::App& command) {
    command.add_option("--model", model, "Model to detect with: `ocellus models list`")
        ->capture_default_str();
    command.add_option(
        "--input", input,
        "Size of the network's input, such as 640x384; or plain or fine, the model's shape of that "
        "kind nearest to the picture's");
    command.add_option("--precision", precision,
                       "fp32, bf16 or int8; default int8 where the processor is made for it");
    addModelFolderOption(command, folder);
}

Result<DetectorOptions> ModelOptions::detectorOptions(Detail otherwise) const {
    DetectorOptions options;
    options.model = model;
    options.detail = otherwise;
    if (input == "plain" || input == "fine") {
        options.detail = input == "fine" ? Detail::Fine : Detail::Plain;
    } else if (!input.empty()) {
        options.input = parseSize(input);
        if (!options.input) {
            return failure(Error::Kind::BadInput, "--input is '" + input + "'",
                           "give plain, fine, or width and height in pixels, such as 640x384");
        }
    }
    if (!precision.empty()) {
        options.precision = precisionNamed(precision);
        if (!options.precision) {
            return failure(Error::Kind::BadInput, "--precision is '" + precision + "'",
                           "use fp32, bf16 or int8");
        }
    }
    return options;
}

void addModelFolderOption(CLI::App& command, std::string& folder) {
    command.add_option("--models", folder, "A folder with models of your own; also OCELLUS_MODELS");
}

Result<ModelCatalogue> catalogueWith(const std::string& folder) {
    std::error_code fault;
    if (!folder.empty() && !std::filesystem::is_directory(folder, fault)) {
        return failure(Error::Kind::BadInput, "--models: " + folder + " is no folder",
                       "name one that is there");
    }
    return ModelCatalogue{
        modelFolders(folder.empty() ? std::nullopt : std::optional<std::filesystem::path>{folder})};
}

int report(const Error& error) {
    std::cerr << "error: " << error.message << '\n';
    if (!error.remedy.empty()) {
        std::cerr << "  " << error.remedy << '\n';
    }
    const bool ours = error.kind == Error::Kind::Internal || error.kind == Error::Kind::Storage ||
                      error.kind == Error::Kind::Unavailable || error.kind == Error::Kind::Timeout ||
                      error.kind == Error::Kind::Protocol;
    return ours ? kFailed : kBadInput;
}

}  // namespace ocellus::cli
