// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"
#include "storage/database.h"
#include "storage/key_file.h"

namespace ocellus {

// A login of a device that must speak Digest: good for one camera's CGIs and streams and for nothing else.
struct DeviceAccount {
    std::string name;
    std::string camera;
    Secret ha1Md5;     // hex of MD5(name:realm:password)
    Secret ha1Sha256;  // hex of SHA-256 of the same
    WallTime created;
};

// The device accounts; both HA1 are sealed with the key file. Bound to the storage thread.
class DeviceAccounts {
public:
    DeviceAccounts(Database& database, const KeyFile& key) : database_(database), key_(key) {}

    // Without their HA1.
    [[nodiscard]] Result<std::vector<DeviceAccount>> list();
    [[nodiscard]] Result<std::optional<DeviceAccount>> find(const std::string& name);
    Result<void> add(const DeviceAccount& account);  // Conflict where the name is taken
    Result<void> remove(const std::string& name);    // NotFound
    // All that open this camera; nothing happens where there is none.
    Result<void> removeAllOf(const std::string& camera);

private:
    Database& database_;
    const KeyFile& key_;
};

}  // namespace ocellus
