// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "net/header_fields.h"

namespace ocellus {

inline constexpr std::size_t kMaximumRequest = 16384;  // bytes

// What a client asked a simulated camera for. A value.
struct CameraRequest {
    std::string method;
    std::string target;  // as it came, with its query
    HeaderFields fields;
    bool http11 = true;

    [[nodiscard]] std::string_view path() const;
    [[nodiscard]] std::string_view query(std::string_view name) const;  // empty when absent
    [[nodiscard]] bool keepsAlive() const;
};

// `head` ends with its blank line. Nothing when it is no HTTP request.
[[nodiscard]] std::optional<CameraRequest> parseCameraRequest(std::string_view head);

}  // namespace ocellus
