// SPDX-License-Identifier: Apache-2.0
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <iostream>

#include "cli/model_commands.h"
#include "cli/model_options.h"
#include "inference/model_download.h"
#include "inference/model_import.h"

namespace ocellus::cli {

namespace {

namespace fs = std::filesystem;

struct TakeOptions {
    std::string what;
    std::string folder;
};

// Where new files go; made first, so that the catalogue looks there, too.
Result<fs::path> targetOf(const TakeOptions& options) {
    const fs::path target = options.folder.empty() ? userModelFolder() : fs::path{options.folder};
    std::error_code fault;
    if (!target.empty()) {
        fs::create_directories(target, fault);
    }
    if (target.empty() || fault) {
        return failure(
            Error::Kind::BadInput,
            "cannot make the folder for models " + target.string() + (fault ? ": " + fault.message() : ""),
            "name one that you may write to with --models");
    }
    return target;
}

// One line that is written over, a step a hundredth.
class ProgressLine {
public:
    explicit ProgressLine(std::string name) : name_(std::move(name)) {}

    void show(std::uint64_t have, std::uint64_t all) {
        const int percent = static_cast<int>(have * 100 / all);
        if (percent != shown_) {
            shown_ = percent;
            std::cerr << fmt::format("\r{}: {} %, {:.1f} of {:.1f} MB{}", name_, percent,
                                     static_cast<double>(have) / 1e6, static_cast<double>(all) / 1e6,
                                     have == all ? "\n" : "")
                      << std::flush;
        }
    }

private:
    std::string name_;
    int shown_ = -1;
};

int pull(const TakeOptions& options) {
    const auto target = targetOf(options);
    if (!target) {
        return report(target.error());
    }
    const auto catalogue = catalogueWith(options.folder);
    const auto model = catalogue ? catalogue->find(options.what) : tl::unexpected{catalogue.error()};
    if (!model) {
        return report(model.error());
    }
    std::cerr << model->title << "; licence " << model->licence << "; " << model->origin << '\n';
    for (const ModelFile& file : model->files) {
        if (const auto here = catalogue->locate(*model, file.name)) {
            std::cerr << file.name << ": here already, " << here->string() << '\n';
            continue;
        }
        if (file.source.empty()) {
            continue;  // another form of the same model
        }
        ProgressLine line{file.name};
        const auto fetched =
            downloadModelFile(file, *target / model->id,
                              [&line](std::uint64_t have, std::uint64_t all) { line.show(have, all); });
        if (!fetched) {
            std::cerr << '\n';
            return report(fetched.error());
        }
    }
    const bool ready = std::ranges::any_of(model->variants, [&](const ModelVariant& variant) {
        return catalogue->locate(*model, variant).has_value();
    });
    if (!ready) {
        return report({Error::Kind::NotFound, "no official address is known for the files of " + model->id,
                       "get them by other means and run `ocellus models import FILE`"});
    }
    std::cerr << model->id << " is ready\n";
    return kDone;
}

int import(const TakeOptions& options) {
    const auto target = targetOf(options);
    if (!target) {
        return report(target.error());
    }
    const auto catalogue = catalogueWith(options.folder);
    const auto id =
        catalogue ? importModel(options.what, *catalogue, *target) : tl::unexpected{catalogue.error()};
    if (!id) {
        return report(id.error());
    }
    std::cerr << "took " << options.what << " into " << (*target / *id).string() << '\n';
    return kDone;
}

}  // namespace

void addModelsPull(CLI::App& models, Action& action) {
    CLI::App* const command =
        models.add_subcommand("pull", "Download a model's files from their official address");
    const auto options = std::make_shared<TakeOptions>();
    command->add_option("id", options->what, "Model, as `ocellus models list` names it")->required();
    command->add_option("--models", options->folder, "Where to put them; default your own folder");
    command->callback([options, &action] { action = [options] { return pull(*options); }; });
}

void addModelsImport(CLI::App& models, Action& action) {
    CLI::App* const command = models.add_subcommand(
        "import", "Take a model file, or a folder with model.yaml, that you have got otherwise");
    const auto options = std::make_shared<TakeOptions>();
    command->add_option("path", options->what, "File or folder")->required();
    command->add_option("--models", options->folder, "Where to put it; default your own folder");
    command->callback([options, &action] { action = [options] { return import(*options); }; });
}

}  // namespace ocellus::cli
