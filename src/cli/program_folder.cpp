// SPDX-License-Identifier: Apache-2.0
#include "cli/program_folder.h"

namespace ocellus::cli {

std::filesystem::path programFolder() {
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

std::filesystem::path webFolder() {
    std::filesystem::path installed = programFolder() / "../share/ocellus/web";
    std::error_code error;
    for (const auto& folder : {installed, programFolder() / "../web/dist"}) {
        if (std::filesystem::is_regular_file(folder / "index.html", error)) {
            return std::filesystem::weakly_canonical(folder, error);
        }
    }
    return installed;
}

}  // namespace ocellus::cli
