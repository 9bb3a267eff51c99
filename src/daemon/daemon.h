// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "daemon/configuration/configuration.h"

namespace ocellus {

// The whole house: makes every part, in the order in which they stand on each other, runs the network thread,
// and takes everything down in the opposite order. Thread-compatible: made, run and destroyed by one thread.
class Daemon {
public:
    struct Options {
        Configuration configuration;
        std::optional<std::filesystem::path> models;  // --models
        std::filesystem::path webFolder;
    };

    // Everything that can fail at start fails here, in words: data folder, model, certificates, ports.
    [[nodiscard]] static Result<std::unique_ptr<Daemon>> start(Options options, const Clock& clock);
    ~Daemon();
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    struct Parts;
    explicit Daemon(std::unique_ptr<Parts> parts);  // for start()

    // Where the server listens; and the secret that makes the first admin, while there is none.
    [[nodiscard]] std::optional<std::string> httpAddress() const;
    [[nodiscard]] std::optional<std::string> httpsAddress() const;
    [[nodiscard]] std::optional<std::string> rtspAddress() const;
    [[nodiscard]] std::optional<Secret> setupSecret() const;
    [[nodiscard]] std::string modelDescription() const;

private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace ocellus
