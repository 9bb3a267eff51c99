// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "storage/sql_value.h"

namespace ocellus {

// The key of the data folder, 32 random bytes in the file `key` of mode 0600, and what is sealed with it:
// camera passwords, device accounts, tokens of receivers. XChaCha20-Poly1305 with a random nonce; `context`
// ("camera/gate") is authenticated, so that a sealed value cannot be moved to another place. Immutable;
// thread-safe.
class KeyFile {
public:
    // Reads the key, or makes it where the file is missing. Refuses a file that others may read.
    [[nodiscard]] static Result<KeyFile> open(const std::filesystem::path& path);

    [[nodiscard]] Bytes seal(const Secret& plain, std::string_view context) const;
    [[nodiscard]] Result<Secret> unseal(std::span<const std::uint8_t> sealed, std::string_view context) const;

    KeyFile(const KeyFile&) = default;
    KeyFile& operator=(const KeyFile&) = default;
    ~KeyFile();

private:
    using Key = std::array<std::uint8_t, 32>;

    explicit KeyFile(const Key& key) : key_(key) {}

    Key key_;
};

}  // namespace ocellus
