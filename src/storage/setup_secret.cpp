// SPDX-License-Identifier: Apache-2.0
#include "storage/setup_secret.h"

#include <utility>

#include "base/identifier.h"

namespace ocellus {
namespace {

constexpr const char* kName = "setup_secret";
constexpr std::size_t kSecretBytes = 15;  // 120 bits, 20 letters without padding

}  // namespace

Result<std::optional<Secret>> SetupSecret::current() {
    const auto users = database_.number("SELECT EXISTS (SELECT 1 FROM user)");
    if (!users) {
        return tl::unexpected(users.error());
    }
    if (*users != 0) {
        return std::nullopt;
    }
    const auto stored = database_.one("SELECT value FROM keeping WHERE name = ?", {kName},
                                      [](const SqlRow& row) { return row.blob(0); });
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    if (*stored) {
        return key_.unseal(**stored, kName).map([](Secret secret) {
            return std::optional{std::move(secret)};
        });
    }
    Secret fresh{randomToken(kSecretBytes)};
    return database_
        .transaction(Durability::Power,
                     [&] {
                         return database_.run("INSERT INTO keeping (name, value) VALUES (?, ?)",
                                              {kName, key_.seal(fresh, kName)});
                     })
        .map([&](int) { return std::optional{std::move(fresh)}; });
}

Result<bool> SetupSecret::matches(const Secret& given) {
    return current().map(
        [&](const std::optional<Secret>& secret) { return secret && secret->matches(given); });
}

Result<void> SetupSecret::forget() {
    return database_.transaction(Durability::Power, [&] {
        return database_.run("DELETE FROM keeping WHERE name = ?", {kName}).map([](int) {});
    });
}

}  // namespace ocellus
