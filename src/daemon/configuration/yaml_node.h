// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace ocellus {

// A YAML document as it was written: nothing is resolved yet, so that 0042 can still become the text that a
// setting wants. A value; thread-compatible.
struct YamlNode {
    enum class Kind { Null, Scalar, Sequence, Map };
    struct Entry;

    Kind kind = Kind::Null;
    int line = 0;  // from 1
    std::string text;
    bool quoted = false;         // "5" is a text whatever it looks like
    std::vector<Entry> entries;  // of a map or, without keys, of a sequence
};

struct YamlNode::Entry {
    std::string key;
    int line = 0;  // of the key, or of the item
    YamlNode value;
};

// What is wrong with the file itself.
struct YamlError {
    int line = 0;
    int column = 0;  // 0: unknown
    std::string message;
    std::string remedy;
};

// Bounds of one document; a file that means well is far below them.
inline constexpr std::size_t kMaximumYaml = std::size_t{1} << 20;  // bytes
inline constexpr int kMaximumYamlDepth = 32;
inline constexpr int kMaximumYamlNodes = 100'000;  // with every alias written out

[[nodiscard]] tl::expected<YamlNode, YamlError> parseYaml(std::string_view text);

}  // namespace ocellus
