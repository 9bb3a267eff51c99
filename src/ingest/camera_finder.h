// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"
#include "ingest/source_settings.h"

namespace ocellus {

// What an installer has: an address, and perhaps credentials and the maker.
struct FindRequest {
    std::string host;
    std::uint16_t port = 0;  // 0: the ones that makers use
    bool secure = false;     // https
    std::string username;
    Secret password;
    TlsSettings tls{TlsPolicy::Accept, {}};
    std::string vendor;  // Vendor::id; empty: all of them
    int channel = 1;     // sensor of a multi-sensor camera
    bool multiSensor = false;
    std::uint16_t rtspPort = 0;  // 0: the ones that makers use
};

// One address that was asked.
struct FindStep {
    std::string vendor;  // Vendor::id: whose address it is
    std::string url;     // secrets hidden
    std::string answer;  // in words: the size of a picture, or what came instead
    bool picture = false;
};

// How a search ended.
struct FindOutcome {
    std::optional<SourceSettings> found;  // url (its blanks open: no secret in it), mode, credentials, TLS
    std::string vendor;                   // Vendor::id of what was found
    std::string sensorNote;               // of several sensors: why this is none's own (vendor_presets.h)
    std::vector<FindStep> steps;
    std::optional<Error> reason;  // why nothing was found
};

// Asks a host for pictures under the addresses that makers use, one after the other, until the first picture:
// streams over HTTP, then single pictures, then RTSP. Bounded: at most kMaximumSteps addresses and
// kMaximumTime; a port that does not answer is asked once; a refused password ends the search, because
// cameras lock accounts; link-local addresses are not asked. Bound to the network thread; destroying it ends
// the search without a callback.
class CameraFinder {
public:
    static constexpr std::size_t kMaximumSteps = 96;
    static constexpr Duration kMaximumTime = std::chrono::seconds{60};

    using OnStep = std::function<void(const FindStep& step, std::size_t number, std::size_t of)>;
    using OnEnd = std::function<void(FindOutcome outcome)>;

    // `context` and `clock` must outlive it.
    CameraFinder(boost::asio::io_context& context, const Clock& clock,
                 Duration patience = std::chrono::seconds{3});
    ~CameraFinder();
    CameraFinder(const CameraFinder&) = delete;
    CameraFinder& operator=(const CameraFinder&) = delete;

    // Call once. Never calls back before it returns; `onEnd` may destroy the finder.
    void start(FindRequest request, OnStep onStep, OnEnd onEnd);

private:
    class Search;
    std::shared_ptr<Search> search_;
};

}  // namespace ocellus
