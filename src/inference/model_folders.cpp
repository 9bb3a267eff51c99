// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>

#include "inference/model_catalogue.h"

namespace ocellus {

namespace {

namespace fs = std::filesystem;

std::optional<fs::path> fromEnvironment(const char* name) {
    const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets variables
    return value == nullptr || *value == '\0' ? std::nullopt : std::optional<fs::path>{value};
}

}  // namespace

fs::path userModelFolder() {
    const fs::path below = fs::path{"ocellus"} / "models";
    if (const auto data = fromEnvironment("XDG_DATA_HOME")) {
        return *data / below;
    }
    const auto home = fromEnvironment("HOME");
    return home ? *home / ".local/share" / below : fs::path{};
}

std::vector<fs::path> modelFolders(const std::optional<fs::path>& named) {
    std::vector<fs::path> wanted;
    if (named) {
        wanted.push_back(*named);
    }
    if (const auto variable = fromEnvironment("OCELLUS_MODELS")) {
        wanted.push_back(*variable);
    }
    wanted.push_back(userModelFolder());
    std::error_code fault;
    const fs::path program = fs::read_symlink("/proc/self/exe", fault).parent_path();
    if (!fault) {
        wanted.push_back(program / "models");
        wanted.push_back(program / "../share/ocellus/models");
        // build/ocellus and the tests one level further down.
        for (const char* const up : {"..", "../.."}) {
            const fs::path tree = program / up;
            if (fs::exists(tree / "CMakePresets.json", fault)) {
                wanted.push_back(tree / "models");
                wanted.push_back(tree / "../shared/models");
            }
        }
    }
    std::vector<fs::path> folders;
    for (const fs::path& folder : wanted) {
        const fs::path real = fs::canonical(folder, fault);
        if (!fault && fs::is_directory(real, fault) && std::ranges::find(folders, real) == folders.end()) {
            folders.push_back(real);
        }
    }
    return folders;
}

}  // namespace ocellus
