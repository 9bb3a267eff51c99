// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "server/auth/password.h"
#include "server/host.h"
#include "server/http/http_limits.h"
#include "server/http/listen_address.h"
#include "server/rtsp/rtsp_server.h"
#include "storage/store.h"

namespace ocellus {

struct ServerSettings {
    std::optional<std::string> http;   // "127.0.0.1:8080"; none: no such listener
    std::optional<std::string> https;  // "0.0.0.0:8443"
    std::optional<std::string> rtsp;   // "0.0.0.0:8554"
    std::filesystem::path webFolder;   // of the built UI; where it is missing, a sentence says so
    HttpLimits limits;
    RtspLimits rtspLimits;
    PictureEncoder::Terms encoders;
    PasswordHasher::Cost passwordCost;
};

// The daemon's face to people and programs: HTTP, HTTPS, WebSockets, the UI, RTSP. Thread-compatible; network
// I/O runs on the context's one thread, calls to the host on workers.
class Server {
public:
    // All of these outlive the server.
    Server(boost::asio::io_context& context, Host& host, Store& store, const Clock& clock,
           ServerSettings settings);
    // As stop().
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Binds the listeners; makes the certificate where https has none. Call before the context runs, or on
    // its thread.
    [[nodiscard]] Result<void> start();
    // Ends all connections and waits until no viewer is joined to the host any more. Not on the network
    // thread, unless its context has stopped.
    void stop();

    // Opens a port on which the bare paths of the camera CGIs mean this camera; again with another address
    // moves it, none closes it. Not on the network thread.
    [[nodiscard]] Result<void> setCameraDoor(const std::string& camera,
                                             const std::optional<std::string>& address);
    // Where a camera's own port is, with the port taken.
    [[nodiscard]] std::optional<std::string> cameraDoor(const std::string& camera) const;

    // Where it listens, with the ports taken: "127.0.0.1:8080".
    [[nodiscard]] std::optional<std::string> httpAddress() const;
    [[nodiscard]] std::optional<std::string> httpsAddress() const;
    [[nodiscard]] std::optional<std::string> rtspAddress() const;
    // Thread-safe.
    [[nodiscard]] RtspReport rtspReport() const;
    // SHA-256 of the https certificate, for the user to compare; empty without https.
    [[nodiscard]] std::string certificateFingerprint() const;

private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace ocellus
