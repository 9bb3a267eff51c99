// SPDX-License-Identifier: Apache-2.0
#include "storage/sealed_settings.h"

#include <utility>

namespace ocellus {
namespace {

using nlohmann::json;

void takeSecrets(json& object, const std::vector<SettingDescriptor>& members, const json::json_pointer& at,
                 json& secrets) {
    if (!object.is_object()) {
        return;
    }
    for (const SettingDescriptor& member : members) {
        const auto found = object.find(member.name);
        if (found == object.end()) {
            continue;
        }
        const json::json_pointer here = at / member.name;
        if (member.type == SettingType::Secret) {
            if (found->is_string()) {
                secrets[here.to_string()] = std::exchange(*found, "");
            }
        } else if (found->is_array()) {
            for (std::size_t i = 0; i < found->size(); ++i) {
                takeSecrets((*found)[i], member.members, here / i, secrets);
            }
        } else {
            takeSecrets(*found, member.members, here, secrets);
        }
    }
}

}  // namespace

SealedSettings sealSettings(json settings, const std::vector<SettingDescriptor>& descriptors,
                            const KeyFile& key, std::string_view context) {
    json secrets = json::object();
    takeSecrets(settings, descriptors, json::json_pointer{}, secrets);
    return {settings.dump(), key.seal(Secret{secrets.dump()}, context)};
}

Result<json> unsealSettings(const SealedSettings& sealed, const KeyFile& key, std::string_view context) {
    const auto plain = key.unseal(sealed.secrets, context);
    if (!plain) {
        return tl::unexpected(plain.error());
    }
    json settings = json::parse(sealed.open, nullptr, false);
    const json secrets = json::parse(plain->reveal(), nullptr, false);
    if (settings.is_discarded() || !secrets.is_object()) {
        return failure(Error::Kind::Storage,
                       "the stored settings of " + std::string(context) + " are damaged", "enter them again");
    }
    for (const auto& [pointer, text] : secrets.items()) {
        settings[json::json_pointer{pointer}] = text;
    }
    return settings;
}

}  // namespace ocellus
