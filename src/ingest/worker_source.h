// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "ingest/back_off.h"
#include "ingest/source.h"
#include "ingest/source_settings.h"

namespace ocellus {

// The waits of a source whose pictures come from a worker (contract, "Limits"); tests shorten them, and name
// a worker of their own.
struct WorkerSourceTerms {
    Duration start = std::chrono::seconds{30};    // for a worker's first word: sixty may start at once
    Duration silence = std::chrono::seconds{5};   // without a word of the worker, which pulses each second
    Duration stall = std::chrono::seconds{3};     // without a byte of a stream that had begun
    Duration picture = std::chrono::seconds{10};  // without a picture
    BackOff::Times backOff = {};
    std::string worker = {};  // program; empty: the one that is installed
};

// A source whose pictures come from a supervised worker process: rtsp, rtsps and file. makeSource() hands
// those schemes over to it; the terms are the same as there. A file is played in real time and looped, at
// `picturesPerSecond` or, where that is 0, at its own rate.
[[nodiscard]] Result<std::unique_ptr<Source>> makeWorkerSource(boost::asio::io_context& context,
                                                               const Clock& clock, SourceSettings settings,
                                                               SourceListener& listener,
                                                               WorkerSourceTerms terms = {});

}  // namespace ocellus
