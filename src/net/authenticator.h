// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.h"
#include "net/digest.h"
#include "net/header_fields.h"

namespace ocellus {

// Answers one server's challenges with one pair of credentials and remembers what it demanded, so that later
// requests carry their answer at once. Thread-compatible.
class Authenticator {
public:
    // What to do after a 401.
    enum class Verdict {
        TryAgain,       // authorisation() has an answer to it
        NoCredentials,  // there is nothing to answer with
        Refused,        // the credentials were
        Unsupported,    // no known scheme on offer
        BasicRefused,   // only Basic, over plain HTTP, by a server that once offered Digest
    };

    Authenticator(std::string username, Secret password)
        : username_(std::move(username)), password_(std::move(password)) {}

    // `fields` of the 401 answer; `secure`: it came over TLS.
    [[nodiscard]] Verdict challenged(const HeaderFields& fields, bool secure);

    // The Authorization field of the next request, if one is due. Every call uses the nonce once more.
    [[nodiscard]] std::optional<std::string> authorisation(std::string_view method, std::string_view target,
                                                           bool secure);

    [[nodiscard]] const std::string& username() const { return username_; }

private:
    enum class Sent { Nothing, Basic, FreshDigest, UsedDigest };

    std::string username_;
    Secret password_;
    std::optional<DigestChallenge> digest_;
    std::string cnonce_;
    std::uint32_t count_ = 0;
    bool basic_ = false;
    bool digestSeen_ = false;  // forbids Basic over plain HTTP from then on
    Sent sent_ = Sent::Nothing;
};

}  // namespace ocellus
