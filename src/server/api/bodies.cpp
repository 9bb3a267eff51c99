// SPDX-License-Identifier: Apache-2.0
#include "server/api/bodies.h"

#include <algorithm>

#include "base/identifier.h"
#include "server/auth/password.h"

namespace ocellus {
namespace {

constexpr std::size_t kMostCameras = 1000;

SettingNotes passwordNotes(bool required) {
    return {.help = "At least 10 characters, not the name",
            .maximumLength = kLongestPassword,
            .required = required};
}

}  // namespace

std::string languageName(Language language) {
    return std::string(SettingValue<Language>::nameOf(language));
}

Result<void> checkUserName(const std::string& name) {
    const bool fine = !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '@' || c == '-';
    });
    if (!fine || name == "." || name == "..") {
        Error error{Error::Kind::BadInput, "the name of the user is not right",
                    "take 1 to 40 letters A to Z, digits and . _ @ -"};
        error.fields.push_back({"name", error.message, error.remedy});
        return tl::unexpected<Error>{std::move(error)};
    }
    return {};
}

const SettingsSchema<SetupBody>& setupBody() {
    static const auto kSchema =
        SettingsSchema<SetupBody>()
            .field("secret", &SetupBody::secret,
                   {.help = "Printed when ocellus is first started", .maximumLength = 128, .required = true})
            .field("name", &SetupBody::name,
                   {.help = "Of the first admin", .maximumLength = 40, .required = true})
            .field("password", &SetupBody::password, passwordNotes(true))
            .field("language", &SetupBody::language, {.help = "Of the admin's pages"});
    return kSchema;
}

const SettingsSchema<LoginBody>& loginBody() {
    static const auto kSchema =
        SettingsSchema<LoginBody>()
            .field("name", &LoginBody::name, {.help = "Of the user", .maximumLength = 256, .required = true})
            .field("password", &LoginBody::password,
                   {.help = "Of the user", .maximumLength = 1024, .required = true});
    return kSchema;
}

const SettingsSchema<LanguageBody>& languageBody() {
    static const auto kSchema = SettingsSchema<LanguageBody>().field(
        "language", &LanguageBody::language, {.help = "Of the user's pages", .required = true});
    return kSchema;
}

const SettingsSchema<UserBody>& userBody() {
    static const auto kSchema =
        SettingsSchema<UserBody>()
            .field("name", &UserBody::name, {.help = "1 to 40 of A-Z a-z 0-9 . _ @ -", .maximumLength = 40})
            .field("password", &UserBody::password, passwordNotes(false))
            .field("role", &UserBody::role, {.help = "What the user may do"})
            .field("cameras", &UserBody::cameras,
                   {.help = "Ids of the cameras that the user may see; null: all",
                    .maximumLength = kMostCameras})
            .check([](const UserBody& body) -> Result<void> {
                for (const std::string& id : body.cameras.value_or(std::vector<std::string>{})) {
                    if (!isCameraId(id)) {
                        return failure(Error::Kind::BadInput,
                                       "cameras has \"" + id + "\", which is no camera's id",
                                       "take ids of the list of cameras");
                    }
                }
                return {};
            });
    return kSchema;
}

}  // namespace ocellus
