// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/clock.h"
#include "base/result.h"
#include "base/time.h"
#include "simulator/simulator_settings.h"

namespace ocellus {

// A camera that shows a clip: MJPEG at /cgi-bin/mjpeg, single pictures at /cgi-bin/camera, on a thread of its
// own. The clip runs in real time and loops; each picture is encoded once, whoever watches. Thread-safe.
class Simulator {
public:
    // Returns when clients are served and the first picture is there. `clock` must outlive it.
    [[nodiscard]] static Result<std::unique_ptr<Simulator>> start(SimulatorSettings settings,
                                                                  const Clock& clock);

    virtual ~Simulator() = default;  // ends all connections

    [[nodiscard]] virtual std::uint16_t port() const = 0;

    struct State {
        std::size_t pictures = 0;    // encoded so far
        Duration length{};           // of the clip, once all are
        bool encoded = false;        // all are: from here on it costs next to nothing
        std::optional<Error> error;  // the clip ends early, and why
        std::uint64_t clients = 0;
        std::uint64_t sent = 0;  // pictures, to all clients
    };

    [[nodiscard]] virtual State state() const = 0;
};

}  // namespace ocellus
