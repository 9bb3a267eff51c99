// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ocellus {

enum class HashKind { Md5, Sha256 };  // MD5 only because cameras' Digest asks for it

// The hash in lower-case hex. Thread-safe.
[[nodiscard]] std::string hashHex(HashKind kind, std::string_view text);
[[nodiscard]] std::string sha256Hex(std::span<const std::uint8_t> bytes);

[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace ocellus
