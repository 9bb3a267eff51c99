// SPDX-License-Identifier: Apache-2.0
// What viewers cost: the real server, one camera of 150 KB pictures at 5 a second, and N viewers by WebSocket
// in a process of their own, so that the figures are the server's alone.
//   bench_viewers [viewers] [seconds] [plain|tls|mjpeg]
// Prints one line: pictures received, CPU of the server's process as a share of one core, its memory without
// and with viewers.
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <array>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "server/auth/authenticator.h"
#include "server/server.h"
#include "support/fake_host.h"
#include "support/temporary_folder.h"

using namespace ocellus;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kPictureBytes = 150'000;
constexpr auto kPeriod = 200ms;
constexpr PasswordHasher::Cost kCheapHash{1, 8192};

struct Plan {
    int viewers = 200;
    int seconds = 10;
    std::string form = "plain";
};

// One viewer: asks, then reads and throws away.
struct Viewer {
    int socket = -1;
    SSL* ssl = nullptr;
    std::uint64_t bytes = 0;
};

long residentKilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmRSS:", 0) == 0) {
            return std::stol(line.substr(6));
        }
    }
    return 0;
}

double cpuSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// The viewers' process. Never returns.
[[noreturn]] void watch(const Plan& plan, int port, const std::string& cookie) {
    SSL_CTX* context = plan.form == "tls" ? SSL_CTX_new(TLS_client_method()) : nullptr;
    const std::string path = plan.form == "mjpeg" ? "/api/v1/cameras/gate/mjpeg" : "/api/v1/live?camera=gate";
    const std::string request =
        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nCookie: " + cookie +
        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    std::vector<Viewer> viewers(static_cast<std::size_t>(plan.viewers));
    std::vector<pollfd> waiting;
    for (Viewer& viewer : viewers) {
        viewer.socket = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (connect(viewer.socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
            std::perror("connect");
            _exit(1);
        }
        if (context != nullptr) {
            viewer.ssl = SSL_new(context);
            SSL_set_fd(viewer.ssl, viewer.socket);
            if (SSL_connect(viewer.ssl) != 1) {
                _exit(1);
            }
            SSL_write(viewer.ssl, request.data(), static_cast<int>(request.size()));
        } else if (send(viewer.socket, request.data(), request.size(), 0) <= 0) {
            _exit(1);
        }
        waiting.push_back({viewer.socket, POLLIN, 0});
    }
    static std::array<char, 1 << 18> buffer;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{plan.seconds + 2};
    while (std::chrono::steady_clock::now() < end) {
        if (poll(waiting.data(), waiting.size(), 100) <= 0) {
            continue;
        }
        for (std::size_t i = 0; i < viewers.size(); ++i) {
            if ((waiting[i].revents & (POLLIN | POLLHUP)) == 0) {
                continue;
            }
            Viewer& viewer = viewers[i];
            do {
                const auto count =
                    viewer.ssl != nullptr
                        ? SSL_read(viewer.ssl, buffer.data(), static_cast<int>(buffer.size()))
                        : static_cast<int>(recv(viewer.socket, buffer.data(), buffer.size(), 0));
                viewer.bytes += count > 0 ? static_cast<std::uint64_t>(count) : 0;
            } while (viewer.ssl != nullptr && SSL_pending(viewer.ssl) > 0);
        }
    }
    std::uint64_t least = ~std::uint64_t{0};
    std::uint64_t total = 0;
    for (const Viewer& viewer : viewers) {
        least = std::min(least, viewer.bytes);
        total += viewer.bytes;
    }
    std::printf("viewers: %.0f pictures in all, the least served got %.0f\n",
                static_cast<double>(total) / kPictureBytes, static_cast<double>(least) / kPictureBytes);
    std::fflush(stdout);
    _exit(0);
}

}  // namespace

int main(int count, char** arguments) {
    Plan plan;
    plan.viewers = count > 1 ? std::stoi(arguments[1]) : plan.viewers;
    plan.seconds = count > 2 ? std::stoi(arguments[2]) : plan.seconds;
    plan.form = count > 3 ? arguments[3] : plan.form;

    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) {
        return 1;
    }
    const pid_t child = fork();  // before any thread is there
    if (child == 0) {
        std::array<char, 256> line{};
        if (read(pipe[0], line.data(), line.size() - 1) <= 0) {
            return 1;
        }
        const std::string text = line.data();
        const std::size_t blank = text.find(' ');
        watch(plan, std::stoi(text), text.substr(blank + 1));
    }

    const TemporaryFolder folder;
    const SystemClock clock;
    FakeHost host;
    auto store = std::move(Store::open(folder.path(), clock).value());
    Authenticator authenticator(*store, clock, kCheapHash);
    const Secret password{"a good password"};
    const User user{"vera", authenticator.hashPassword(password).value(), Role::Viewer, "en", std::nullopt};
    (void)store->run([&](Tables& tables) { return tables.users.add(user); });
    const auto identity = authenticator.login("vera", password, "127.0.0.1");

    ServerSettings settings;
    settings.http = "127.0.0.1:0";
    settings.https = "127.0.0.1:0";
    settings.limits.connectionsPerAddress = 4096;
    settings.passwordCost = kCheapHash;
    boost::asio::io_context context{1};
    const auto guard = boost::asio::make_work_guard(context);
    Server server(context, host, *store, clock, settings);
    if (const auto started = server.start(); !started) {
        std::fprintf(stderr, "%s\n", started.error().text().c_str());
        return 1;
    }
    std::thread network([&context] { context.run(); });
    const long memoryBefore = residentKilobytes();
    const std::string address = plan.form == "tls" ? *server.httpsAddress() : *server.httpAddress();
    const std::string line =
        address.substr(address.rfind(':') + 1) + " ocellus_session=" + identity->sessionToken.reveal();
    if (write(pipe[1], line.data(), line.size()) <= 0) {
        return 1;
    }
    while (host.viewers("gate") < static_cast<std::size_t>(plan.viewers)) {
        std::this_thread::sleep_for(10ms);
    }
    const double cpuBefore = cpuSeconds();
    const auto begin = std::chrono::steady_clock::now();
    long memoryWith = 0;
    std::uint64_t pictures = 0;
    for (auto next = begin; next < begin + std::chrono::seconds{plan.seconds}; next += kPeriod) {
        std::this_thread::sleep_until(next);
        host.publish("gate",
                     FakeHost::makeFrame(++pictures, kPictureBytes, R"({"camera":"gate","tracks":[]})"));
        memoryWith = std::max(memoryWith, residentKilobytes());
    }
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const double cpu = cpuSeconds() - cpuBefore;
    std::printf(
        "%s viewers=%d published=%llu cpu=%.1f%% of a core, memory %ld KB without, %ld KB with (%.1f KB "
        "each)\n",
        plan.form.c_str(), plan.viewers, static_cast<unsigned long long>(pictures), 100 * cpu / wall,
        memoryBefore, memoryWith, static_cast<double>(memoryWith - memoryBefore) / plan.viewers);
    std::fflush(stdout);
    waitpid(child, nullptr, 0);
    server.stop();
    context.stop();
    network.join();
    return 0;
}
