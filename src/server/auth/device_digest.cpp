// SPDX-License-Identifier: Apache-2.0
#include "server/auth/device_digest.h"

#include <sodium.h>

#include <charconv>
#include <cmath>

#include "base/text.h"
#include "net/auth_challenge.h"
#include "net/hash.h"

namespace ocellus {

// What an Authorization field says; views into what it was parsed from.
struct DeviceDigest::Parts {
    std::string_view user, realm, nonce, uri, response, qop, count, clientNonce;
    HashKind hash = HashKind::Md5;
};

namespace {

constexpr std::size_t kMostUsed = 10'000;

std::optional<AuthChallenge> credentials(const DeviceProof& proof) {
    if (!proof.authorization) {
        return std::nullopt;
    }
    auto parsed = parseChallenges(*proof.authorization);
    if (parsed.size() != 1 || !parsed.front().is("Digest")) {
        return std::nullopt;
    }
    return std::move(parsed.front());
}

std::string responseTo(std::string_view ha1, std::string_view method, HashKind hash, std::string_view uri,
                       std::string_view nonce, std::string_view count, std::string_view clientNonce,
                       std::string_view qop) {
    const std::string ha2 = hashHex(hash, std::string(method) + ":" + std::string(uri));
    std::string text = std::string(ha1) + ":" + std::string(nonce) + ":";
    if (!qop.empty()) {
        text += std::string(count) + ":" + std::string(clientNonce) + ":" + std::string(qop) + ":";
    }
    return hashHex(hash, text + ha2);
}

Response slowedDown(Duration pause) {
    Response response =
        refusal(429, "slow_down", {Error::Kind::Limit, "too many wrong passwords", "wait a little"});
    const auto seconds = static_cast<long>(std::ceil(toSeconds(pause)));
    return response.with("Retry-After", std::to_string(seconds));
}

}  // namespace

DeviceAccount makeDeviceAccount(const std::string& name, const std::string& camera, const Secret& password,
                                WallTime created) {
    const std::string text = name + ":" + kDeviceRealm + ":" + password.reveal();
    return {name, camera, Secret{hashHex(HashKind::Md5, text)}, Secret{hashHex(HashKind::Sha256, text)},
            created};
}

DeviceDigest::DeviceDigest(Store& store, const Clock& clock)
    : store_(store), clock_(clock), throttle_(clock) {
    static_assert(std::tuple_size_v<decltype(key_)> == crypto_auth_KEYBYTES);
    crypto_auth_keygen(key_.data());
}

std::variant<DeviceAccount, Response> DeviceDigest::check(const Request& request, Use use) {
    auto checked = check(DeviceProof{request.headers.find("Authorization"), request.methodText, request.peer,
                                     [&](std::string_view uri) { return uri == request.rawTarget; }},
                         use);
    if (auto* account = std::get_if<DeviceAccount>(&checked)) {
        return std::move(*account);
    }
    return respond(std::get<DeviceRefusal>(checked));
}

std::variant<DeviceAccount, DeviceRefusal> DeviceDigest::check(const DeviceProof& proof, Use use) {
    using Why = DeviceRefusal::Why;
    const auto given = credentials(proof);
    if (!given) {
        return DeviceRefusal{Why::NoProof};
    }
    const auto value = [&given](std::string_view name) { return given->find(name).value_or(""); };
    Parts parts{value("username"), value("realm"), value("nonce"),  value("uri"), value("response"),
                value("qop"),      value("nc"),    value("cnonce"), HashKind::Md5};
    const std::string_view algorithm = value("algorithm");
    if (equalIgnoringCase(algorithm, "SHA-256")) {
        parts.hash = HashKind::Sha256;
    } else if (!algorithm.empty() && !equalIgnoringCase(algorithm, "MD5")) {
        return DeviceRefusal{Why::NoProof};
    }
    const bool known =
        parts.qop.empty() || (parts.qop == "auth" && !parts.count.empty() && !parts.clientNonce.empty());
    const auto age = ageOf(parts.nonce);
    if (!known || parts.realm != kDeviceRealm || !proof.names(parts.uri) || !age) {
        return DeviceRefusal{Why::NoProof};
    }
    if (*age > kNonceLife) {
        return DeviceRefusal{Why::Stale};
    }
    const std::string name(parts.user);
    if (const Duration pause = throttle_.begin(name, proof.peer); pause > Duration::zero()) {
        return DeviceRefusal{Why::SlowDown, pause};
    }
    const auto account = store_.run([&](Tables& tables) { return tables.deviceAccounts.find(name); });
    if (!account) {
        return DeviceRefusal{Why::Failed, {}, account.error()};
    }
    // A name that does not exist costs the same hashes and fails.
    const Secret nobody{std::string(64, '0')};
    const Secret& ha1 = !*account                        ? nobody
                        : parts.hash == HashKind::Sha256 ? (*account)->ha1Sha256
                                                         : (*account)->ha1Md5;
    const Secret right{responseTo(ha1.reveal(), proof.method, parts.hash, parts.uri, parts.nonce, parts.count,
                                  parts.clientNonce, parts.qop)};
    if (!right.matches(Secret{toLower(parts.response)}) || !*account) {
        return DeviceRefusal{Why::NoProof};
    }
    throttle_.succeeded(name, proof.peer);
    if (use == Use::Change && !isFirstUse(std::string(parts.nonce), std::string(parts.count))) {
        return DeviceRefusal{Why::Stale};
    }
    return **account;
}

Response DeviceDigest::respond(const DeviceRefusal& refused) const {
    switch (refused.why) {
        case DeviceRefusal::Why::SlowDown:
            return slowedDown(refused.pause);
        case DeviceRefusal::Why::Failed:
            return errorResponse(*refused.error);
        case DeviceRefusal::Why::NoProof:
        case DeviceRefusal::Why::Stale:
            break;
    }
    return challenge(refused.why == DeviceRefusal::Why::Stale);
}

bool DeviceDigest::stillThere(const std::string& name, const std::string& camera) {
    const auto account = store_.run([&](Tables& tables) { return tables.deviceAccounts.find(name); });
    return !account || (*account && (*account)->camera == camera);  // a failing disk ends nobody's stream
}

std::string DeviceDigest::makeNonce() const {
    const std::string time = std::to_string(clock_.now().time_since_epoch().count());
    return time + "-" + sealOf(time);
}

std::string DeviceDigest::sealOf(std::string_view time) const {
    std::array<unsigned char, crypto_auth_BYTES> seal{};
    crypto_auth(seal.data(), reinterpret_cast<const unsigned char*>(time.data()), time.size(), key_.data());
    std::array<char, 2 * crypto_auth_BYTES + 1> text{};
    sodium_bin2hex(text.data(), text.size(), seal.data(), seal.size());
    return std::string(text.data(), 32);
}

std::optional<Duration> DeviceDigest::ageOf(std::string_view nonce) const {
    const std::size_t dash = nonce.rfind('-');
    if (dash == std::string_view::npos || dash == 0) {
        return std::nullopt;
    }
    const std::string_view time = nonce.substr(0, dash);
    if (!Secret{sealOf(time)}.matches(Secret{std::string(nonce.substr(dash + 1))})) {
        return std::nullopt;
    }
    std::int64_t count = 0;
    std::from_chars(time.data(), time.data() + time.size(), count);
    return clock_.now() - Instant{Duration{count}};
}

std::vector<std::string> DeviceDigest::challenges(bool stale, Qop qop) const {
    // Some recorders read the first three parameters in this order or not at all, and take the last field
    // that they understand.
    const std::string begin = std::string("Digest realm=\"") + kDeviceRealm + "\", nonce=\"" + makeNonce() +
                              "\", stale=" + (stale ? "true" : "false") +
                              (qop == Qop::Auth ? ", qop=\"auth\"" : "") + ", algorithm=";
    return {begin + "SHA-256", begin + "MD5"};
}

Response DeviceDigest::challenge(bool stale) const {
    Response response = refusal(401, "unauthorised",
                                {Error::Kind::Unauthorised, "this needs a device account of the camera",
                                 "have an admin make one (POST /api/v1/devices), and use HTTP Digest"});
    for (std::string& value : challenges(stale, Qop::Auth)) {
        response.with("WWW-Authenticate", std::move(value));
    }
    return response;
}

bool DeviceDigest::isFirstUse(const std::string& nonce, const std::string& count) {
    const std::lock_guard lock{mutex_};
    const Instant now = clock_.now();
    std::erase_if(used_, [now](const auto& entry) { return now - entry.second > kNonceLife; });
    return used_.size() < kMostUsed && used_.emplace(nonce + ":" + count.substr(0, 16), now).second;
}

}  // namespace ocellus
