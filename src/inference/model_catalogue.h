// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "inference/model_manifest.h"

namespace ocellus {

// The models that this machine knows: manifests `<folder>/<id>/model.yaml` and files, in a list of folders of
// which the first that has something wins. A file counts only if its content is what the manifest says.
// Thread-compatible.
class ModelCatalogue {
public:
    explicit ModelCatalogue(std::vector<std::filesystem::path> folders);

    // Broken manifests are left out of the list and reported in `problems`.
    struct Listing {
        std::vector<ModelManifest> models;  // by id
        std::vector<Error> problems;
    };

    [[nodiscard]] Listing list() const;
    [[nodiscard]] Result<ModelManifest> find(std::string_view id) const;
    // Looks beside the manifest, then in every folder and up to three levels below it.
    [[nodiscard]] Result<std::filesystem::path> locate(const ModelManifest& model,
                                                       std::string_view file) const;

    // The files of one variant: what to run, and its weights where it has any.
    struct VariantFiles {
        std::filesystem::path model;
        std::filesystem::path weights;
    };

    [[nodiscard]] Result<VariantFiles> locate(const ModelManifest& model, const ModelVariant& variant) const;

    [[nodiscard]] const std::vector<std::filesystem::path>& folders() const { return folders_; }

private:
    std::vector<std::filesystem::path> folders_;
};

// Where a user's own models are kept: $XDG_DATA_HOME/ocellus/models or ~/.local/share/ocellus/models;
// empty for a user without a home.
[[nodiscard]] std::filesystem::path userModelFolder();

// In this order: `named` (--models), OCELLUS_MODELS, the user's folder, those of the program (beside it, in
// its source tree, ../share/ocellus/models) and, in a source tree, ../shared/models. Folders that are not
// there are left out.
[[nodiscard]] std::vector<std::filesystem::path> modelFolders(
    const std::optional<std::filesystem::path>& named);

}  // namespace ocellus
