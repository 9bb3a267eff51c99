// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/header_fields.h"

namespace ocellus {

// What every answer tells browsers: scripts come from here alone, nobody frames us, types are not guessed,
// and nothing of ours is stored where another user of the browser finds it. Mantine sets its colours in a
// style element, hence unsafe-inline for styles and for them alone.
[[nodiscard]] inline HeaderFields securityHeaders() {
    return {{"Content-Security-Policy",
             "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: "
             "data:; "
             "media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src "
             "'self'; "
             "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
            {"X-Content-Type-Options", "nosniff"},
            {"X-Frame-Options", "DENY"},
            {"Referrer-Policy", "no-referrer"},
            {"Cross-Origin-Opener-Policy", "same-origin"},
            {"Cross-Origin-Resource-Policy", "same-origin"},
            {"Permissions-Policy", "camera=(), geolocation=(), payment=(), usb=()"},
            {"Cache-Control", "no-store"}};
}

}  // namespace ocellus
