// SPDX-License-Identifier: Apache-2.0
// What the server reads of a request beside its framing: target, query, cookies, origin, JSON.
#include "input.h"
#include "server/api/read_json.h"
#include "server/http/request.h"

using namespace ocellus;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::asText(data, size);
    if (const auto target = parseTarget(text)) {
        // Nothing climbs, and nothing is read in another way by whoever joins the segments again.
        fuzz::require(target->segments.size() <= kMaximumSegments &&
                      target->query.pairs().size() <= kMaximumQueryPairs);
        for (const std::string& segment : target->segments) {
            fuzz::require(!segment.empty() && segment != "." && segment != ".." &&
                          segment.find_first_of(std::string_view("/\\\0\r\n", 5)) == std::string::npos);
        }
        fuzz::require(target->path().starts_with('/'));
    }
    Request request;
    const std::size_t half = size / 2;
    request.headers.add("Host", std::string(text.substr(0, half)));
    request.headers.add("Origin", std::string(text.substr(half)));
    request.headers.add("Cookie", std::string(text));
    (void)request.cookie("ocellus_session");
    fuzz::require(!request.provesOwnSite() || request.comesFromOwnSite());
    (void)isLoopbackHost(text);
    if (const auto json = readJson(text)) {
        // Bounded in depth, so writing and copying it cannot overflow the stack.
        const nlohmann::json copy = *json;
        fuzz::require(
            readJson(copy.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)).has_value());
    }
    return 0;
}
