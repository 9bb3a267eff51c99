// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

#include "daemon/configuration/broker_configuration.h"
#include "outputs/outputs.h"
#include "storage/store.h"

namespace ocellus {

// The settings of the host's broker: those of ocellus.yaml, which nobody changes here, or those that were
// made in the UI, which are stored (OCC-42). What is entered is in effect at once. Thread-safe; for worker
// threads.
class BrokerDesk {
public:
    // `declared`: with the paths of files; a `url` in it makes it the one that counts.
    [[nodiscard]] static Result<std::unique_ptr<BrokerDesk>> open(Store& store, BrokerConfiguration declared);

    BrokerDesk(Store& store, BrokerConfiguration settings, nlohmann::json given, bool declared)
        : store_(store), settings_(std::move(settings)), given_(std::move(given)), declared_(declared) {}

    // For Outputs::open(); nothing where there is no broker.
    [[nodiscard]] Result<std::optional<BrokerSettings>> settings() const;

    // Changes go there from now on.
    void attach(Outputs& outputs) { outputs_ = &outputs; }

    // {declared, settings, state, reason}
    [[nodiscard]] nlohmann::json write() const;
    // Keys that are not given stay as they are, and secrets that read "***".
    [[nodiscard]] Result<nlohmann::json> change(const nlohmann::json& settings);

    // The broker's address without credentials; empty: none.
    [[nodiscard]] std::string url() const;

private:
    [[nodiscard]] Result<std::optional<BrokerSettings>> brokerOf(const BrokerConfiguration& settings) const;

    Store& store_;
    Outputs* outputs_ = nullptr;
    std::mutex changes_;        // one change at a time
    mutable std::mutex mutex_;  // over what follows
    BrokerConfiguration settings_;
    nlohmann::json given_;  // as it was set, secrets included; of one that is not declared
    const bool declared_;
};

}  // namespace ocellus
