// SPDX-License-Identifier: Apache-2.0
#include "media/jpeg_folder.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>

#include "base/text.h"

namespace ocellus::media {
namespace {

constexpr std::uintmax_t kMaximumFile = 16ULL << 20;  // bytes: what a camera's picture may have

Result<SharedBytes> readFile(const std::string& path) {
    std::error_code code;
    const auto size = std::filesystem::file_size(path, code);
    if (code || size == 0) {
        return failure(Error::Kind::NotFound, path + ": " + (code ? code.message() : "the file is empty"),
                       "check the file and its permissions");
    }
    if (size > kMaximumFile) {
        return failure(Error::Kind::Limit,
                       path + ": " + std::to_string(size) + " bytes, 16 MiB are the limit",
                       "take it out of the folder or save it smaller");
    }
    auto bytes = std::make_shared_for_overwrite<std::uint8_t[]>(size);
    std::ifstream file{path, std::ios::binary};
    if (!file.read(reinterpret_cast<char*>(bytes.get()), static_cast<std::streamsize>(size))) {
        return failure(Error::Kind::NotFound, path + ": cannot be read",
                       "check the file and its permissions");
    }
    return SharedBytes{std::shared_ptr<const std::uint8_t>{bytes, bytes.get()}, size};
}

bool isJpegName(const std::filesystem::path& path) {
    const std::string extension = toLower(path.extension().string());
    return extension == ".jpg" || extension == ".jpeg";
}

}  // namespace

Result<std::unique_ptr<ClipReader>> JpegFolder::open(const std::string& path, const ClipOptions& options) {
    std::vector<std::string> files;
    std::error_code code;
    for (std::filesystem::directory_iterator it{path, code}, end; !code && it != end; it.increment(code)) {
        if (isJpegName(it->path())) {
            files.push_back(it->path().string());
        }
    }
    if (code) {
        return failure(Error::Kind::NotFound, path + ": " + code.message(),
                       "check the folder and its permissions");
    }
    if (files.empty()) {
        return failure(Error::Kind::BadInput, path + ": no JPEG pictures in this folder",
                       "put files named *.jpg or *.jpeg there");
    }
    std::ranges::sort(files);
    return std::make_unique<JpegFolder>(
        std::move(files), options.picturesPerSecond > 0 ? options.picturesPerSecond : kFolderRate);
}

Result<std::optional<PicturePtr>> JpegFolder::next() {
    if (index_ == files_.size()) {
        return std::optional<PicturePtr>{};
    }
    const std::string& path = files_[index_];
    auto bytes = readFile(path);
    if (!bytes) {
        return tl::unexpected{bytes.error()};
    }
    const auto size = decoder_.readSize(bytes->view());
    if (!size) {
        return failure(Error::Kind::BadInput, path + ": " + size.error().message,
                       "take it out of the folder or save it as JPEG again");
    }
    auto picture = std::make_shared<Picture>();
    const Duration time = fromSeconds(static_cast<double>(index_) / rate_);
    picture->sequence = ++index_;
    picture->captured = picture->received = Instant{time};
    picture->stamp = WallTime{time};
    picture->width = size->width;
    picture->height = size->height;
    picture->bytes = *std::move(bytes);
    return std::optional<PicturePtr>{std::move(picture)};
}

}  // namespace ocellus::media
