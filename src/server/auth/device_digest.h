// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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

// What a device shows, whatever it speaks: HTTP or RTSP. Views into the request.
struct DeviceProof {
    std::optional<std::string_view> authorization;    // the field, where there is one
    std::string_view method;                          // as it came
    std::string peer;                                 // the address without port
    std::function<bool(std::string_view uri)> names;  // whether that is what the request asks for
};

// Why a device is not let in.
struct DeviceRefusal {
    enum class Why { NoProof, Stale, SlowDown, Failed };
    Why why = Why::NoProof;
    Duration pause{};              // of SlowDown
    std::optional<Error> error{};  // of Failed: the disk
};

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
    // The same for any protocol.
    [[nodiscard]] std::variant<DeviceAccount, DeviceRefusal> check(const DeviceProof& proof, Use use);
    // What asks for proof: values of WWW-Authenticate, the better hash first. Recorders that speak RTSP were
    // written for cameras that offer no qop; without `qop` none is offered.
    enum class Qop { None, Auth };
    [[nodiscard]] std::vector<std::string> challenges(bool stale, Qop qop) const;
    // Whether the account is still there, for that camera.
    [[nodiscard]] bool stillThere(const std::string& name, const std::string& camera);

private:
    struct Parts;

    [[nodiscard]] std::string makeNonce() const;
    // How old; none if we never made it.
    [[nodiscard]] std::optional<Duration> ageOf(std::string_view nonce) const;
    [[nodiscard]] std::string sealOf(std::string_view time) const;
    [[nodiscard]] Response challenge(bool stale) const;
    [[nodiscard]] Response respond(const DeviceRefusal& refused) const;
    [[nodiscard]] bool isFirstUse(const std::string& nonce, const std::string& count);

    Store& store_;
    const Clock& clock_;
    LoginThrottle throttle_;
    std::array<unsigned char, 32> key_{};  // of the nonces' seals; new at each start
    std::mutex mutex_;
    std::map<std::string, Instant> used_;  // nonce and count of changes, until the nonce is too old
};

}  // namespace ocellus
