// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

namespace ocellus {

// A password, token or key. It cannot be printed: every formatter gives ***, and only reveal(), which is
// easy to search for, gives the text. The memory is wiped when it goes. Thread-compatible.
class Secret {
public:
    Secret() = default;

    explicit Secret(std::string text) : text_(std::move(text)) {}

    Secret(const Secret&) = default;
    Secret(Secret&&) noexcept = default;
    Secret& operator=(const Secret&) = default;
    Secret& operator=(Secret&&) noexcept = default;
    ~Secret();

    [[nodiscard]] const std::string& reveal() const { return text_; }

    [[nodiscard]] bool empty() const { return text_.empty(); }

    // In constant time, so that an answer's delay says nothing of the text.
    [[nodiscard]] bool matches(const Secret& other) const;

private:
    std::string text_;
};

template <class Stream>
Stream& operator<<(Stream& stream, const Secret& secret) {
    stream << (secret.empty() ? "" : "***");
    return stream;
}

}  // namespace ocellus
