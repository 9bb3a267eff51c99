// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.h"

namespace ocellus {

using Bytes = std::vector<std::uint8_t>;

// One value handed to a prepared statement: null, integer, real, text or blob. It borrows texts and blobs and
// lives only for the call that binds it. Thread-compatible.
class SqlValue {
public:
    SqlValue(std::nullptr_t) : value_(nullptr) {}

    template <std::integral Number>
    SqlValue(Number number) : value_(static_cast<std::int64_t>(number)) {}

    SqlValue(double number) : value_(number) {}

    SqlValue(const char* text) : value_(std::string_view{text}) {}

    SqlValue(std::string_view text) : value_(text) {}

    SqlValue(const std::string& text) : value_(std::string_view{text}) {}

    SqlValue(const Bytes& bytes) : value_(std::span<const std::uint8_t>{bytes}) {}

    // Stored as microseconds since 1970 UTC.
    SqlValue(WallTime time) : value_(static_cast<std::int64_t>(time.time_since_epoch().count())) {}

    template <class Value>
    SqlValue(const std::optional<Value>& value) : SqlValue(value ? SqlValue{*value} : SqlValue{nullptr}) {}

    using Variant =
        std::variant<std::nullptr_t, std::int64_t, double, std::string_view, std::span<const std::uint8_t>>;

    [[nodiscard]] const Variant& value() const { return value_; }

private:
    Variant value_;
};

using SqlValues = std::initializer_list<SqlValue>;

}  // namespace ocellus
