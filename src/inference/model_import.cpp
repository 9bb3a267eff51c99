// SPDX-License-Identifier: Apache-2.0
#include "inference/model_import.h"

#include "inference/sha256.h"

namespace ocellus {

namespace {

namespace fs = std::filesystem;

Result<void> copyInto(const fs::path& from, const fs::path& folder, const std::string& name) {
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (!fault) {
        fs::copy_file(from, folder / name, fs::copy_options::overwrite_existing, fault);
    }
    if (fault) {
        return failure(Error::Kind::Storage,
                       "cannot write " + (folder / name).string() + ": " + fault.message(),
                       "check the folder's permissions and the disk, or name another with --models");
    }
    return {};
}

Result<std::string> importFolder(const fs::path& from, const fs::path& target) {
    const auto manifest = readManifest(from / "model.yaml");
    if (!manifest) {
        return tl::unexpected{manifest.error()};
    }
    const fs::path place = target / manifest->id;
    std::error_code fault;
    if (fs::exists(place / "model.yaml", fault)) {
        return failure(Error::Kind::BadInput,
                       "a model " + manifest->id + " is in " + place.string() + " already",
                       "remove that folder first, or give the new one another id");
    }
    const ModelCatalogue alone{{from}};
    for (const ModelFile& file : manifest->files) {
        const auto found = alone.locate(*manifest, file.name);
        if (!found) {
            return failure(Error::Kind::BadInput, found.error().message,
                           "put the files that model.yaml names beside it, unchanged");
        }
        if (auto copied = copyInto(*found, place, file.name); !copied) {
            return tl::unexpected{copied.error()};
        }
    }
    // Last, so that a model is complete once it is listed.
    if (auto copied = copyInto(from / "model.yaml", place, "model.yaml"); !copied) {
        return tl::unexpected{copied.error()};
    }
    return manifest->id;
}

Result<std::string> importFile(const fs::path& from, const ModelCatalogue& catalogue,
                               const fs::path& target) {
    const auto digest = sha256Of(from);
    if (!digest) {
        return tl::unexpected{digest.error()};
    }
    for (const ModelManifest& manifest : catalogue.list().models) {
        for (const ModelFile& file : manifest.files) {
            if (file.sha256 == *digest) {
                if (auto copied = copyInto(from, target / manifest.id, file.name); !copied) {
                    return tl::unexpected{copied.error()};
                }
                return manifest.id;
            }
        }
    }
    return failure(Error::Kind::BadInput, "no manifest names a file with the content of " + from.string(),
                   "put a model.yaml beside it (docs/reference/models.md) and import the folder");
}

}  // namespace

Result<std::string> importModel(const fs::path& from, const ModelCatalogue& catalogue,
                                const fs::path& target) {
    std::error_code fault;
    return fs::is_directory(from, fault) ? importFolder(from, target) : importFile(from, catalogue, target);
}

}  // namespace ocellus
