// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"

namespace ocellus {

// A long answer that is made while it is sent, a piece at a time, so that it needs no room of its own. Made
// for one client; each call comes on a worker thread, never two at once.
class Download {
public:
    virtual ~Download() = default;

    // Appends the next piece, some hundred kilobytes; false when there are no more. An error breaks the
    // connection off, so that the client does not take a part for the whole.
    [[nodiscard]] virtual Result<bool> next(std::string& piece) = 0;
};

}  // namespace ocellus
