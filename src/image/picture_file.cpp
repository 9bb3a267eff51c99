// SPDX-License-Identifier: Apache-2.0
#include "image/picture_file.h"

#include <fstream>

namespace ocellus {

Result<std::vector<std::uint8_t>> readPictureFile(const std::filesystem::path& file) {
    std::error_code fault;
    if (std::filesystem::is_directory(file, fault)) {
        return failure(Error::Kind::BadInput, file.string() + " is a folder", "name the pictures in it");
    }
    const std::uintmax_t size = std::filesystem::file_size(file, fault);
    if (fault) {
        return failure(Error::Kind::NotFound, "cannot read " + file.string() + ": " + fault.message(),
                       "check the path and its permissions");
    }
    if (size > kMaximumPictureFile) {
        return failure(Error::Kind::Limit, file.string() + " is larger than 64 MiB",
                       "give a smaller picture");
    }
    std::ifstream in(file, std::ios::binary);
    std::vector<std::uint8_t> bytes(size);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (!in && size > 0) {
        return failure(Error::Kind::Storage, "cannot read " + file.string(),
                       "check its permissions and the disk");
    }
    return bytes;
}

}  // namespace ocellus
