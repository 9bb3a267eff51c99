// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "base/clock.h"
#include "base/identifier.h"
#include "cli/command.h"
#include "cli/configuration_file.h"
#include "cli/model_options.h"
#include "server/auth/device_digest.h"
#include "storage/store.h"

namespace ocellus::cli {
namespace {

constexpr std::size_t kPasswordBytes = 18;  // 24 characters

struct Options {
    std::string name;
    std::string camera;
    std::string configuration;
    bool json = false;
};

// Runs `work` on the store that the configuration names; a daemon may run on it at the same time.
int withStore(const Options& options, const std::function<Result<void>(const Configuration&, Store&)>& work) {
    const auto configuration = readConfigurationFile(options.configuration);
    if (!configuration) {
        return kBadInput;
    }
    const SystemClock clock;
    auto store = Store::open(configuration->storage.path, clock);
    if (!store) {
        return report(store.error());
    }
    const auto done = work(*configuration, **store);
    return done ? kDone : report(done.error());
}

bool isOf(const std::string& name, const std::string& id, const std::string& unit) {
    return name == id || (!unit.empty() && name == unit);
}

// A camera of the configuration or of the store, or a unit of several sensors: whoever makes a camera of that
// name later must not find an account that opens it.
Result<void> checkCamera(const std::string& name, const Configuration& configuration, Store& store) {
    for (const CameraSettings& camera : configuration.cameras) {
        if (isOf(name, camera.id, camera.unit)) {
            return {};
        }
    }
    const auto stored = store.run([](Tables& tables) { return tables.cameras.list(); });
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    for (const StoredCamera& camera : *stored) {
        if (isOf(name, camera.id, camera.settings.value("unit", ""))) {
            return {};
        }
    }
    return failure(
        Error::Kind::BadInput, "there is no camera \"" + name + "\"",
        "add it first, in the configuration or in the UI, or name one of those there are: their ids "
        "stand in the UI on each camera's page under About");
}

// The password is made here, shown once and kept nowhere: only what answers Digest is stored, encrypted.
int add(const Options& options) {
    if (!isCameraId(options.camera)) {
        return report({Error::Kind::BadInput, "\"" + options.camera + "\" is no camera's id",
                       "ids are 1 to 40 of a-z, 0-9 and -"});
    }
    return withStore(options, [&](const Configuration& configuration, Store& store) -> Result<void> {
        if (auto known = checkCamera(options.camera, configuration, store); !known) {
            return known;
        }
        const std::string password = randomToken(kPasswordBytes);
        const SystemClock clock;
        const DeviceAccount account =
            makeDeviceAccount(options.name, options.camera, Secret{password}, clock.wallNow());
        if (auto stored = store.run([&](Tables& tables) { return tables.deviceAccounts.add(account); });
            !stored) {
            return stored;
        }
        if (options.json) {
            std::cout << nlohmann::json{{"name", options.name}, {"password", password}}.dump() << '\n';
        } else {
            std::cout << "name      " << options.name << "\npassword  " << password
                      << "\nThe password is not shown again.\n";
        }
        return {};
    });
}

int list(const Options& options) {
    return withStore(options, [&](const Configuration&, Store& store) -> Result<void> {
        const auto accounts = store.run([](Tables& tables) { return tables.deviceAccounts.list(); });
        if (!accounts) {
            return tl::unexpected(accounts.error());
        }
        for (const DeviceAccount& account : *accounts) {
            if (options.json) {
                std::cout << nlohmann::json{{"name", account.name},
                                            {"camera", account.camera},
                                            {"created", toIso8601(account.created)}}
                                 .dump()
                          << '\n';
            } else {
                std::cout << account.name << "  camera " << account.camera << "  since "
                          << toIso8601(account.created) << '\n';
            }
        }
        return {};
    });
}

int remove(const Options& options) {
    return withStore(options, [&](const Configuration&, Store& store) -> Result<void> {
        auto removed = store.run([&](Tables& tables) { return tables.deviceAccounts.remove(options.name); });
        if (removed && options.json) {
            std::cout << nlohmann::json{{"name", options.name}, {"removed", true}}.dump() << '\n';
        }
        return removed;
    });
}

}  // namespace

void addDevice(CLI::App& program, Action& action) {
    auto options = std::make_shared<Options>();
    auto* device =
        program.add_subcommand("device", "Accounts of recorders and other devices that speak Digest");
    device->require_subcommand(1);
    const auto command = [&](const char* name, const char* help, int (*run)(const Options&)) {
        auto* sub = device->add_subcommand(name, help);
        sub->add_option("--config", options->configuration, "The configuration file, ocellus.yaml")
            ->required();
        sub->callback([options, &action, run] { action = [options, run] { return run(*options); }; });
        return sub;
    };
    auto* adding = command("add", "Make an account for one camera; its password is shown once", add);
    adding->add_option("name", options->name, "Name of the account")->required();
    adding->add_option("--camera", options->camera, "Id of the camera that it may see, or of a unit")
        ->required();
    adding->add_flag("--json", options->json, "One JSON line");
    auto* listing = command("list", "Show the accounts", list);
    listing->add_flag("--json", options->json, "One JSON line an account");
    auto* removing = command("remove", "Take an account away", remove);
    removing->add_option("name", options->name, "Name of the account")->required();
    removing->add_flag("--json", options->json, "One JSON line");
}

}  // namespace ocellus::cli
