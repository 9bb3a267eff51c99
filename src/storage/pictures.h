// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "gate/publishable.h"
#include "image/picture.h"
#include "storage/database.h"
#include "storage/limits.h"

namespace ocellus {

// The pictures of alarms, one JPEG file each below `folder`, in one folder a day of capture (UTC). They go by
// age and by the bytes of all, oldest first. While the disk has less than the reserve free none is written:
// their events go on without. Bound to the storage thread.
class Pictures {
public:
    Pictures(Database& database, std::filesystem::path folder, StorageLimits limits)
        : database_(database), folder_(std::move(folder)), limits_(limits) {}

    // Writes the picture of event `id` whole or not at all, and returns its file below the folder. Before the
    // event's transaction, which then names it; a file that no event names is swept at the next start.
    Result<std::string> write(const std::string& id, WallTime captured, const Publishable& picture);
    [[nodiscard]] Result<SharedBytes> read(const std::string& file) const;

    // Removes pictures of before `now` less the age, then the oldest until the rest fits; at most `most`.
    Result<int> retain(WallTime now, bool byAge, int most);
    // Removes files that no event names: those of a kill between file and transaction.
    Result<int> sweep();

private:
    Result<int> removeOldest(std::optional<WallTime> before, std::int64_t bytes, int most);

    Database& database_;
    std::filesystem::path folder_;
    StorageLimits limits_;
};

}  // namespace ocellus
