// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ocellus {

// The text that parts a multipart stream. Cameras state it with, without and with more dashes than they send,
// in quotes, with a blank, or another one than they send: so only what stands between the dashes is compared,
// and a stream that states none is learnt from its first line. Thread-compatible.
class Boundary {
public:
    Boundary() = default;

    // From a Content-Type field; unknown where it names none.
    explicit Boundary(std::string_view contentType);

    [[nodiscard]] bool known() const { return !token_.empty(); }

    // Whether a line, without its end, is the delimiter: any dashes around the token, blanks after it.
    [[nodiscard]] bool matches(std::string_view line) const;

    // Takes a line that begins with -- as the delimiter of a stream in which no other was seen.
    void learn(std::string_view line);

    // Where the delimiter begins within binary data, its dashes and the line break before them included; the
    // search begins at `from`.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view bytes, std::size_t from = 0) const;

    // Bytes within which a delimiter and all that surrounds it fits; 0 while unknown.
    [[nodiscard]] std::size_t reach() const { return known() ? token_.size() + 8 : 0; }

private:
    std::string token_;
};

}  // namespace ocellus
