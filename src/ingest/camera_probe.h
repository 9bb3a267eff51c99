// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ingest/source.h"
#include "ingest/source_settings.h"

namespace ocellus {

// One sentence of a verdict: what is fine, or what to change on the camera and where.
struct ProbeFinding {
    enum class Level { Good, Warning, Bad };
    Level level = Level::Good;
    std::string message;
    std::string remedy;
};

// What a try of a camera's settings found: the Result panel (RELAY-30 to 33; docs/reference/api.md).
struct ProbeReport {
    std::string url;  // secrets hidden
    bool ok = false;  // a picture came
    int width = 0;
    int height = 0;
    double rate = 0;               // pictures per second; 0: only one came
    bool rateOk = false;           // 4.0 to 6.0, the recommended band
    double bytesPerSecond = 0;     // of pictures
    std::size_t bytes = 0;         // mean size of a picture
    int quality = 0;               // of JPEG, 1 to 100, estimated; 0: not known
    double latency = 0;            // seconds from asking to the first whole picture
    std::string certificate;       // SHA-256 in hex, to pin; empty without TLS
    std::uint64_t reconnects = 0;  // connections after the first
    std::vector<ProbeFinding> verdict;
    std::optional<Error> reason;  // why no picture came, or why they ended
    PicturePtr picture;           // the last one, raw: only the gate may make it public
};

struct ProbeTimes {
    Duration patience = std::chrono::seconds{8};  // for the first picture
    Duration measure = std::chrono::seconds{3};   // from the first picture on
};

// Tries settings once, without storing them and without trying again: connects, watches the stream for a few
// seconds and judges it. Link-local addresses are refused. Bound to the network thread; destroying it ends
// the try without a callback.
class CameraProbe {
public:
    using Callback = std::function<void(ProbeReport)>;

    // `context` and `clock` must outlive it.
    CameraProbe(boost::asio::io_context& context, const Clock& clock, SourceSettings settings,
                ProbeTimes times = {});
    ~CameraProbe();
    CameraProbe(const CameraProbe&) = delete;
    CameraProbe& operator=(const CameraProbe&) = delete;

    // Call once. Never calls back before it returns; the callback may destroy the probe.
    void start(Callback callback);

private:
    class Watch;
    std::shared_ptr<Watch> watch_;
};

// The same for worker threads, while another thread runs `context`.
[[nodiscard]] ProbeReport probeCamera(boost::asio::io_context& context, const Clock& clock,
                                      SourceSettings settings, ProbeTimes times = {});

}  // namespace ocellus
