// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/secret.h"
#include "storage/users.h"

namespace ocellus {

// Who asks: a user with an open session, as the database knew him when the request came. A value.
struct Identity {
    std::string user;
    Role role = Role::Viewer;
    std::string language;
    std::optional<std::vector<std::string>> cameras;  // ids he may see; none: all
    Secret sessionToken;                              // the cookie's
    Secret changeToken;                               // the value that X-Ocellus-Token must have

    [[nodiscard]] bool has(Role wanted) const { return role >= wanted; }

    [[nodiscard]] bool maySee(const std::string& camera) const {
        return !cameras || std::find(cameras->begin(), cameras->end(), camera) != cameras->end();
    }
};

}  // namespace ocellus
