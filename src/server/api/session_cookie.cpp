// SPDX-License-Identifier: Apache-2.0
#include "server/api/session_cookie.h"

#include "server/auth/authenticator.h"

namespace ocellus {
namespace {

std::string cookie(const std::string& value, long seconds, const Request& request) {
    std::string text = std::string(kSessionCookie) + "=" + value +
                       "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds);
    // A wrong word of a proxy can only make the cookie stricter.
    if (request.secure || request.header("X-Forwarded-Proto") == "https") {
        text += "; Secure";
    }
    return text;
}

}  // namespace

std::string sessionCookie(const Secret& token, const Request& request) {
    return cookie(token.reveal(),
                  std::chrono::duration_cast<std::chrono::seconds>(Authenticator::kLongest).count(), request);
}

std::string endedSessionCookie(const Request& request) {
    return cookie("", 0, request);
}

std::string printable(const std::string& text) {
    std::string result;
    for (const char c : text.substr(0, 40)) {
        result += c > 0x20 && c < 0x7f && c != '"' ? c : '?';
    }
    return result;
}

}  // namespace ocellus
