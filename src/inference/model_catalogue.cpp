// SPDX-License-Identifier: Apache-2.0
#include "inference/model_catalogue.h"

#include <algorithm>

#include "base/text.h"
#include "inference/sha256.h"

namespace ocellus {

namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 3;           // levels below a folder
constexpr int kMostEntries = 20'000;  // looked at in one folder

bool holds(const fs::path& path, const ModelFile& file) {
    std::error_code fault;
    if (!fs::is_regular_file(path, fault) || fs::file_size(path, fault) != file.bytes || fault) {
        return false;
    }
    const auto digest = sha256Of(path);
    return digest && *digest == file.sha256;
}

// By name, size and content.
std::optional<fs::path> search(const fs::path& folder, const ModelFile& file) {
    std::error_code fault;
    fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, fault);
    int entries = 0;
    for (; !fault && at != fs::recursive_directory_iterator{} && entries < kMostEntries;
         at.increment(fault)) {
        ++entries;
        if (at.depth() >= kDeepest) {
            at.disable_recursion_pending();
        }
        if (at->path().filename() == file.name && holds(at->path(), file)) {
            return at->path();
        }
    }
    return std::nullopt;
}

}  // namespace

ModelCatalogue::ModelCatalogue(std::vector<fs::path> folders) : folders_(std::move(folders)) {}

ModelCatalogue::Listing ModelCatalogue::list() const {
    Listing listing;
    for (const fs::path& folder : folders_) {
        std::error_code fault;
        for (const auto& entry : fs::directory_iterator(folder, fault)) {
            const fs::path file = entry.path() / "model.yaml";
            if (!fs::exists(file, fault)) {
                continue;
            }
            auto manifest = readManifest(file);
            if (!manifest) {
                listing.problems.push_back(manifest.error());
            } else if (std::ranges::find(listing.models, manifest->id, &ModelManifest::id) ==
                       listing.models.end()) {
                listing.models.push_back(std::move(*manifest));
            }
        }
    }
    std::ranges::sort(listing.models, {}, &ModelManifest::id);
    return listing;
}

Result<ModelManifest> ModelCatalogue::find(std::string_view id) const {
    Listing listing = list();
    const auto found = std::ranges::find(listing.models, id, &ModelManifest::id);
    if (found != listing.models.end()) {
        return std::move(*found);
    }
    for (const Error& problem : listing.problems) {
        if (problem.message.find("/" + std::string{id} + "/model.yaml") != std::string::npos) {
            return tl::unexpected{problem};
        }
    }
    std::vector<std::string> known;
    known.reserve(listing.models.size());
    for (const ModelManifest& model : listing.models) {
        known.push_back(model.id);
    }
    const std::string near = nearestWord(id, known);
    return failure(
        Error::Kind::NotFound, "no model is called '" + std::string{id} + "'",
        near.empty() ? "`ocellus models list` shows what there is" : "did you mean '" + near + "'?");
}

Result<fs::path> ModelCatalogue::locate(const ModelManifest& model, std::string_view name) const {
    const ModelFile* const file = model.file(name);
    if (file == nullptr) {
        return failure(Error::Kind::Internal,
                       "the manifest of " + model.id + " does not name the file " + std::string{name});
    }
    if (holds(model.folder / file->name, *file)) {
        return model.folder / file->name;
    }
    for (const fs::path& folder : folders_) {
        if (auto found = search(folder, *file)) {
            return std::move(*found);
        }
    }
    const bool damaged = fs::exists(model.folder / file->name);
    return failure(
        Error::Kind::NotFound,
        "the file " + file->name + " of the model " + model.id +
            (damaged ? " is not the one its manifest names" : " is not here"),
        file->source.empty()
            ? "install the program again, or name a folder that has it with --models"
            : "run `ocellus models pull " + model.id + "`, or name a folder that has it with --models");
}

Result<ModelCatalogue::VariantFiles> ModelCatalogue::locate(const ModelManifest& model,
                                                            const ModelVariant& variant) const {
    VariantFiles files;
    auto main = locate(model, variant.model);
    if (!main) {
        return tl::unexpected{main.error()};
    }
    files.model = std::move(*main);
    if (!variant.weights.empty()) {
        auto weights = locate(model, variant.weights);
        if (!weights) {
            return tl::unexpected{weights.error()};
        }
        files.weights = std::move(*weights);
    }
    return files;
}

}  // namespace ocellus
