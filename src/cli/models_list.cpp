// SPDX-License-Identifier: Apache-2.0
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/model_commands.h"
#include "cli/model_options.h"

namespace ocellus::cli {

namespace {

struct ListOptions {
    std::string folder;
    bool json = false;
};

bool isHere(const ModelCatalogue& catalogue, const ModelManifest& model) {
    return std::ranges::any_of(model.variants, [&](const ModelVariant& variant) {
        return catalogue.locate(model, variant).has_value();
    });
}

std::vector<std::string> sizesOf(const ModelManifest& model) {
    std::vector<std::string> sizes;
    for (const auto* const list : {&model.sizes, &model.more}) {
        for (const FrameSize size : *list) {
            sizes.push_back(textOf(size));
        }
    }
    return sizes;
}

std::vector<std::string> precisionsOf(const ModelManifest& model) {
    std::vector<std::string> names;
    for (const Precision precision : {Precision::Fp32, Precision::Bf16, Precision::Int8}) {
        if (model.offers(precision)) {
            names.emplace_back(nameOf(precision));
        }
    }
    return names;
}

int list(const ListOptions& options) {
    const auto catalogue = catalogueWith(options.folder);
    if (!catalogue) {
        return report(catalogue.error());
    }
    const auto listing = catalogue->list();
    for (const ModelManifest& model : listing.models) {
        const bool here = isHere(*catalogue, model);
        if (options.json) {
            const nlohmann::ordered_json line{{"id", model.id},
                                              {"title", model.title},
                                              {"licence", model.licence},
                                              {"origin", model.origin},
                                              {"here", here},
                                              {"sizes", sizesOf(model)},
                                              {"precisions", precisionsOf(model)},
                                              {"accuracy", model.accuracy},
                                              {"cost", model.cost}};
            std::cout << line.dump() << '\n';
        } else {
            std::cout << fmt::format(
                "{:<13} {:<9} {}\n{:>13} {}; {}; {}\n", model.id, here ? "here" : "to pull", model.title, "",
                fmt::join(sizesOf(model), " "), fmt::join(precisionsOf(model), " "), model.licence);
            for (const std::string* const line : {&model.accuracy, &model.cost}) {
                if (!line->empty()) {
                    std::cout << fmt::format("{:>13} {}\n", "", *line);
                }
            }
        }
    }
    for (const Error& problem : listing.problems) {
        report(problem);
    }
    return listing.problems.empty() ? kDone : kBadInput;
}

}  // namespace

void addModelsList(CLI::App& models, Action& action) {
    CLI::App* const command =
        models.add_subcommand("list", "Models that are known, and whether their files are here");
    const auto options = std::make_shared<ListOptions>();
    addModelFolderOption(*command, options->folder);
    command->add_flag("--json", options->json, "JSON lines on standard output");
    command->callback([options, &action] { action = [options] { return list(*options); }; });
}

}  // namespace ocellus::cli
