// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/result.h"
#include "base/secret.h"
#include "storage/database.h"
#include "storage/key_file.h"

namespace ocellus {

// The one-time secret of the first start, which lets its holder make the first admin. It stays the same over
// restarts until it is used, so that what was printed first still works. Bound to the storage thread.
class SetupSecret {
public:
    SetupSecret(Database& database, const KeyFile& key) : database_(database), key_(key) {}

    // The secret, made when first asked for; none once there is a user.
    [[nodiscard]] Result<std::optional<Secret>> current();
    // Whether `given` is the secret. It goes when the first user is added; see forget().
    [[nodiscard]] Result<bool> matches(const Secret& given);
    Result<void> forget();

private:
    Database& database_;
    const KeyFile& key_;
};

}  // namespace ocellus
