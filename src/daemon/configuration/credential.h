// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "base/settings.h"

namespace ocellus {

// A password as the configuration gives it: as it is, or in a file, or in the environment, so that the
// configuration itself may be shown around.
struct Credential {
    Secret password;
    std::string passwordFile;
    std::string passwordVariable;
};

struct ResolvedCredential {
    Secret password;
    std::string warning;  // empty, or that the file can be read by others
};

// Files are read up to 4 KiB and without the line's end. Errors name the file or variable; their `fields` the
// key.
[[nodiscard]] Result<ResolvedCredential> resolve(const Credential& credential,
                                                 const std::filesystem::path& relativeTo);

// Adds password, password_file and password_env, of which at most one may be given, to a schema whose struct
// is derived from Credential.
template <class Struct>
void addCredential(SettingsSchema<Struct>& schema, bool fromFiles, const std::string& requirement = {}) {
    const std::vector<std::string> requirements =
        requirement.empty() ? std::vector<std::string>{} : std::vector<std::string>{requirement};
    schema.template field<Secret>("password", static_cast<Secret Struct::*>(&Struct::password),
                                  {.help = "Password", .maximumLength = 256, .requirements = requirements});
    if (!fromFiles) {
        return;
    }
    schema
        .template field<std::string>(
            "password_file", static_cast<std::string Struct::*>(&Struct::passwordFile),
            {.help = "File that holds the password, readable by the daemon alone", .maximumLength = 1024})
        .template field<std::string>(
            "password_env", static_cast<std::string Struct::*>(&Struct::passwordVariable),
            {.help = "Environment variable that holds the password", .maximumLength = 256})
        .check([](const Struct& settings) -> Result<void> {
            const int given = (settings.password.empty() ? 0 : 1) + (settings.passwordFile.empty() ? 0 : 1) +
                              (settings.passwordVariable.empty() ? 0 : 1);
            if (given > 1) {
                return failure(Error::Kind::BadInput, "the password is given more than once",
                               "keep one of password, password_file and password_env");
            }
            return {};
        });
}

}  // namespace ocellus
