// SPDX-License-Identifier: Apache-2.0
#include "server/api/read_json.h"

namespace ocellus {
namespace {

// Brackets outside strings; what is no JSON at all is the parser's business.
bool isTooDeep(std::string_view text) {
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\') {
                ++i;
            } else if (c == '"') {
                inString = false;
            }
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kDeepestJson) {
                return true;
            }
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

}  // namespace

Result<nlohmann::json> readJson(std::string_view text) {
    if (isTooDeep(text)) {
        return failure(Error::Kind::BadInput, "the JSON is nested more than 32 deep", "send a flatter one");
    }
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& fault) {
        return failure(Error::Kind::BadInput, "this is not JSON: wrong at byte " + std::to_string(fault.byte),
                       "send JSON in UTF-8");
    } catch (const nlohmann::json::exception&) {
        return failure(Error::Kind::BadInput, "the JSON has a number that is too large",
                       "send smaller numbers");
    }
}

}  // namespace ocellus
