// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "base/clock.h"
#include "server/auth/login_throttle.h"
#include "server/http/request.h"
#include "server/http/response.h"
#include "storage/store.h"

namespace ocellus {

inline constexpr const char* kDeviceRealm = "Ocellus";

// A device account with the HA1 of this password for both hashes; the password itself is kept nowhere.
[[nodiscard]] DeviceAccount makeDeviceAccount(const std::string& name, const std::string& camera,
                                              const Secret& password, WallTime created);

// Lets devices in by HTTP Digest (RFC 7616; RFC 2069 where a client knows no qop) with device accounts, never
// with logins. Nonces are ours alone, are good for five minutes, and then are answered as stale; guessing is
// slowed as for logins. Thread-safe; waits for the disk.
class DeviceDigest {
public:
    static constexpr Duration kNonceLife = std::chrono::minutes{5};

    // Changes must not be repeatable by who has listened: each count of a nonce is then good once.
    enum class Use { Look, Change };

    DeviceDigest(Store& store, const Clock& clock);

    // The account that the request proves, or the answer that asks for (better) proof.
    [[nodiscard]] std::variant<DeviceAccount, Response> check(const Request& request, Use use);
    // Whether the account is still there, for that camera.
    [[nodiscard]] bool stillThere(const std::string& name, const std::string& camera);

private:
    struct Proof;

    [[nodiscard]] std::string makeNonce() const;
    // How old; none if we never made it.
    [[nodiscard]] std::optional<Duration> ageOf(std::string_view nonce) const;
    [[nodiscard]] std::string sealOf(std::string_view time) const;
    [[nodiscard]] Response challenge(bool stale) const;
    [[nodiscard]] bool isFirstUse(const std::string& nonce, const std::string& count);

    Store& store_;
    const Clock& clock_;
    LoginThrottle throttle_;
    std::array<unsigned char, 32> key_{};  // of the nonces' seals; new at each start
    std::mutex mutex_;
    std::map<std::string, Instant> used_;  // nonce and count of changes, until the nonce is too old
};

}  // namespace ocellus
