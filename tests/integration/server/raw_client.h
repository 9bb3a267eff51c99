// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace ocellus {

// What a client read: status 0 if the server closed instead of answering.
struct RawAnswer {
    int status = 0;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
};

struct RawFrame {
    int opcode = -1;  // -1: the server closed, or said nothing in time
    std::string payload;
};

// A small blocking client that may send anything, right or wrong. Every wait ends after some seconds.
class RawClient {
public:
    static constexpr std::chrono::seconds kPatience{5};

    // `address` as in Server::httpAddress(). `source`: a loopback address to come from.
    RawClient(const std::string& address, bool tls, const std::string& source = "127.0.0.1");
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    [[nodiscard]] bool connected() const { return connected_; }

    // False if the server has closed.
    bool send(const std::string& bytes);
    [[nodiscard]] RawAnswer read(bool head = false);
    // "GET /path HTTP/1.1" with Host and these further lines, each ended by CR LF.
    [[nodiscard]] RawAnswer ask(const std::string& method, const std::string& target,
                                const std::string& lines = {}, const std::string& body = {});
    // Whether the server closes within the time.
    [[nodiscard]] bool closesWithin(std::chrono::milliseconds time);

    // The upgrade to a WebSocket; `lines` may hold Origin and Cookie.
    [[nodiscard]] RawAnswer upgrade(const std::string& target, const std::string& lines);
    [[nodiscard]] RawFrame readFrame(std::chrono::milliseconds patience = kPatience);
    bool sendFrame(int opcode, const std::string& payload, bool masked = true);

    // Up to `most` bytes as they come; empty where the server closed or was silent.
    [[nodiscard]] std::string readBytes(std::size_t most, std::chrono::milliseconds patience = kPatience);

private:
    bool fill(std::chrono::milliseconds patience);

    struct Free {
        void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }

        void operator()(SSL* ssl) const { SSL_free(ssl); }
    };

    int socket_ = -1;
    bool connected_ = false;
    bool closed_ = false;
    std::unique_ptr<SSL_CTX, Free> context_;
    std::unique_ptr<SSL, Free> ssl_;
    std::string buffer_;
};

}  // namespace ocellus
