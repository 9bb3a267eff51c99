// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ocellus {

// Writes one XML document from its first element to its last: whatever stands in texts and attributes comes
// out escaped, and what XML cannot carry comes out as a question mark. Names are ours and are not checked.
// Thread-compatible.
class XmlWriter {
public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    XmlWriter();

    void open(std::string_view name, Attributes attributes = {});
    void text(std::string_view text);
    void close();
    // An element without content.
    void leaf(std::string_view name, Attributes attributes);
    // Closes what is open and gives the document away.
    [[nodiscard]] std::string finish();

private:
    void begin(std::string_view name, Attributes attributes);
    void append(std::string_view text);

    std::string document_;
    std::vector<std::string> open_;
};

// A number as XML Schema writes it, with four decimals at most, whatever the locale.
[[nodiscard]] std::string xmlNumber(double value);

}  // namespace ocellus
