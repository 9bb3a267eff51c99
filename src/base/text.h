// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocellus {

// The known word nearest to a mistyped one, or empty if none is near enough to be offered (at most a third
// of its letters away, and two for short words, by Levenshtein's distance).
[[nodiscard]] std::string nearestWord(std::string_view word, std::span<const std::string> known);

// Letters of ASCII only: header names and schemes, never words that people wrote.
[[nodiscard]] std::string toLower(std::string_view text);
[[nodiscard]] bool equalIgnoringCase(std::string_view left, std::string_view right);
// Well-formed UTF-8: no stray or missing bytes, no overlong forms, no surrogates.
[[nodiscard]] bool isUtf8(std::string_view text);
// Without blanks and tabs (and CR) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace ocellus
