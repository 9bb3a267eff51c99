// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "base/clock.h"
#include "base/result.h"
#include "ingest/http_pull.h"
#include "ingest/source.h"
#include "ingest/source_settings.h"

namespace ocellus {

// The source for an http or https address: MJPEG, or single JPEGs asked for again and again, as the settings
// say. The terms are those of makeSource(); `times` are the contract's unless a test shortens them.
[[nodiscard]] Result<std::unique_ptr<Source>> makeHttpSource(boost::asio::io_context& context,
                                                             const Clock& clock, SourceSettings settings,
                                                             SourceListener& listener,
                                                             HttpSourceTimes times = {});

}  // namespace ocellus
