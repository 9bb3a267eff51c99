// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "server/auth/identity.h"
#include "server/auth/login_throttle.h"
#include "server/auth/password.h"
#include "storage/store.h"

namespace ocellus {

// Why somebody was not let in; `retryAfter` above zero means that he was not even tried.
struct LoginRefusal {
    Error error;
    Duration retryAfter{};
};

using LoginResult = tl::expected<Identity, LoginRefusal>;

// Logs people in and out and knows who holds which session. Sessions end after a day without use and after 30
// days at most; the database has only hashes of their tokens. Thread-safe; waits for the disk.
class Authenticator {
public:
    static constexpr Duration kIdle = std::chrono::hours{24};
    static constexpr Duration kLongest = std::chrono::hours{24 * 30};

    Authenticator(Store& store, const Clock& clock, PasswordHasher::Cost cost);

    [[nodiscard]] Result<bool> setupRequired();
    // Makes the first admin. The secret is compared in constant time and is void after use.
    [[nodiscard]] LoginResult setUp(const Secret& secret, const User& admin, const Secret& password,
                                    const std::string& peer);
    [[nodiscard]] LoginResult login(const std::string& name, const Secret& password, const std::string& peer);
    // None where the token belongs to no open session.
    [[nodiscard]] Result<std::optional<Identity>> identify(const Secret& sessionToken);
    [[nodiscard]] Result<void> logout(const Identity& identity);

    [[nodiscard]] Result<std::string> hashPassword(const Secret& password) { return hasher_.hash(password); }

private:
    LoginResult open(const User& user);

    Store& store_;
    const Clock& clock_;
    PasswordHasher hasher_;
    LoginThrottle throttle_;
};

}  // namespace ocellus
