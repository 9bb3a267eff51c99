// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.h"
#include "net/auth_challenge.h"
#include "net/hash.h"

namespace ocellus {

// What one Digest challenge (RFC 7616, and RFC 2069 where it names no qop) asks for. A value.
struct DigestChallenge {
    std::string realm;
    std::string nonce;
    std::string opaque;
    bool hasOpaque = false;
    std::string algorithm;  // as offered; empty: none was named, MD5 is meant
    HashKind hash = HashKind::Md5;
    bool session = false;  // -sess
    bool qop = false;      // qop=auth
    bool stale = false;

    // Higher is stronger.
    [[nodiscard]] int strength() const;
};

// Nothing where the challenge is not Digest, has no nonce (some cameras forget it), or wants an algorithm or
// a protection that is not known here.
[[nodiscard]] std::optional<DigestChallenge> readDigest(const AuthChallenge& challenge);

// The value of an Authorization field. `cnonce` stays the same through a nonce's life and `count`, from 1, is
// how often the nonce was used; `uri` is the request target with its query.
[[nodiscard]] std::string digestAnswer(const DigestChallenge& challenge, std::string_view username,
                                       const Secret& password, std::string_view method, std::string_view uri,
                                       std::string_view cnonce, std::uint32_t count);

}  // namespace ocellus
