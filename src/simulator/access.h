// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/secret.h"
#include "net/header_fields.h"
#include "simulator/quirk.h"

namespace ocellus {

enum class CameraAuth { None, Basic, Digest };

// A simulated camera's door: who may come in, and what is asked of the others. Written anew from RFC 7616 and
// RFC 7617 rather than with the client's code, so that a mistake there shows. Thread-compatible.
class Access {
public:
    Access(CameraAuth auth, std::string username, Secret password, Quirk quirk);

    [[nodiscard]] bool admits(std::string_view method, std::string_view target, const HeaderFields& fields);

    // The WWW-Authenticate lines of an answer 401, each with its CR LF.
    [[nodiscard]] std::string challenge();

private:
    [[nodiscard]] bool admitsBasic(std::string_view credentials) const;
    [[nodiscard]] bool admitsDigest(std::string_view method, std::string_view target, std::string_view field);
    void renewNonce();

    CameraAuth auth_;
    std::string username_;
    Secret password_;
    Quirk quirk_;
    std::string nonce_;
    std::uint64_t nonces_ = 0;
    bool stale_ = false;
};

}  // namespace ocellus
