// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "base/clock.h"
#include "base/result.h"
#include "ingest/source.h"
#include "ingest/source_settings.h"

namespace ocellus {

// The source for a camera's settings, not yet started. Fails only for settings that can never work (a scheme
// that is not ours, a URL that is none); everything else is a state of the source. `listener`, `context` and
// `clock` must outlive it.
[[nodiscard]] Result<std::unique_ptr<Source>> makeSource(boost::asio::io_context& context, const Clock& clock,
                                                         SourceSettings settings, SourceListener& listener);

}  // namespace ocellus
