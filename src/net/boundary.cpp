// SPDX-License-Identifier: Apache-2.0
#include "net/boundary.h"

#include <algorithm>

#include "base/text.h"

namespace ocellus {
namespace {

constexpr std::size_t kMaximumToken = 200;  // RFC 2046 allows 70
constexpr std::size_t kDistinctive = 4;     // shorter tokens occur in pictures: they count only after dashes
constexpr std::string_view kEnds = "\r\n- \t";

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
        const bool dashes = from - begin >= 2;
        const bool lineBegins = begin == 0 || bytes[begin - 1] == '\n';
        const std::size_t end = from + token_.size();
        const bool ends = end < bytes.size() && kEnds.find(bytes[end]) != std::string_view::npos;
        if (ends && (dashes || (lineBegins && token_.size() >= kDistinctive))) {
            for (const char lineEnd : {'\n', '\r'}) {
                if (begin > 0 && bytes[begin - 1] == lineEnd) {
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
