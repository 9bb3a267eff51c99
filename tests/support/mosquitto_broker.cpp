// SPDX-License-Identifier: Apache-2.0
#include "support/mosquitto_broker.h"

#include <arpa/inet.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "support/wait_until.h"

extern char** environ;

namespace ocellus::test {
namespace {

std::string base64(const unsigned char* bytes, int size) {
    std::string text(static_cast<std::size_t>(4 * ((size + 2) / 3) + 1), '\0');
    text.resize(static_cast<std::size_t>(
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes, size)));
    return text;
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

}  // namespace

std::uint16_t freePort() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

std::string MosquittoBroker::program() {
    for (const char* path : {"/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto"}) {
        if (::access(path, X_OK) == 0) {
            return path;
        }
    }
    return {};
}

MosquittoBroker::MosquittoBroker() : port_(freePort()) {}

// The broker's own format: PBKDF2 with SHA-512.
void MosquittoBroker::requirePassword(const std::string& user, const std::string& password) {
    constexpr int kRounds = 101;
    std::array<unsigned char, 12> salt{};
    std::array<unsigned char, 64> hash{};
    RAND_bytes(salt.data(), salt.size());
    PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), salt.data(), salt.size(), kRounds,
                      EVP_sha512(), hash.size(), hash.data());
    const auto path = folder_.path() / "passwords";
    std::ofstream{path} << user << ":$7$" << kRounds << "$" << base64(salt.data(), salt.size()) << "$"
                        << base64(hash.data(), hash.size()) << "\n";
    options_ = "allow_anonymous false\npassword_file " + path.string() + "\n";
}

void MosquittoBroker::useTls(const PemIdentity& identity) {
    tls_ = "certfile " + identity.certificate().string() + "\nkeyfile " + identity.key().string() + "\n";
}

bool MosquittoBroker::listens() const {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(port_);
    const bool connected =
        ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(socket);
    return connected;
}

bool MosquittoBroker::start() {
    const auto path = folder_.path() / "mosquitto.conf";
    // As root it would become another user, who cannot read the test's files.
    std::ofstream{path} << (::geteuid() == 0 ? "user root\n" : "") << "persistence "
                        << (keepsMemory_ ? "true" : "false") << "\npersistence_location "
                        << folder_.path().string() << "/\nlog_dest none\nlistener " << port_
                        << " 127.0.0.1\nmax_queued_messages 0\n"
                        << tls_ << options_;
    std::string name = program();
    std::string flag = "-c";
    std::string file = path.string();
    std::array<char*, 4> arguments{name.data(), flag.data(), file.data(), nullptr};
    if (::posix_spawn(&pid_, name.c_str(), nullptr, nullptr, arguments.data(), environ) != 0) {
        pid_ = -1;
        return false;
    }
    return waitUntil([this] { return listens(); });
}

void MosquittoBroker::stop() {
    if (pid_ > 0) {
        ::kill(pid_, SIGTERM);
        ::waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }
}

}  // namespace ocellus::test
