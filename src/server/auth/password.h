// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace ocellus {

inline constexpr std::size_t kShortestPassword = 10;  // characters
inline constexpr std::size_t kLongestPassword = 256;  // bytes

// The rules for login passwords: long enough, not the user's name, not one character over and over.
[[nodiscard]] Result<void> checkPassword(const Secret& password, std::string_view userName);

// Hashes and checks login passwords with argon2id. One at a time, so that many logins together cost no more
// memory than one (64 MiB). Thread-safe.
class PasswordHasher {
public:
    struct Cost {
        unsigned long long operations = 2;
        std::size_t memory = std::size_t{64} << 20;  // bytes
    };

    explicit PasswordHasher(Cost cost) : cost_(cost) {}

    [[nodiscard]] Result<std::string> hash(const Secret& password);
    // An empty hash stands for a user who does not exist: it costs the same time and fits no password.
    [[nodiscard]] bool verify(const std::string& hash, const Secret& password);

private:
    Cost cost_;
    std::mutex mutex_;
    std::string nobodysHash_;
};

}  // namespace ocellus
