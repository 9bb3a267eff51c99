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
struct DeviceDigest::Proof {
    std::string_view user, realm, nonce, uri, response, qop, count, clientNonce;
    HashKind hash = HashKind::Md5;
};

namespace {

constexpr std::size_t kMostUsed = 10'000;

std::optional<std::vector<AuthChallenge>> credentials(const Request& request) {
    const auto field = request.headers.find("Authorization");
    if (!field) {
        return std::nullopt;
    }
    auto parsed = parseChallenges(*field);
    if (parsed.size() != 1 || !parsed.front().is("Digest")) {
        return std::nullopt;
    }
    return parsed;
}

std::string responseTo(std::string_view ha1, const std::string& method, HashKind hash, std::string_view uri,
                       std::string_view nonce, std::string_view count, std::string_view clientNonce,
                       std::string_view qop) {
    const std::string ha2 = hashHex(hash, method + ":" + std::string(uri));
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
    const auto given = credentials(request);
    if (!given) {
        return challenge(false);
    }
    const auto value = [&given](std::string_view name) { return given->front().find(name).value_or(""); };
    Proof proof{value("username"), value("realm"), value("nonce"),  value("uri"), value("response"),
                value("qop"),      value("nc"),    value("cnonce"), HashKind::Md5};
    const std::string_view algorithm = value("algorithm");
    if (equalIgnoringCase(algorithm, "SHA-256")) {
        proof.hash = HashKind::Sha256;
    } else if (!algorithm.empty() && !equalIgnoringCase(algorithm, "MD5")) {
        return challenge(false);
    }
    const bool known =
        proof.qop.empty() || (proof.qop == "auth" && !proof.count.empty() && !proof.clientNonce.empty());
    const auto age = ageOf(proof.nonce);
    if (!known || proof.realm != kDeviceRealm || proof.uri != request.rawTarget || !age) {
        return challenge(false);
    }
    if (*age > kNonceLife) {
        return challenge(true);
    }
    const std::string name(proof.user);
    if (const Duration pause = throttle_.begin(name, request.peer); pause > Duration::zero()) {
        return slowedDown(pause);
    }
    const auto account = store_.run([&](Tables& tables) { return tables.deviceAccounts.find(name); });
    if (!account) {
        return errorResponse(account.error());
    }
    // A name that does not exist costs the same hashes and fails.
    const Secret nobody{std::string(64, '0')};
    const Secret& ha1 = !*account                        ? nobody
                        : proof.hash == HashKind::Sha256 ? (*account)->ha1Sha256
                                                         : (*account)->ha1Md5;
    const Secret right{responseTo(ha1.reveal(), request.methodText, proof.hash, proof.uri, proof.nonce,
                                  proof.count, proof.clientNonce, proof.qop)};
    if (!right.matches(Secret{toLower(proof.response)}) || !*account) {
        return challenge(false);
    }
    throttle_.succeeded(name, request.peer);
    if (use == Use::Change && !isFirstUse(std::string(proof.nonce), std::string(proof.count))) {
        return challenge(true);
    }
    return **account;
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

Response DeviceDigest::challenge(bool stale) const {
    Response response = refusal(401, "unauthorised",
                                {Error::Kind::Unauthorised, "this needs a device account of the camera",
                                 "have an admin make one (POST /api/v1/devices), and use HTTP Digest"});
    const std::string rest = std::string("Digest realm=\"") + kDeviceRealm + "\", qop=\"auth\", nonce=\"" +
                             makeNonce() + "\", stale=" + (stale ? "true" : "false") + ", algorithm=";
    return response.with("WWW-Authenticate", rest + "SHA-256").with("WWW-Authenticate", rest + "MD5");
}

bool DeviceDigest::isFirstUse(const std::string& nonce, const std::string& count) {
    const std::lock_guard lock{mutex_};
    const Instant now = clock_.now();
    std::erase_if(used_, [now](const auto& entry) { return now - entry.second > kNonceLife; });
    return used_.size() < kMostUsed && used_.emplace(nonce + ":" + count.substr(0, 16), now).second;
}

}  // namespace ocellus
