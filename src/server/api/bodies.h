// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/secret.h"
#include "base/settings.h"
#include "storage/users.h"

namespace ocellus {

// What calls about people carry, declared as settings: read, refused and described from one place.

template <>
struct EnumerationNames<Role> {
    static constexpr std::array<std::pair<Role, std::string_view>, 3> kNames{
        {{Role::Viewer, "viewer"}, {Role::Operator, "operator"}, {Role::Admin, "admin"}}};
};

enum class Language { En, Es, Ja };

template <>
struct EnumerationNames<Language> {
    static constexpr std::array<std::pair<Language, std::string_view>, 3> kNames{
        {{Language::En, "en"}, {Language::Es, "es"}, {Language::Ja, "ja"}}};
};

[[nodiscard]] std::string languageName(Language language);

struct SetupBody {
    Secret secret;
    std::string name;
    Secret password;
    Language language = Language::En;
};

struct LoginBody {
    std::string name;
    Secret password;
};

struct LanguageBody {
    Language language = Language::En;
};

struct UserBody {
    std::string name;
    Secret password;
    Role role = Role::Viewer;
    std::optional<std::vector<std::string>> cameras;
};

[[nodiscard]] const SettingsSchema<SetupBody>& setupBody();
[[nodiscard]] const SettingsSchema<LoginBody>& loginBody();
[[nodiscard]] const SettingsSchema<LanguageBody>& languageBody();
[[nodiscard]] const SettingsSchema<UserBody>& userBody();

// The name of a login: 1 to 40 of the letters A to Z, digits, and . _ @ - , so that it stands in addresses.
[[nodiscard]] Result<void> checkUserName(const std::string& name);

}  // namespace ocellus
