// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/credential.h"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

namespace ocellus {
namespace {

constexpr std::size_t kMaximumFile = 4096;

tl::unexpected<Error> refuse(const char* key, std::string message, std::string remedy) {
    Error error{Error::Kind::BadInput, message, remedy, {}};
    error.fields.push_back({key, std::move(message), std::move(remedy)});
    return tl::unexpected(std::move(error));
}

Result<ResolvedCredential> fromFile(const std::filesystem::path& path) {
    struct stat status {};

    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return refuse("password_file", "there is no file " + path.string(), "write the password into it");
    }
    std::ifstream in(path, std::ios::binary);
    std::string text(kMaximumFile + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!in && !in.eof()) {
        return refuse("password_file", path.string() + " cannot be read",
                      "let the user that runs the daemon read it");
    }
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > kMaximumFile) {
        return refuse("password_file", path.string() + " is larger than 4 KiB", "is this the right file?");
    }
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
        text.pop_back();
    }
    if (text.empty()) {
        return refuse("password_file", path.string() + " is empty", "write the password into it");
    }
    ResolvedCredential resolved{Secret{std::move(text)}, {}};
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        resolved.warning = path.string() + " can be read by other users: chmod 600 it";
    }
    return resolved;
}

}  // namespace

Result<ResolvedCredential> resolve(const Credential& credential, const std::filesystem::path& relativeTo) {
    if (!credential.passwordFile.empty()) {
        return fromFile(relativeTo / credential.passwordFile);
    }
    if (!credential.passwordVariable.empty()) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): at start, before there are threads
        const char* value = std::getenv(credential.passwordVariable.c_str());
        if (value == nullptr) {
            return refuse("password_env",
                          "the environment variable " + credential.passwordVariable + " is not set",
                          "set it where the daemon is started");
        }
        return ResolvedCredential{Secret{value}, {}};
    }
    return ResolvedCredential{credential.password, {}};
}

}  // namespace ocellus
