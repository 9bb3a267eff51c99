// SPDX-License-Identifier: Apache-2.0
#include "server/http/target.h"

#include <algorithm>

namespace ocellus {
namespace {

int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

bool isControl(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

bool isSound(const std::string& segment) {
    return !segment.empty() && segment != "." && segment != ".." &&
           std::none_of(segment.begin(), segment.end(),
                        [](char c) { return c == '/' || c == '\\' || isControl(c); });
}

tl::unexpected<Error> refused(const char* why) {
    return failure(Error::Kind::BadInput, std::string("the address of the request ") + why,
                   "check it for stray escapes, dots and slashes");
}

}  // namespace

std::optional<std::string> Query::find(std::string_view name) const {
    for (const auto& [key, value] : pairs_) {
        if (key == name) {
            return value;
        }
    }
    return std::nullopt;
}

std::vector<std::string> Query::all(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [key, value] : pairs_) {
        if (key == name) {
            values.push_back(value);
        }
    }
    return values;
}

std::string Target::path() const {
    std::string path;
    for (const std::string& segment : segments) {
        path += '/';
        path += segment;
    }
    return path.empty() ? "/" : path;
}

std::optional<std::string> percentDecoded(std::string_view text, bool plusIsBlank) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size()) {
                return std::nullopt;
            }
            const int high = hexDigit(text[i + 1]);
            const int low = hexDigit(text[i + 2]);
            if (high < 0 || low < 0) {
                return std::nullopt;
            }
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            decoded += text[i] == '+' && plusIsBlank ? ' ' : text[i];
        }
    }
    return decoded;
}

Result<Query> parseQuery(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        if (pair.empty()) {
            continue;
        }
        if (pairs.size() == kMaximumQueryPairs) {
            return refused("has too many parameters");
        }
        const std::size_t equals = std::min(pair.find('='), pair.size());
        auto name = percentDecoded(pair.substr(0, equals), true);
        auto value = percentDecoded(pair.substr(std::min(pair.size(), equals + 1)), true);
        if (!name || !value) {
            return refused("has a broken escape in a parameter");
        }
        pairs.emplace_back(std::move(*name), std::move(*value));
    }
    return Query{std::move(pairs)};
}

Result<Target> parseTarget(std::string_view text) {
    if (text.size() > kMaximumTarget) {
        return refused("is too long");
    }
    if (text.empty() || text.front() != '/') {
        return refused("does not begin with a slash");
    }
    const std::size_t mark = std::min(text.find('?'), text.size());
    std::string_view path = text.substr(1, mark == 0 ? 0 : mark - 1);
    Target target;
    while (!path.empty()) {
        const std::string_view piece = path.substr(0, path.find('/'));
        target.endsWithSlash = piece.size() < path.size();
        path.remove_prefix(std::min(path.size(), piece.size() + 1));
        auto segment = percentDecoded(piece, false);
        if (!segment || !isSound(*segment)) {
            return refused("has a part that is not allowed");
        }
        if (target.segments.size() == kMaximumSegments) {
            return refused("has too many parts");
        }
        target.segments.push_back(std::move(*segment));
    }
    auto query = parseQuery(text.substr(std::min(text.size(), mark + 1)));
    if (!query) {
        return tl::unexpected(query.error());
    }
    target.query = std::move(*query);
    return target;
}

}  // namespace ocellus
