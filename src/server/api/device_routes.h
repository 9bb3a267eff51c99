// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/settings.h"
#include "server/api/routes.h"

namespace ocellus {

struct DeviceBody {
    std::string name;
    std::string camera;
};

[[nodiscard]] const SettingsSchema<DeviceBody>& deviceBody();

// Looking after device accounts (auth/device_digest.h).
[[nodiscard]] std::vector<ApiRoute> deviceRoutes(const ApiContext& context);

}  // namespace ocellus
