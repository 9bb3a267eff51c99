// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace ocellus {

// Certificates and keys that were pasted into the UI, as files for libraries that read nothing else: one of
// mode 0600 for each text, named after what it holds, so that a change never writes over what is in use. In
// the data folder, where the key file that would seal them lies too. Thread-compatible.
class PemFolder {
public:
    explicit PemFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // The path of the file that holds `text`; empty for an empty text.
    [[nodiscard]] Result<std::string> fileOf(const std::string& text) const;

private:
    std::filesystem::path folder_;
};

}  // namespace ocellus
