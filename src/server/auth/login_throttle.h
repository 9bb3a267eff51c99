// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "base/clock.h"

namespace ocellus {

// Slows the guessing of passwords, per account and per address (of IPv6 per /64, which one client has whole):
// after a few attempts each further one costs a pause that doubles up to a minute. An account is known by its
// name whether it exists or not. Attempts are forgotten after a quarter of an hour of quiet. Thread-safe.
class LoginThrottle {
public:
    static constexpr int kFreePerAccount = 5;
    static constexpr int kFreePerAddress = 20;
    static constexpr Duration kLongestPause = std::chrono::seconds{60};
    static constexpr Duration kForgottenAfter = std::chrono::minutes{15};
    static constexpr std::size_t kMostRemembered = 10'000;

    explicit LoginThrottle(const Clock& clock) : clock_(clock) {}

    // How long to wait before an attempt; zero: it may be made now, and counts as failed until succeeded().
    [[nodiscard]] Duration begin(const std::string& account, const std::string& address);
    void succeeded(const std::string& account, const std::string& address);

private:
    struct Attempts {
        int count = 0;
        Instant last;
        Instant next;  // not before this
    };

    using Book = std::map<std::string, Attempts>;

    static Duration pauseLeft(const Book& book, const std::string& key, Instant now);
    static void record(Book& book, const std::string& key, int free, Instant now);
    static void makeRoom(Book& book, Instant now);

    const Clock& clock_;
    std::mutex mutex_;
    Book accounts_;
    Book addresses_;
};

// The part of an address that one client has to itself: all of an IPv4 one, the /64 of an IPv6 one.
[[nodiscard]] std::string clientNetwork(const std::string& address);

}  // namespace ocellus
