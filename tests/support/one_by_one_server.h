// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/scripted_server.h"

namespace ocellus::test {

// A server on 127.0.0.1 that serves one client after the other on its only thread, so that a thousand clients
// leave nothing behind in it; and on a port that is given, so that it can come back where it was.
class OneByOneServer {
public:
    using Script = std::function<void(ScriptedPeer&, int)>;

    explicit OneByOneServer(Script script, std::uint16_t port = 0) : script_(std::move(script)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int yes = 1;
        ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port);
        socklen_t size = sizeof address;
        ready_ = ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                 ::listen(listener_, 64) == 0;
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        serving_ = std::thread([this] { serve(); });
    }

    OneByOneServer(const OneByOneServer&) = delete;
    OneByOneServer& operator=(const OneByOneServer&) = delete;

    ~OneByOneServer() {
        stopped_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        if (const int client = client_.load(); client >= 0) {
            ::shutdown(client, SHUT_RDWR);
        }
        serving_.join();
        ::close(listener_);
    }

    // It has its port.
    [[nodiscard]] bool ready() const { return ready_; }

    [[nodiscard]] std::uint16_t port() const { return port_; }

    [[nodiscard]] int connections() const { return connections_; }

    [[nodiscard]] std::string url(std::string_view target = "/") const {
        return "http://127.0.0.1:" + std::to_string(port_) + std::string(target);
    }

private:
    void serve() {
        while (!stopped_) {
            const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0) {
                continue;
            }
            client_ = socket;
            if (!stopped_) {
                ScriptedPeer peer(socket);
                script_(peer, connections_++);
            }
            client_ = -1;
            ::close(socket);
        }
    }

    Script script_;
    int listener_ = -1;
    bool ready_ = false;
    std::uint16_t port_ = 0;
    std::atomic<bool> stopped_ = false;
    std::atomic<int> client_ = -1;
    std::atomic<int> connections_ = 0;
    std::thread serving_;
};

}  // namespace ocellus::test
