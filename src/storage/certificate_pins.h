// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "storage/database.h"

namespace ocellus {

// The certificates seen first at cameras whose settings say "pin" without naming one: they stay the only ones
// that are trusted, over restarts too. Bound to the storage thread.
class CertificatePins {
public:
    struct Pin {
        std::string camera;
        std::string peer;         // host:port at which it was seen; another one starts anew
        std::string certificate;  // SHA-256 in hex
    };

    explicit CertificatePins(Database& database) : database_(database) {}

    [[nodiscard]] Result<std::optional<Pin>> find(const std::string& camera);
    // Adds or replaces.
    Result<void> put(const Pin& pin);
    // Nothing happens where there is none.
    Result<void> forget(const std::string& camera);

private:
    Database& database_;
};

}  // namespace ocellus
