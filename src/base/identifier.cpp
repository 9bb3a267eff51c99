// SPDX-License-Identifier: Apache-2.0
#include "base/identifier.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <vector>

namespace ocellus {
namespace {

std::string toHex(const unsigned char* bytes, std::size_t size) {
    std::string text(size * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, size);
    text.pop_back();
    return text;
}

}  // namespace

bool isCameraId(std::string_view text) {
    return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::string randomUuid() {
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
    std::string text = toHex(bytes.data(), bytes.size());
    for (const std::size_t position : {8, 13, 18, 23}) {
        text.insert(position, 1, '-');
    }
    return text;
}

std::string randomToken(std::size_t bytes) {
    std::vector<unsigned char> random(bytes);
    randombytes_buf(random.data(), random.size());
    std::string text(sodium_base64_encoded_len(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), random.data(), random.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back();
    return text;
}

std::string macFor(std::string_view cameraId) {
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
    // The text's bytes are what is hashed; libsodium takes them as unsigned.
    const std::vector<unsigned char> input(cameraId.begin(), cameraId.end());
    crypto_generichash(hash.data(), hash.size(), input.data(), input.size(), nullptr, 0);
    hash[0] = static_cast<unsigned char>((hash[0] & 0xfc) | 0x02);  // unicast, locally administered
    return toHex(hash.data(), 6);
}

}  // namespace ocellus
