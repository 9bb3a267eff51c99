// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "base/clock.h"
#include "base/result.h"
#include "ingest/source.h"
#include "ingest/source_settings.h"

namespace ocellus {

// A source whose pictures come from a supervised worker process: rtsp, rtsps and file. makeSource() hands
// those schemes over to it; the terms are the same as there.
[[nodiscard]] Result<std::unique_ptr<Source>> makeWorkerSource(boost::asio::io_context& context,
                                                               const Clock& clock, SourceSettings settings,
                                                               SourceListener& listener);

}  // namespace ocellus
