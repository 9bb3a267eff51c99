// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/setting_value.h"

namespace ocellus {

// Where to listen: "127.0.0.1:8080", "[::]:8443". Port 0: a free one.
struct Listener {
    std::string address;  // an IP address, without brackets
    std::uint16_t port = 0;

    [[nodiscard]] std::string text() const;
    // Only programs of this machine can reach it.
    [[nodiscard]] bool loopback() const;
    friend bool operator==(const Listener&, const Listener&) = default;
};

[[nodiscard]] Result<Listener> parseListener(const std::string& text);

template <>
struct SettingValue<Listener> {
    static constexpr SettingType kType = SettingType::Text;

    static Result<Listener> read(const nlohmann::json& value, const SettingDescriptor& setting) {
        return setting::boundedText(value, setting).and_then(parseListener);
    }

    static nlohmann::json write(const Listener& value) { return value.text(); }
};

}  // namespace ocellus
