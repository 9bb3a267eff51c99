// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ocellus::media {

// Puts numbers and texts one after the other, in the machine's byte order: both ends are one build on one
// machine. Thread-compatible.
class ByteWriter {
public:
    template <class Number>
    void put(Number value) {
        static_assert(std::is_arithmetic_v<Number>);
        const auto* raw = reinterpret_cast<const std::uint8_t*>(&value);
        bytes_.insert(bytes_.end(), raw, raw + sizeof value);
    }

    // Cut to `maximum` bytes, at most 65535.
    void putText(std::string_view text, std::uint16_t maximum) {
        text = text.substr(0, maximum);
        put(static_cast<std::uint16_t>(text.size()));
        bytes_.insert(bytes_.end(), text.begin(), text.end());
    }

    [[nodiscard]] std::vector<std::uint8_t>& bytes() { return bytes_; }

private:
    std::vector<std::uint8_t> bytes_;
};

// Takes them out again and never reads past the end: after the first thing that was not there, everything is
// zero or empty and complete() is false. Thread-compatible.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

    template <class Number>
    [[nodiscard]] Number take() {
        static_assert(std::is_arithmetic_v<Number>);
        Number value{};
        if (rest_.size() < sizeof value) {
            broken_ = true;
            rest_ = {};
            return value;
        }
        std::memcpy(&value, rest_.data(), sizeof value);
        rest_ = rest_.subspan(sizeof value);
        return value;
    }

    [[nodiscard]] std::string takeText(std::uint16_t maximum) {
        const auto size = take<std::uint16_t>();
        if (size > maximum || size > rest_.size()) {
            broken_ = true;
            rest_ = {};
            return {};
        }
        std::string text(size, '\0');
        std::memcpy(text.data(), rest_.data(), size);
        rest_ = rest_.subspan(size);
        return text;
    }

    // Everything asked for was there and nothing is left over.
    [[nodiscard]] bool complete() const { return !broken_ && rest_.empty(); }

private:
    std::span<const std::uint8_t> rest_;
    bool broken_ = false;
};

}  // namespace ocellus::media
