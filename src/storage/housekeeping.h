// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/time.h"
#include "storage/limits.h"

namespace ocellus {

struct Tables;

// Lets go what has had its time: events, pictures, old messages of the outbox, sessions. A wall clock that
// stepped by more than an hour ends nothing by age for a day: a wrong date must not empty the house. Bound to
// the storage thread.
class Housekeeping {
public:
    Housekeeping(Tables& tables, StorageLimits limits) : tables_(tables), limits_(limits) {}

    // About once a minute; a bounded piece of work each time. Whether the clock is trusted, so that age
    // counts.
    bool run(Instant now, WallTime wall);

private:
    bool clockIsTrusted(Instant now, WallTime wall);

    Tables& tables_;
    StorageLimits limits_;
    std::optional<Duration> offset_;  // wall less monotonic line, at the last run
    std::optional<Instant> stepped_;
};

}  // namespace ocellus
