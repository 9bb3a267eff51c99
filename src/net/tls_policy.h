// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace ocellus {

// How far a peer's certificate is trusted: by the authorities; the one seen first and no other; any, with a
// warning; any, and old protocol versions and ciphers too.
enum class TlsPolicy { Verify, Pin, Accept, Legacy };

struct TlsSettings {
    TlsPolicy policy = TlsPolicy::Verify;
    std::string pin;  // SHA-256 of the certificate (DER), 64 hex digits; empty with Pin: the first one seen
};

}  // namespace ocellus
