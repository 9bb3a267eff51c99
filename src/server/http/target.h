// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace ocellus {

// The part of a target behind the question mark, decoded, in its order. A name may come more than once
// (?camera=a&camera=b). Thread-compatible.
class Query {
public:
    Query() = default;

    explicit Query(std::vector<std::pair<std::string, std::string>> pairs) : pairs_(std::move(pairs)) {}

    // The first of that name; names are compared exactly.
    [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;

    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& pairs() const { return pairs_; }

private:
    std::vector<std::pair<std::string, std::string>> pairs_;
};

// What a request asks for: "/api/v1/cameras/gate?x=1" has the segments api, v1, cameras, gate.
struct Target {
    std::vector<std::string>
        segments;  // decoded; none is empty, "." or "..", none holds a slash or a control
    Query query;
    bool endsWithSlash = false;

    // The segments with a slash before each; "/" if there are none.
    [[nodiscard]] std::string path() const;
};

inline constexpr std::size_t kMaximumTarget = 4096;  // bytes
inline constexpr std::size_t kMaximumSegments = 32;
inline constexpr std::size_t kMaximumQueryPairs = 64;

// Reads the target of a request line. What could climb out of a folder, or be read differently by somebody
// else (%2f, a backslash, an empty segment, a broken escape), is refused rather than mended.
[[nodiscard]] Result<Target> parseTarget(std::string_view text);

// Reads name=value&name=value: what stands behind a question mark, or in a form that was posted.
[[nodiscard]] Result<Query> parseQuery(std::string_view text);

// Bytes for %XX, and a blank for + where `plusIsBlank`; nothing if an escape is broken.
[[nodiscard]] std::optional<std::string> percentDecoded(std::string_view text, bool plusIsBlank);

}  // namespace ocellus
