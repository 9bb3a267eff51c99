// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <utility>

#include "base/result.h"

namespace ocellus {

// An open file, closed when it goes. After a failure errno says why; fileError() puts it in words.
// Thread-compatible.
class FileHandle {
public:
    // A new file; fails with EEXIST where one is.
    [[nodiscard]] static FileHandle create(const std::filesystem::path& path, unsigned mode);
    // A file that is there, to write at its end.
    [[nodiscard]] static FileHandle openToAppend(const std::filesystem::path& path);
    [[nodiscard]] static FileHandle openToRead(const std::filesystem::path& path);

    FileHandle(FileHandle&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

    FileHandle& operator=(FileHandle&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }

    FileHandle(const FileHandle&) = delete;
    FileHandle& operator=(const FileHandle&) = delete;
    ~FileHandle();

    explicit operator bool() const { return descriptor_ >= 0; }

    [[nodiscard]] int descriptor() const { return descriptor_; }

    [[nodiscard]] bool writeAll(std::span<const std::uint8_t> bytes) const;
    // Fills `bytes`; false also where the file is shorter.
    [[nodiscard]] bool readAll(std::span<std::uint8_t> bytes) const;
    // Onto the disk.
    [[nodiscard]] bool sync() const;

private:
    explicit FileHandle(int descriptor) : descriptor_(descriptor) {}

    int descriptor_ = -1;
};

// Makes the names in a folder durable.
[[nodiscard]] bool syncFolder(const std::filesystem::path& folder);

// An errno about a file, in words with a remedy.
[[nodiscard]] Error fileError(int code, const std::filesystem::path& path);

// Makes a folder and those above it, mode 0700 for the last; fine if it is there.
[[nodiscard]] Result<void> makeFolder(const std::filesystem::path& folder);

}  // namespace ocellus
