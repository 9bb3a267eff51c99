// SPDX-License-Identifier: Apache-2.0
#include "net/authenticator.h"

#include <algorithm>

#include "base/identifier.h"

namespace ocellus {

Authenticator::Verdict Authenticator::challenged(const HeaderFields& fields, bool secure) {
    if (username_.empty() && password_.empty()) {
        return Verdict::NoCredentials;
    }
    std::optional<DigestChallenge> best;
    bool basicOffered = false;
    for (const AuthChallenge& challenge : parseChallenges(fields)) {
        basicOffered = basicOffered || challenge.is("Basic");
        if (auto digest = readDigest(challenge); digest && (!best || digest->strength() > best->strength())) {
            best = std::move(digest);
        }
    }
    const Sent sent = std::exchange(sent_, Sent::Nothing);
    digestSeen_ = digestSeen_ || best.has_value();
    digest_.reset();
    basic_ = false;
    if (best) {
        // A nonce that was good once and is refused now has expired, whether or not the server says stale.
        if (sent == Sent::FreshDigest && !best->stale) {
            return Verdict::Refused;
        }
        digest_ = std::move(best);
        cnonce_ = randomToken(12);
        count_ = 0;
        return Verdict::TryAgain;
    }
    if (!basicOffered) {
        return Verdict::Unsupported;
    }
    if (digestSeen_ && !secure) {
        return Verdict::BasicRefused;
    }
    if (sent == Sent::Basic) {
        return Verdict::Refused;
    }
    basic_ = true;
    return Verdict::TryAgain;
}

std::optional<std::string> Authenticator::authorisation(std::string_view method, std::string_view target,
                                                        bool secure) {
    if (digest_) {
        ++count_;
        sent_ = count_ == 1 ? Sent::FreshDigest : Sent::UsedDigest;
        return digestAnswer(*digest_, username_, password_, method, target, cnonce_, count_);
    }
    if (basic_ && (secure || !digestSeen_)) {
        sent_ = Sent::Basic;
        return "Basic " + base64(username_ + ":" + password_.reveal());
    }
    sent_ = Sent::Nothing;
    return std::nullopt;
}

}  // namespace ocellus
