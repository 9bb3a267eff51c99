// SPDX-License-Identifier: Apache-2.0
#include "integration/server/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "base/text.h"

namespace ocellus {
namespace {

sockaddr_in addressOf(const std::string& host, int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    inet_pton(AF_INET, host.c_str(), &address.sin_addr);
    return address;
}

}  // namespace

RawClient::RawClient(const std::string& address, bool tls, const std::string& source) {
    const std::size_t colon = address.rfind(':');
    const sockaddr_in from = addressOf(source, 0);
    const sockaddr_in peer = addressOf(address.substr(0, colon), std::stoi(address.substr(colon + 1)));
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bind(socket_, reinterpret_cast<const sockaddr*>(&from), sizeof(from));
    connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&peer), sizeof(peer)) == 0;
    timeval patience{kPatience.count(), 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    if (connected_ && tls) {
        context_.reset(SSL_CTX_new(TLS_client_method()));
        ssl_.reset(SSL_new(context_.get()));
        SSL_set_fd(ssl_.get(), socket_);
        connected_ = SSL_connect(ssl_.get()) == 1;
    }
}

RawClient::~RawClient() {
    close(socket_);
}

bool RawClient::send(const std::string& bytes) {
    if (ssl_) {
        return SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
    }
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) {
            return false;
        }
        sent += static_cast<std::size_t>(count);
    }
    return true;
}

bool RawClient::fill(std::chrono::milliseconds patience) {
    if (!ssl_ || SSL_pending(ssl_.get()) == 0) {
        pollfd waiting{socket_, POLLIN, 0};
        if (poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) {
            return false;
        }
    }
    std::array<char, 65536> bytes{};
    const auto count = ssl_ ? SSL_read(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()))
                            : static_cast<int>(recv(socket_, bytes.data(), bytes.size(), 0));
    if (count <= 0) {
        closed_ = true;
        return false;
    }
    buffer_.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
}

RawAnswer RawClient::read(bool head) {
    RawAnswer answer;
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
        if (!fill(kPatience)) {
            return answer;
        }
    }
    const std::string text = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    // The head of a multipart part begins with its boundary instead.
    answer.status = text.starts_with("HTTP/") ? std::stoi(text.substr(text.find(' ') + 1, 3)) : 0;
    for (std::size_t at = text.find("\r\n") + 2; at < text.size();) {
        const std::size_t line = text.find("\r\n", at);
        const std::size_t colon = text.find(": ", at);
        answer.headers[toLower(text.substr(at, colon - at))] = text.substr(colon + 2, line - colon - 2);
        at = line + 2;
    }
    const auto length = answer.headers.find("content-length");
    const std::size_t size = head || length == answer.headers.end() ? 0 : std::stoul(length->second);
    while (buffer_.size() < size && fill(kPatience)) {
    }
    answer.body = buffer_.substr(0, size);
    buffer_.erase(0, answer.body.size());
    return answer;
}

RawAnswer RawClient::ask(const std::string& method, const std::string& target, const std::string& lines,
                         const std::string& body) {
    std::string text = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + lines;
    if (!body.empty()) {
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    }
    send(text + "\r\n" + body);
    return read(method == "HEAD");
}

bool RawClient::closesWithin(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (!closed_ && std::chrono::steady_clock::now() < end) {
        fill(std::chrono::milliseconds{20});
    }
    return closed_;
}

RawAnswer RawClient::upgrade(const std::string& target, const std::string& lines) {
    return ask("GET", target,
               "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                   lines);
}

RawFrame RawClient::readFrame(std::chrono::milliseconds patience) {
    const auto need = [&](std::size_t size) {
        while (buffer_.size() < size) {
            if (!fill(patience)) {
                return false;
            }
        }
        return true;
    };
    const auto byteAt = [this](std::size_t at) { return static_cast<unsigned char>(buffer_[at]); };
    if (!need(2)) {
        return {};
    }
    std::uint64_t size = byteAt(1) & 0x7fU;
    std::size_t head = 2;
    if (size >= 126) {
        const std::size_t wide = size == 126 ? 2 : 8;
        if (!need(2 + wide)) {
            return {};
        }
        size = 0;
        for (std::size_t i = 0; i < wide; ++i) {
            size = size << 8U | byteAt(2 + i);
        }
        head += wide;
    }
    if (!need(head + size)) {
        return {};
    }
    RawFrame frame{byteAt(0) & 0x0f, buffer_.substr(head, size)};
    buffer_.erase(0, head + size);
    return frame;
}

bool RawClient::sendFrame(int opcode, const std::string& payload, bool masked) {
    std::string frame;
    frame += static_cast<char>(0x80 | opcode);
    const int mask = masked ? 0x80 : 0;
    if (payload.size() < 126) {
        frame += static_cast<char>(mask | static_cast<int>(payload.size()));
    } else {
        frame += static_cast<char>(mask | 126);
        frame += static_cast<char>(payload.size() >> 8U);
        frame += static_cast<char>(payload.size() & 0xffU);
    }
    if (masked) {
        frame += std::string(4, '\0');  // a mask of zeros is a mask
    }
    return send(frame + payload);
}

std::string RawClient::readBytes(std::size_t most, std::chrono::milliseconds patience) {
    if (buffer_.empty()) {
        fill(patience);
    }
    std::string bytes = buffer_.substr(0, most);
    buffer_.erase(0, bytes.size());
    return bytes;
}

}  // namespace ocellus
