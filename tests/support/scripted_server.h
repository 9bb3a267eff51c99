// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace ocellus::test {

// One client of a ScriptedServer, seen by the script: plain blocking reads and writes, so that a test can
// send any bytes in any pieces.
class ScriptedPeer {
public:
    explicit ScriptedPeer(int socket) : socket_(socket) {}

    ScriptedPeer(const ScriptedPeer&) = delete;
    ScriptedPeer& operator=(const ScriptedPeer&) = delete;
    virtual ~ScriptedPeer() = default;

    // The next request, its body included; empty when the client has gone.
    std::string readRequest() {
        std::string request;
        std::size_t wanted = std::string::npos;
        while (request.size() < wanted) {
            char c = 0;
            if (read(&c, 1) <= 0) {
                return {};
            }
            request += c;
            if (wanted == std::string::npos && request.ends_with("\r\n\r\n")) {
                const std::size_t at = request.find("Content-Length: ");
                wanted = request.size() + (at == std::string::npos ? 0 : std::stoul(request.substr(at + 16)));
            }
        }
        return request;
    }

    // False when the client has gone.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t n = write(bytes.data(), bytes.size());
            if (n <= 0) {
                return false;
            }
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
        return true;
    }

    bool answer(std::string_view status, std::string_view headers, std::string_view body) {
        return send("HTTP/1.1 " + std::string(status) + "\r\nContent-Length: " + std::to_string(body.size()) +
                    "\r\n" + std::string(headers) + "\r\n" + std::string(body));
    }

    // Blocks until the client closes: a server that hangs.
    void hang() {
        char c = 0;
        while (read(&c, 1) > 0) {
        }
    }

    // The next close() sends a reset.
    void reset() const {
        const linger now{1, 0};
        setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }

protected:
    virtual ssize_t read(char* into, std::size_t size) { return ::recv(socket_, into, size, 0); }

    virtual ssize_t write(const char* from, std::size_t size) {
        return ::send(socket_, from, size, MSG_NOSIGNAL);
    }

    [[nodiscard]] int socket() const { return socket_; }

private:
    int socket_;
};

// A server on 127.0.0.1 that does to each client what the test's script says, one thread a client. The script
// gets the number of the connection, from 0. Its destruction ends all clients.
class ScriptedServer {
public:
    using Script = std::function<void(ScriptedPeer&, int)>;
    using MakePeer = std::function<std::unique_ptr<ScriptedPeer>(int)>;

    explicit ScriptedServer(Script script, MakePeer makePeer = std::make_unique<ScriptedPeer, int>)
        : script_(std::move(script)), makePeer_(std::move(makePeer)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(listener_, 64);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        accepting_ = std::thread([this] { accept(); });
    }

    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    ~ScriptedServer() {
        stopped_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        accepting_.join();
        ::close(listener_);
        {
            const std::lock_guard lock{mutex_};
            for (const int socket : sockets_) {
                ::shutdown(socket, SHUT_RDWR);
            }
        }
        for (std::thread& client : clients_) {
            client.join();
        }
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }

    [[nodiscard]] std::string url(std::string_view target = "/") const {
        return "http://127.0.0.1:" + std::to_string(port_) + std::string(target);
    }

    [[nodiscard]] int connections() const { return connections_; }

private:
    void accept() {
        while (!stopped_) {
            const int socket = ::accept(listener_, nullptr, nullptr);
            if (socket < 0) {
                continue;
            }
            const std::lock_guard lock{mutex_};
            sockets_.push_back(socket);
            clients_.emplace_back([this, socket, number = connections_++] {
                {
                    const std::unique_ptr<ScriptedPeer> peer = makePeer_(socket);
                    script_(*peer, number);
                }
                const std::lock_guard closing{mutex_};
                std::erase(sockets_, socket);
                ::close(socket);
            });
        }
    }

    Script script_;
    MakePeer makePeer_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> stopped_ = false;
    std::atomic<int> connections_ = 0;
    std::mutex mutex_;
    std::vector<int> sockets_;
    std::thread accepting_;
    std::vector<std::thread> clients_;
};

}  // namespace ocellus::test
