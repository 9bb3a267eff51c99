// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/secret.h"

namespace ocellus {

// What an address may leave open: {user} and {password} for cameras that want them in their query, {channel}
// and {channel0} for the sensor, counted from 1 and from 0.
struct SourceBlanks {
    std::string username;
    Secret password;
    int channel = 1;
};

// The address with its blanks filled, percent-encoded. It may then hold a secret: log it redacted only.
[[nodiscard]] std::string filledSource(std::string_view address, const SourceBlanks& blanks);

// The address for one sensor; its other blanks stay open.
[[nodiscard]] std::string withChannel(std::string_view address, int channel);

// The address as people may see it: filled, but with *** for every secret.
[[nodiscard]] std::string shownSource(std::string_view address, const SourceBlanks& blanks);

}  // namespace ocellus
