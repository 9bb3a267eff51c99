// SPDX-License-Identifier: Apache-2.0
#include "net/url.h"

#include "input.h"

using namespace ocellus;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::asText(data, size);
    (void)redactUrl(text);
    const Result<Url> url = parseUrl(text);
    if (!url) {
        return 0;
    }
    // It goes into a request: no line can be broken, and reading it again gives the same.
    fuzz::require(url->target.find_first_of("\r\n ") == std::string::npos && url->target.starts_with('/'));
    fuzz::require(url->host.find_first_of("\r\n /@") == std::string::npos);
    const Result<Url> again = parseUrl(url->text());
    fuzz::require(again && again->sameOrigin(*url) && again->target == url->target);
    (void)resolveUrl(*url, text.substr(0, size / 2));
    return 0;
}
