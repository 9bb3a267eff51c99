// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "server/api/routes.h"
#include "server/auth/identity.h"

namespace ocellus {

// True while the session is open and shows the same cameras in the same role as when an answer that lasts
// began.
[[nodiscard]] inline std::function<bool()> stillAllowed(const ApiContext& context, const Identity& identity) {
    return [context, identity] {
        const auto now = context.authenticator.identify(identity.sessionToken);
        if (!now) {
            return true;  // the disk is in trouble, not the user
        }
        return now->has_value() && (*now)->cameras == identity.cameras && (*now)->role == identity.role;
    };
}

}  // namespace ocellus
