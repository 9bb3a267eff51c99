// SPDX-License-Identifier: Apache-2.0
#include "net/boundary.h"

#include <algorithm>

#include "base/text.h"

namespace ocellus {
namespace {

constexpr std::size_t kMaximumToken = 200;  // RFC 2046 allows 70

std::string_view withoutDashes(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of('-'), text.size()));
    return text.substr(0, text.find_last_not_of('-') + 1);
}

std::string_view parameter(std::string_view contentType, std::string_view name) {
    const std::string lower = toLower(contentType);
    std::size_t at = 0;
    while ((at = lower.find(name, at)) != std::string::npos) {
        at += name.size();
        std::string_view value = trim(contentType.substr(at));
        if (!value.starts_with('=')) {
            continue;
        }
        value = trim(value.substr(1));
        if (value.starts_with('"')) {
            value.remove_prefix(1);
            return value.substr(0, value.find('"'));
        }
        return trim(value.substr(0, value.find_first_of(";,")));
    }
    return {};
}

}  // namespace

Boundary::Boundary(std::string_view contentType)
    : token_(withoutDashes(parameter(contentType, "boundary")).substr(0, kMaximumToken)) {}

bool Boundary::matches(std::string_view line) const {
    if (!known()) {
        return false;
    }
    line = trim(line);
    const std::string_view inner = withoutDashes(line);
    return inner == token_;
}

void Boundary::learn(std::string_view line) {
    token_ = withoutDashes(trim(line)).substr(0, kMaximumToken);
}

std::optional<std::size_t> Boundary::find(std::string_view bytes, std::size_t from) const {
    while (known() && (from = bytes.find(token_, from)) != std::string_view::npos) {
        std::size_t begin = from;
        while (begin > 0 && bytes[begin - 1] == '-') {
            --begin;
        }
        // A short token occurs in pictures too: it must stand on a line of its own or after two dashes.
        const bool dashes = from - begin >= 2;
        const bool lineBegins = begin == 0 || bytes[begin - 1] == '\n';
        if (dashes || lineBegins) {
            for (const char end : {'\n', '\r'}) {
                if (begin > 0 && bytes[begin - 1] == end) {
                    --begin;
                }
            }
            return begin;
        }
        ++from;
    }
    return std::nullopt;
}

}  // namespace ocellus
