// SPDX-License-Identifier: Apache-2.0
#include "daemon/registry/kept_secrets.h"

#include <functional>

namespace ocellus {
namespace {

using nlohmann::json;
using Visit = std::function<void(json& secret, const json* before)>;

const json* memberOf(const json* object, const std::string& name) {
    if (object == nullptr || !object->is_object()) {
        return nullptr;
    }
    const auto found = object->find(name);
    return found == object->end() ? nullptr : &*found;
}

void visitSecrets(json& settings, const json* before, const std::vector<SettingDescriptor>& descriptors,
                  const Visit& visit) {
    if (!settings.is_object()) {
        return;
    }
    for (const SettingDescriptor& descriptor : descriptors) {
        const auto found = settings.find(descriptor.name);
        if (found == settings.end()) {
            continue;
        }
        const json* old = memberOf(before, descriptor.name);
        if (descriptor.type == SettingType::Secret) {
            visit(*found, old);
        } else if (descriptor.type == SettingType::Object) {
            visitSecrets(*found, old, descriptor.members, visit);
        } else if (descriptor.type == SettingType::List && found->is_array()) {
            for (std::size_t i = 0; i < found->size(); ++i) {
                const bool had = old != nullptr && old->is_array() && i < old->size();
                visitSecrets((*found)[i], had ? &(*old)[i] : nullptr, descriptor.members, visit);
            }
        }
    }
}

}  // namespace

void keepSecrets(json& settings, const json& before, const std::vector<SettingDescriptor>& descriptors) {
    visitSecrets(settings, &before, descriptors, [](json& secret, const json* old) {
        if (secret == "***") {
            secret = old != nullptr && old->is_string() ? *old : json("");
        }
    });
}

void hideSecrets(json& settings, const std::vector<SettingDescriptor>& descriptors) {
    visitSecrets(settings, nullptr, descriptors, [](json& secret, const json*) {
        if (secret.is_string() && !secret.get_ref<const std::string&>().empty()) {
            secret = "***";
        }
    });
}

}  // namespace ocellus
