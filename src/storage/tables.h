// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "storage/app_settings.h"
#include "storage/ballast.h"
#include "storage/cameras.h"
#include "storage/certificate_pins.h"
#include "storage/count_history.h"
#include "storage/database.h"
#include "storage/device_accounts.h"
#include "storage/event_log.h"
#include "storage/host_settings.h"
#include "storage/key_file.h"
#include "storage/limits.h"
#include "storage/outbox.h"
#include "storage/pictures.h"
#include "storage/sessions.h"
#include "storage/setup_secret.h"
#include "storage/users.h"

namespace ocellus {

// All that is kept, over one connection. Bound to the storage thread; others reach it through Store.
struct Tables {
    // Opens key file and database in an existing folder, and migrates.
    [[nodiscard]] static Result<std::unique_ptr<Tables>> open(const std::filesystem::path& folder,
                                                              StorageLimits limits = {});

    Tables(Database opened, CountHistory counts, const KeyFile& fileKey, const std::filesystem::path& folder,
           StorageLimits limits);

    ~Tables() = default;
    Tables(const Tables&) = delete;
    Tables& operator=(const Tables&) = delete;

    Database database;
    KeyFile key;
    Users users{database};
    Sessions sessions{database};
    DeviceAccounts deviceAccounts{database, key};
    Cameras cameras{database, key};
    CertificatePins certificatePins{database};
    AppSettings appSettings{database, key};
    SetupSecret setupSecret{database, key};
    HostSettings hostSettings{database, key};
    EventLog events{database};
    Outbox outbox;
    Pictures pictures;
    Ballast ballast;
    CountHistory history;
};

}  // namespace ocellus
