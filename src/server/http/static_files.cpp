// SPDX-License-Identifier: Apache-2.0
#include "server/http/static_files.h"

#include <sodium.h>

#include <array>
#include <fstream>
#include <utility>
#include <vector>

#include "base/log.h"
#include "base/text.h"
#include "server/http/ui_places.h"

namespace ocellus {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".mp3", "audio/mpeg"},
}};

std::string typeOf(const std::filesystem::path& path) {
    const std::string extension = toLower(path.extension().string());
    for (const auto& [known, type] : kTypes) {
        if (extension == known) {
            return std::string(type);
        }
    }
    return "application/octet-stream";
}

SharedBytes read(const std::filesystem::path& path, std::size_t size) {
    auto bytes = std::make_shared<std::vector<std::uint8_t>>(size);
    std::ifstream file(path, std::ios::binary);
    file.read(reinterpret_cast<char*>(bytes->data()), static_cast<std::streamsize>(size));
    bytes->resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
    const std::size_t count = bytes->size();
    const std::uint8_t* data = bytes->data();
    return {std::shared_ptr<const std::uint8_t>(std::move(bytes), data), count};
}

std::string tagOf(const SharedBytes& bytes) {
    std::array<unsigned char, 16> digest{};
    crypto_generichash(digest.data(), digest.size(), bytes.data.get(), bytes.size, nullptr, 0);
    std::array<char, 33> text{};
    sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
    return text.data();
}

bool takes(const Request& request, std::string_view coding) {
    std::string_view rest = request.header("Accept-Encoding");
    while (!rest.empty()) {
        const std::string_view item = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), item.size() + 1));
        const std::string_view name = trim(item.substr(0, item.find(';')));
        const std::string weight = toLower(item.substr(std::min(item.size(), item.find(';'))));
        if (equalIgnoringCase(name, coding)) {
            return weight.find("q=0") == std::string::npos || weight.find("q=0.") != std::string::npos;
        }
    }
    return false;
}

Response missing() {
    return textResponse("There is nothing here.\n", "text/plain; charset=utf-8", 404);
}

}  // namespace

StaticFiles::StaticFiles(const std::filesystem::path& folder) {
    std::error_code error;
    std::size_t total = 0;
    for (auto it = std::filesystem::recursive_directory_iterator(folder, error);
         !error && it != std::filesystem::recursive_directory_iterator(); it.increment(error)) {
        if (it->is_symlink(error) || !it->is_regular_file(error)) {
            continue;
        }
        const std::size_t size = it->file_size(error);
        if (total + size > kMostBytes || files_.size() >= kMostFiles) {
            log::warn("the files of the UI are too many, some are left out folder={}", folder.string());
            break;
        }
        total += size;
        std::filesystem::path path = it->path();
        const std::string extension = path.extension();
        const bool compressed = extension == ".gz" || extension == ".br";
        if (compressed) {
            path.replace_extension();
        }
        File& file = files_["/" + path.lexically_relative(folder).generic_string()];
        SharedBytes bytes = read(it->path(), size);
        if (compressed) {
            (extension == ".gz" ? file.gzip : file.brotli) = std::move(bytes);
        } else {
            file.contentType = typeOf(path);
            file.tag = tagOf(bytes);
            file.plain = std::move(bytes);
        }
    }
    std::erase_if(files_, [](const auto& entry) { return !entry.second.plain.data; });
}

const StaticFiles::File* StaticFiles::find(const Target& target) const {
    if (const auto found = files_.find(target.path()); found != files_.end()) {
        return &found->second;
    }
    const auto index = files_.find("/index.html");
    return index == files_.end() || !isPlaceOfUi(target) ? nullptr : &index->second;
}

Response StaticFiles::answer(const Request& request) const {
    if (files_.empty()) {
        return textResponse(
            "Ocellus runs, but its web pages are not installed. Build them with \"make build\".\n",
            "text/plain; charset=utf-8", 404);
    }
    const File* file = find(request.target);
    if (file == nullptr) {
        return missing();
    }
    Response response;
    std::string tag = "\"" + file->tag;
    if (file->brotli.data && takes(request, "br")) {
        response.bytes = file->brotli;
        response.with("Content-Encoding", "br");
        tag += "-br";
    } else if (file->gzip.data && takes(request, "gzip")) {
        response.bytes = file->gzip;
        response.with("Content-Encoding", "gzip");
        tag += "-gz";
    } else {
        response.bytes = file->plain;
    }
    tag += "\"";
    // The build puts a hash into the names below assets/: such a file never changes.
    const bool hashed = !request.target.segments.empty() && request.target.segments.front() == "assets";
    response.with("Content-Type", file->contentType)
        .with("ETag", tag)
        .with("Vary", "Accept-Encoding")
        .with("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    if (request.header("If-None-Match").find(tag) != std::string_view::npos) {
        response.status = 304;
        response.bytes = {};
    }
    return response;
}

}  // namespace ocellus
