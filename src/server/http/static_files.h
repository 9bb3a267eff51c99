// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "server/http/request.h"
#include "server/http/response.h"

namespace ocellus {

// The files of the UI, read once at the start: what is asked for later is looked up among them and never in
// the file system, so no address can climb anywhere. Files compressed beforehand (.br, .gz beside them) go to
// those who take them. A place of the UI (http/ui_places.h) gets index.html; what is neither is not there.
// Immutable; thread-safe.
class StaticFiles {
public:
    static constexpr std::size_t kMostBytes = std::size_t{64} << 20;  // of all files; the rest is left out
    static constexpr std::size_t kMostFiles = 2000;

    explicit StaticFiles(const std::filesystem::path& folder);

    [[nodiscard]] Response answer(const Request& request) const;

    [[nodiscard]] bool empty() const { return files_.empty(); }

private:
    struct File {
        std::string contentType;
        SharedBytes plain;
        SharedBytes gzip;  // empty: there is none
        SharedBytes brotli;
        std::string tag;  // of the plain content
    };

    [[nodiscard]] const File* find(const Target& target) const;

    std::map<std::string, File> files_;  // by path, "/index.html"
};

}  // namespace ocellus
