// SPDX-License-Identifier: Apache-2.0
#include "server/auth/login_throttle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace ocellus {
namespace {

constexpr int kMostDoublings = 6;  // 1 s to 64 s, cut at kLongestPause
constexpr std::size_t kLongestName = 64;

// Nobody fills our memory with names of a megabyte.
std::string keyOf(const std::string& account) {
    return toLower(account.substr(0, kLongestName));
}

}  // namespace

std::string clientNetwork(const std::string& address) {
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) {
        return address;
    }
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
    return std::string(text.data()) + "/64";
}

Duration LoginThrottle::begin(const std::string& account, const std::string& address) {
    const std::lock_guard lock{mutex_};
    const Instant now = clock_.now();
    const std::string accountKey = keyOf(account);
    const std::string addressKey = clientNetwork(address);
    makeRoom(accounts_, now);
    makeRoom(addresses_, now);
    const Duration pause =
        std::max(pauseLeft(accounts_, accountKey, now), pauseLeft(addresses_, addressKey, now));
    if (pause > Duration::zero()) {
        return pause;
    }
    record(accounts_, accountKey, kFreePerAccount, now);
    record(addresses_, addressKey, kFreePerAddress, now);
    return Duration::zero();
}

void LoginThrottle::succeeded(const std::string& account, const std::string& address) {
    const std::lock_guard lock{mutex_};
    accounts_.erase(keyOf(account));
    // The address keeps its failures: an account of one's own must not make guessing others' free.
    const auto found = addresses_.find(clientNetwork(address));
    if (found == addresses_.end()) {
        return;
    }
    found->second.next = clock_.now();
    if (--found->second.count <= 0) {
        addresses_.erase(found);
    }
}

Duration LoginThrottle::pauseLeft(const Book& book, const std::string& key, Instant now) {
    const auto found = book.find(key);
    return found == book.end() ? Duration::zero() : std::max(Duration::zero(), found->second.next - now);
}

void LoginThrottle::record(Book& book, const std::string& key, int free, Instant now) {
    Attempts& attempts = book[key];
    attempts.last = now;
    ++attempts.count;
    attempts.next = now;
    if (attempts.count >= free) {
        const int doublings = std::min(attempts.count - free, kMostDoublings);
        attempts.next += std::min<Duration>(std::chrono::seconds{1 << doublings}, kLongestPause);
    }
}

void LoginThrottle::makeRoom(Book& book, Instant now) {
    std::erase_if(book, [now](const auto& entry) { return now - entry.second.last >= kForgottenAfter; });
    if (book.size() < kMostRemembered) {
        return;
    }
    // Full of fresh ones, which is an attack: the one longest quiet makes room.
    book.erase(std::min_element(book.begin(), book.end(), [](const auto& left, const auto& right) {
        return left.second.last < right.second.last;
    }));
}

}  // namespace ocellus
