// SPDX-License-Identifier: Apache-2.0
#include "storage/device_accounts.h"

#include <utility>

namespace ocellus {
namespace {

std::string contextOf(const std::string& name) {
    return "device/" + name;
}

}  // namespace

Result<std::vector<DeviceAccount>> DeviceAccounts::list() {
    return database_.all("SELECT name, camera, created FROM device_account ORDER BY name", {},
                         [](const SqlRow& row) {
                             return DeviceAccount{row.text(0), row.text(1), {}, {}, row.time(2)};
                         });
}

Result<std::optional<DeviceAccount>> DeviceAccounts::find(const std::string& name) {
    struct Sealed {
        DeviceAccount account;
        Bytes md5;
        Bytes sha256;
    };

    auto found = database_.one(
        "SELECT name, camera, created, ha1_md5, ha1_sha256 FROM device_account WHERE name = ?", {name},
        [](const SqlRow& row) {
            return Sealed{{row.text(0), row.text(1), {}, {}, row.time(2)}, row.blob(3), row.blob(4)};
        });
    if (!found) {
        return tl::unexpected(found.error());
    }
    if (!*found) {
        return std::nullopt;
    }
    Sealed& sealed = **found;
    auto md5 = key_.unseal(sealed.md5, contextOf(name));
    auto sha256 = key_.unseal(sealed.sha256, contextOf(name));
    if (!md5 || !sha256) {
        return tl::unexpected(md5 ? sha256.error() : md5.error());
    }
    sealed.account.ha1Md5 = std::move(*md5);
    sealed.account.ha1Sha256 = std::move(*sha256);
    return std::move(sealed.account);
}

Result<void> DeviceAccounts::add(const DeviceAccount& account) {
    const std::string context = contextOf(account.name);
    const auto added = database_.transaction(Durability::Power, [&] {
        return database_.run(
            "INSERT INTO device_account (name, camera, ha1_md5, ha1_sha256, created) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (name) DO NOTHING",
            {account.name, account.camera, key_.seal(account.ha1Md5, context),
             key_.seal(account.ha1Sha256, context), account.created});
    });
    if (added && *added == 0) {
        return failure(Error::Kind::Conflict, "the device account \"" + account.name + "\" is taken",
                       "choose another name, or remove it first");
    }
    return added.map([](int) {});
}

Result<void> DeviceAccounts::remove(const std::string& name) {
    const auto removed = database_.transaction(Durability::Power, [&] {
        return database_.run("DELETE FROM device_account WHERE name = ?", {name});
    });
    if (removed && *removed == 0) {
        return failure(Error::Kind::NotFound, "there is no device account \"" + name + "\"",
                       "choose one of the list");
    }
    return removed.map([](int) {});
}

Result<void> DeviceAccounts::removeAllOf(const std::string& camera) {
    return database_.transaction(Durability::Power, [&] {
        return database_.run("DELETE FROM device_account WHERE camera = ?", {camera}).map([](int) {});
    });
}

}  // namespace ocellus
