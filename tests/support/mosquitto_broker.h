// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "support/pem_identity.h"
#include "support/temporary_folder.h"

namespace ocellus::test {

// A mosquitto of the test's own on a free port of 127.0.0.1, with its own configuration; ended by its pid.
class MosquittoBroker {
public:
    // Empty where the machine has none: then the test is skipped.
    [[nodiscard]] static std::string program();

    MosquittoBroker();

    ~MosquittoBroker() { stop(); }

    MosquittoBroker(const MosquittoBroker&) = delete;
    MosquittoBroker& operator=(const MosquittoBroker&) = delete;

    void requirePassword(const std::string& user, const std::string& password);
    void useTls(const PemIdentity& identity);

    // What was retained and queued is there again after stop() and start().
    void keepMemory() { keepsMemory_ = true; }

    // True once it takes connections. Again after stop(): the same port, nothing remembered
    // unless keepMemory().
    [[nodiscard]] bool start();
    void stop();

    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    [[nodiscard]] bool listens() const;

    TemporaryFolder folder_;
    std::uint16_t port_;
    std::string options_ = "allow_anonymous true\n";
    std::string tls_;
    bool keepsMemory_ = false;
    pid_t pid_ = -1;
};

// A port of 127.0.0.1 that nobody listens on just now.
[[nodiscard]] std::uint16_t freePort();

}  // namespace ocellus::test
