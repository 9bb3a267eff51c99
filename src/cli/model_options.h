// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "base/result.h"
#include "inference/detector_model.h"

namespace ocellus::cli {

// --model, --input, --precision and --models, as every command that detects takes them.
struct ModelOptions {
    std::string model{kBuiltInDetector};
    std::string input;
    std::string precision;
    std::string folder;

    void addTo(CLI::App& command);
    // `otherwise`: how closely to look where --input is not given.
    [[nodiscard]] Result<DetectorOptions> detectorOptions(Detail otherwise = Detail::Plain) const;
};

// --models alone.
void addModelFolderOption(CLI::App& command, std::string& folder);
[[nodiscard]] Result<ModelCatalogue> catalogueWith(const std::string& folder);

// "error: message" and the remedy on standard error; the exit code that goes with its kind.
int report(const Error& error);

}  // namespace ocellus::cli
