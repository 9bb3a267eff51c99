// SPDX-License-Identifier: Apache-2.0
#include "server/auth/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/identifier.h"
#include "base/text.h"

namespace ocellus {
namespace {

// UTF-8 characters: bytes that do not continue one.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

Result<std::string> hashOf(const Secret& password, const PasswordHasher::Cost& cost) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    const std::string& plain = password.reveal();
    if (crypto_pwhash_str_alg(text.data(), plain.data(), plain.size(), cost.operations, cost.memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return failure(Error::Kind::Internal, "there is not enough memory to hash a password",
                       "free 64 MiB of memory and try again");
    }
    return std::string(text.data());
}

}  // namespace

Result<void> checkPassword(const Secret& password, std::string_view userName) {
    const std::string& text = password.reveal();
    const auto refused = [](const char* why, const char* remedy) {
        Error error{Error::Kind::BadInput, why, remedy};
        error.fields.push_back({"password", why, remedy});
        return tl::unexpected<Error>{std::move(error)};
    };
    if (characters(text) < kShortestPassword) {
        return refused("the password is too short", "take at least 10 characters");
    }
    if (text.size() > kLongestPassword) {
        return refused("the password is too long", "take at most 256 bytes");
    }
    if (equalIgnoringCase(text, userName)) {
        return refused("the password is the user's name", "take one that nobody can guess from the name");
    }
    if (text.find_first_not_of(text.front()) == std::string::npos) {
        return refused("the password is one character over and over", "take several different ones");
    }
    return {};
}

Result<std::string> PasswordHasher::hash(const Secret& password) {
    const std::lock_guard lock{mutex_};
    return hashOf(password, cost_);
}

bool PasswordHasher::verify(const std::string& hash, const Secret& password) {
    const std::lock_guard lock{mutex_};
    if (hash.empty() && nobodysHash_.empty()) {
        nobodysHash_ = hashOf(Secret{randomToken(16)}, cost_).value_or("");
    }
    const std::string& compared = hash.empty() ? nobodysHash_ : hash;
    const std::string& plain = password.reveal();
    const bool matches = crypto_pwhash_str_verify(compared.c_str(), plain.data(), plain.size()) == 0;
    return matches && !hash.empty();
}

}  // namespace ocellus
