// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"

namespace ocellus {

// Why a JPEG could not be read: an Error, handed on as `tl::unexpected<Error>{result.error()}`, with the word
// under which counters keep it, those of name(JpegFault).
struct JpegFailure : Error {
    std::string_view reason;  // truncated, corrupt, unsupported, …; a literal
};

template <class Value>
using JpegResult = tl::expected<Value, JpegFailure>;

// From libjpeg's own message.
[[nodiscard]] JpegFailure jpegFailure(std::string_view libraryMessage);

// libjpeg warns of a few stray bytes before the end marker: cameras pad their pictures so, and nothing is
// lost.
[[nodiscard]] bool isHarmlessJpegWarning(std::string_view libraryMessage);

}  // namespace ocellus
