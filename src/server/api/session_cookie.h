// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/secret.h"
#include "server/http/request.h"

namespace ocellus {

inline constexpr const char* kSessionCookie = "ocellus_session";
inline constexpr const char* kChangeHeader = "X-Ocellus-Token";

// The Set-Cookie of a login: HttpOnly, SameSite=Strict, and Secure over TLS, ours or that of a proxy on this
// machine.
[[nodiscard]] std::string sessionCookie(const Secret& token, const Request& request);
[[nodiscard]] std::string endedSessionCookie(const Request& request);

// A name that somebody typed, fit for a line of the log: at most 40 printable ASCII characters.
[[nodiscard]] std::string printable(const std::string& text);

}  // namespace ocellus
