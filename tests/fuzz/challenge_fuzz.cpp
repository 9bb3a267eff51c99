// SPDX-License-Identifier: Apache-2.0
#include "input.h"
#include "net/authenticator.h"

using namespace ocellus;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::asText(data, size);
    // Two fields, so that one challenge follows another.
    HeaderFields fields;
    fields.add("WWW-Authenticate", std::string(text.substr(0, size / 2)));
    fields.add("WWW-Authenticate", std::string(text.substr(size / 2)));
    Authenticator authenticator("user", Secret{"secret"});
    for (int round = 0; round < 2; ++round) {
        (void)authenticator.challenged(fields, false);
        const auto answer = authenticator.authorisation("GET", "/stream?x=1", false);
        fuzz::require(!answer || answer->find_first_of("\r\n") == std::string::npos);
        // Unless the server said that word itself.
        const bool said = text.find("secret") != std::string_view::npos;
        fuzz::require(!answer || said || answer->find("secret") == std::string::npos);
    }
    return 0;
}
