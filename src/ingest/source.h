// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "image/picture.h"

namespace ocellus {

// What a source tells of itself; all counters since it was made.
struct SourceStatistics {
    std::uint64_t received = 0;    // complete and decodable pictures
    std::uint64_t reconnects = 0;  // connections after the first
    std::uint64_t bytes = 0;
    double latency = 0;  // seconds from asking to the first whole picture, of the last connection
    std::map<std::string, std::uint64_t> pictureErrors;  // reason -> count: truncated, too-large, …
    std::string certificate;  // SHA-256 in hex of the certificate last seen, to pin; empty without TLS
};

// Where a source stands. `reason` is set while it is down and says what to do next.
struct SourceState {
    enum class Phase { Idle, Connecting, Up, Down };
    Phase phase = Phase::Idle;
    std::optional<Error> reason;
};

// Who takes a source's pictures. Both calls come on the network thread and must return at once.
class SourceListener {
public:
    virtual ~SourceListener() = default;
    virtual void onPicture(PicturePtr picture) = 0;
    virtual void onState(const SourceState& state) = 0;
};

// One way in: pulls pictures from one camera or file, reconnects by itself and never gives up. Bound to the
// network thread (the Asio context it was made with). Destroying it stops it.
class Source {
public:
    virtual ~Source() = default;
    virtual void start() = 0;
    virtual void stop() = 0;
    [[nodiscard]] virtual SourceStatistics statistics() const = 0;
};

}  // namespace ocellus
