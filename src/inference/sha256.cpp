// SPDX-License-Identifier: Apache-2.0
#include "inference/sha256.h"

#include <sodium.h>

#include <array>
#include <fstream>

namespace ocellus {

Result<std::string> sha256Of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        return failure(Error::Kind::NotFound, "cannot read " + file.string(),
                       "check the path and its permissions");
    }
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::vector<char> piece(1 << 16);
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()),
                                  static_cast<unsigned long long>(in.gcount()));
    }
    if (in.bad()) {
        return failure(Error::Kind::Storage, "reading " + file.string() + " broke off", "check the disk");
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state, digest.data());
    std::string hex(2 * digest.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

}  // namespace ocellus
