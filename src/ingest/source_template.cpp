// SPDX-License-Identifier: Apache-2.0
#include "ingest/source_template.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "net/url.h"

namespace ocellus {
namespace {

std::string percentEncoded(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '.' || c == '_' || c == '~';
        const auto byte = static_cast<unsigned char>(c);
        if (plain) {
            result += c;
        } else {
            result += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
        }
    }
    return result;
}

using Value = std::pair<std::string_view, std::string>;

// In one pass: a password that reads "{user}" is a password.
std::string replaced(std::string_view address, std::initializer_list<Value> values) {
    std::string filled;
    while (!address.empty()) {
        const auto* const value = std::find_if(values.begin(), values.end(), [&](const Value& candidate) {
            return address.starts_with(candidate.first);
        });
        if (value == values.end()) {
            filled += address.front();
            address.remove_prefix(1);
        } else {
            filled += value->second;
            address.remove_prefix(value->first.size());
        }
    }
    return filled;
}

}  // namespace

std::string filledSource(std::string_view address, const SourceBlanks& blanks) {
    return replaced(address, {{"{user}", percentEncoded(blanks.username)},
                              {"{password}", percentEncoded(blanks.password.reveal())},
                              {"{channel}", std::to_string(blanks.channel)},
                              {"{channel0}", std::to_string(blanks.channel - 1)}});
}

std::string withChannel(std::string_view address, int channel) {
    return replaced(address,
                    {{"{channel}", std::to_string(channel)}, {"{channel0}", std::to_string(channel - 1)}});
}

std::string shownSource(std::string_view address, const SourceBlanks& blanks) {
    // The password is not even filled in: it might stand where nobody looks for one.
    return replaced(redactUrl(address), {{"{user}", percentEncoded(blanks.username)},
                                         {"{password}", "***"},
                                         {"{channel}", std::to_string(blanks.channel)},
                                         {"{channel0}", std::to_string(blanks.channel - 1)}});
}

}  // namespace ocellus
