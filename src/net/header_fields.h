// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocellus {

struct HeaderField {
    std::string name;
    std::string value;
};

// The fields of a message head in their order; names are compared without case, and a name may come more than
// once (WWW-Authenticate does). Thread-compatible.
class HeaderFields {
public:
    HeaderFields() = default;

    HeaderFields(std::initializer_list<HeaderField> fields) : fields_(fields) {}

    void add(std::string name, std::string value);

    // The first field of that name.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;

    [[nodiscard]] auto begin() const { return fields_.begin(); }

    [[nodiscard]] auto end() const { return fields_.end(); }

    [[nodiscard]] std::size_t size() const { return fields_.size(); }

    [[nodiscard]] bool empty() const { return fields_.empty(); }

private:
    std::vector<HeaderField> fields_;
};

// Reads "Name: value" lines as cameras send them: CR LF or LF, blanks before the colon, values folded onto
// following lines, and lines without a colon, which are left out. `text` holds no status line.
[[nodiscard]] HeaderFields parseHeaderFields(std::string_view text);

// A Content-Length, if there is one that is a number: digits only, blanks around them allowed.
[[nodiscard]] std::optional<std::uint64_t> contentLength(const HeaderFields& fields);

}  // namespace ocellus
