// SPDX-License-Identifier: Apache-2.0
#include "media/worker/outlet.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstring>

namespace ocellus::media {

Outlet::Outlet(UniqueFd socket, SharedRing ring)
    : socket_(std::move(socket)), ring_(std::move(ring)), free_((1U << ring_.shape().slots) - 1) {}

std::optional<Job> Outlet::receiveJob() {
    std::array<std::uint8_t, kMaximumJob> buffer{};
    const auto size = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
    auto job = size > 0 ? decodeJob(std::span{buffer}.first(static_cast<std::size_t>(size))) : std::nullopt;
    explicit_bzero(buffer.data(), buffer.size());
    return job;
}

bool Outlet::receiveReleases() {
    while (true) {
        std::uint32_t number = 0;
        const auto size = ::recv(socket_.get(), &number, sizeof number, MSG_DONTWAIT);
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return true;
        }
        if (size != static_cast<ssize_t>(sizeof number) || number >= ring_.shape().slots) {
            return false;
        }
        giveBack(number);
    }
}

std::optional<std::uint32_t> Outlet::acquire(bool wait) {
    std::unique_lock lock{mutex_};
    if (wait) {
        freed_.wait(lock, [&] { return free_ != 0 || closed_; });
    }
    if (free_ == 0 || closed_) {
        return std::nullopt;
    }
    const auto number = static_cast<std::uint32_t>(std::countr_zero(free_));
    free_ &= ~(1U << number);
    return number;
}

void Outlet::giveBack(std::uint32_t number) {
    const std::lock_guard lock{mutex_};
    free_ |= 1U << number;
    freed_.notify_one();
}

void Outlet::send(const WorkerMessage& message) {
    const auto bytes = encode(message);
    while (::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0 && errno == EINTR) {
    }
}

void Outlet::awaitLeave() {
    constexpr int kPatience = 2000;  // milliseconds
    pollfd readable{socket_.get(), POLLIN, 0};
    while (::poll(&readable, 1, kPatience) > 0 && receiveReleases()) {
    }
}

void Outlet::close() {
    const std::lock_guard lock{mutex_};
    closed_ = true;
    freed_.notify_all();
}

}  // namespace ocellus::media
