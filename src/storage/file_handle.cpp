// SPDX-License-Identifier: Apache-2.0
#include "storage/file_handle.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace ocellus {

FileHandle FileHandle::create(const std::filesystem::path& path, unsigned mode) {
    return FileHandle{::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, mode)};
}

FileHandle FileHandle::openToAppend(const std::filesystem::path& path) {
    return FileHandle{::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC)};
}

FileHandle FileHandle::openToRead(const std::filesystem::path& path) {
    return FileHandle{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
}

FileHandle::~FileHandle() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

bool FileHandle::writeAll(std::span<const std::uint8_t> bytes) const {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

bool FileHandle::readAll(std::span<std::uint8_t> bytes) const {
    while (!bytes.empty()) {
        const ssize_t got = ::read(descriptor_, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

bool FileHandle::sync() const {
    return ::fsync(descriptor_) == 0;
}

bool syncFolder(const std::filesystem::path& folder) {
    const FileHandle handle = FileHandle::openToRead(folder.empty() ? "." : folder);
    return handle && handle.sync();
}

Error fileError(int code, const std::filesystem::path& path) {
    const std::string name = path.string();
    const std::string folder = path.parent_path().string();
    switch (code) {
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return {Error::Kind::Storage, "the disk that holds " + name + " is full",
                    "free space there or move storage.path to a larger disk"};
        case EACCES:
        case EPERM:
        case EROFS:
            return {Error::Kind::Storage, name + " cannot be written or read: permission denied",
                    "give the user that runs Ocellus access to the folder " + folder};
        case ENOENT:
            return {Error::Kind::NotFound, name + " does not exist", "check the path"};
        case EMFILE:
        case ENFILE:
            return {Error::Kind::Limit, "no more files can be opened (" + name + ")",
                    "raise the limit of open files of the service"};
        default:
            return {Error::Kind::Storage, name + " failed: " + std::generic_category().message(code),
                    "look for disk errors in the system's log"};
    }
}

Result<void> makeFolder(const std::filesystem::path& folder) {
    std::error_code error;
    const bool made = std::filesystem::create_directories(folder, error);
    if (error) {
        return tl::unexpected(fileError(error.value(), folder));
    }
    if (made) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    }
    return {};
}

}  // namespace ocellus
