// SPDX-License-Identifier: Apache-2.0
#include "storage/host_settings.h"

#include <utility>

namespace ocellus {
namespace {

// Its neighbours in the table have names of their own (setup_secret).
std::string rowOf(const std::string& name) {
    return "host/" + name;
}

}  // namespace

Result<std::optional<nlohmann::json>> HostSettings::find(const std::string& name) {
    const auto stored = database_.one("SELECT value FROM keeping WHERE name = ?", {rowOf(name)},
                                      [](const SqlRow& row) { return row.blob(0); });
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    if (!*stored) {
        return std::nullopt;
    }
    const auto text = key_.unseal(**stored, rowOf(name));
    if (!text) {
        return tl::unexpected(text.error());
    }
    auto settings = nlohmann::json::parse(text->reveal(), nullptr, false);
    if (settings.is_discarded()) {
        return failure(Error::Kind::Storage, "the settings of \"" + name + "\" cannot be read",
                       "set them again");
    }
    return std::optional{std::move(settings)};
}

Result<void> HostSettings::put(const std::string& name, const nlohmann::json& settings) {
    const Secret text{settings.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
    return database_.transaction(Durability::Power, [&] {
        return database_
            .run(
                "INSERT INTO keeping (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                {rowOf(name), key_.seal(text, rowOf(name))})
            .map([](int) {});
    });
}

}  // namespace ocellus
