// SPDX-License-Identifier: Apache-2.0
#include "net/hash.h"

#include <openssl/evp.h>

#include <array>

namespace ocellus {
namespace {

std::string digestHex(const EVP_MD* algorithm, const void* data, std::size_t size) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (EVP_Digest(data, size, digest.data(), &length, algorithm, nullptr) != 1) {
        return {};  // the library refuses the algorithm (FIPS): no challenge can be answered with it
    }
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (unsigned int i = 0; i < length; ++i) {
        hex += kDigits[digest[i] >> 4];
        hex += kDigits[digest[i] & 15];
    }
    return hex;
}

}  // namespace

std::string hashHex(HashKind kind, std::string_view text) {
    return digestHex(kind == HashKind::Md5 ? EVP_md5() : EVP_sha256(), text.data(), text.size());
}

std::string sha256Hex(std::span<const std::uint8_t> bytes) {
    return digestHex(EVP_sha256(), bytes.data(), bytes.size());
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            group = group << 8 | (i + k < bytes.size() ? static_cast<std::uint8_t>(bytes[i + k]) : 0u);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            result += i + k <= bytes.size() ? kLetters[group >> (18 - 6 * k) & 63] : '=';
        }
    }
    return result;
}

}  // namespace ocellus
