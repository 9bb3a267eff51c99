// SPDX-License-Identifier: Apache-2.0
#include "storage/key_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "storage/file_handle.h"

namespace ocellus {
namespace {

static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytesOf(std::string_view text) {
    // libsodium takes text as unsigned bytes.
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

KeyFile::~KeyFile() {
    sodium_memzero(key_.data(), key_.size());
}

Result<KeyFile> KeyFile::open(const std::filesystem::path& path) {
    Key key{};
    const std::string name = path.string();
    if (const FileHandle created = FileHandle::create(path, 0600)) {
        randombytes_buf(key.data(), key.size());
        if (!created.writeAll(key) || !created.sync() || !syncFolder(path.parent_path())) {
            ::unlink(path.c_str());
            return tl::unexpected(fileError(errno, path));
        }
        return KeyFile{key};
    }
    if (errno != EEXIST) {
        return tl::unexpected(fileError(errno, path));
    }
    const FileHandle file = FileHandle::openToRead(path);
    if (!file) {
        return tl::unexpected(fileError(errno, path));
    }

    struct stat facts {};

    if (::fstat(file.descriptor(), &facts) != 0) {
        return tl::unexpected(fileError(errno, path));
    }
    if ((facts.st_mode & 077) != 0) {
        return failure(Error::Kind::Storage, "the key file " + name + " can be read by others",
                       "chmod 600 it, and change the camera passwords if others had access");
    }
    if (facts.st_size != static_cast<off_t>(key.size()) || !file.readAll(key)) {
        return failure(Error::Kind::Storage, "the key file " + name + " does not hold a key of 32 bytes",
                       "restore it from a backup: without it the stored passwords cannot be read");
    }
    return KeyFile{key};
}

Bytes KeyFile::seal(const Secret& plain, std::string_view context) const {
    const std::string& text = plain.reveal();
    Bytes sealed(kNonce + text.size() + kTag);
    randombytes_buf(sealed.data(), kNonce);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + kNonce, nullptr, bytesOf(text), text.size(),
                                               bytesOf(context), context.size(), nullptr, sealed.data(),
                                               key_.data());
    return sealed;
}

Result<Secret> KeyFile::unseal(std::span<const std::uint8_t> sealed, std::string_view context) const {
    std::string text(sealed.size() < kNonce + kTag ? 0 : sealed.size() - kNonce - kTag, '\0');
    auto* out = reinterpret_cast<unsigned char*>(text.data());
    if (sealed.size() < kNonce + kTag ||
        crypto_aead_xchacha20poly1305_ietf_decrypt(out, nullptr, nullptr, sealed.data() + kNonce,
                                                   sealed.size() - kNonce, bytesOf(context), context.size(),
                                                   sealed.data(), key_.data()) != 0) {
        return failure(Error::Kind::Storage,
                       "the stored secret of " + std::string(context) + " cannot be read",
                       "the key file was changed: restore it from a backup, or enter the secret again");
    }
    return Secret{std::move(text)};
}

}  // namespace ocellus
