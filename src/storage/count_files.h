// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "base/time_zone.h"
#include "storage/csv_export.h"

namespace ocellus {

// Files of counts for those who want files (OCC-70), a folder a camera and two files a local day:
//   counts/gate/2026-11-21.csv        a row a minute and zone
//   counts/gate/2026-11-21-areas.csv  the manual's columns
// They are a copy of the history: rows are added as minutes end, and a file is written anew where its rows
// may not be those of the history (the program or the machine ended, the clock stepped back). keep(), stop()
// and reason() are thread-safe; the rest is for the storage thread.
class CountFiles {
public:
    CountFiles(CountHistory& history, std::filesystem::path folder, TimeZone zone)
        : history_(history), folder_(std::move(folder)), zone_(std::move(zone)) {}

    // From now on, beginning with today.
    void keep(const std::string& camera, int channel);
    // Writes what there is, and no more: the app was switched off.
    void stop(const std::string& camera);
    // Why files are behind the history; empty while all is well.
    [[nodiscard]] std::string reason() const;

    // That minute of the history has changed.
    void stored(const std::string& camera, std::int64_t minute);
    // About once a second; a bounded piece of work each time.
    void write(WallTime now);
    // All there is, with the minute that runs: the program ends.
    void close(WallTime now);
    // Files of days before the 732 that are kept, once a day.
    void removeOld(WallTime now);

private:
    struct Wanted {
        int channel = 1;
        bool ends = false;
    };

    struct Camera {
        int channel = 1;
        std::optional<WallTime> written;         // minutes before it are in files
        std::set<std::chrono::local_days> anew;  // days to write anew
        std::optional<WallTime> ending;          // since when it is
    };

    void take(WallTime now);
    // True while there is more to do for the camera.
    bool writeSome(const std::string& id, Camera& camera, WallTime to);
    using Rows = std::array<std::string, 2>;
    Result<Rows> readRows(const std::string& id, const Camera& camera, WallTime from, WallTime to);
    Result<void> writeRows(const std::string& id, std::chrono::local_days day, bool whole, const Rows& rows);
    [[nodiscard]] std::chrono::local_days newestDay(const std::string& id, WallTime now) const;
    void say(const Result<void>& result);

    CountHistory& history_;
    const std::filesystem::path folder_;
    const TimeZone zone_;

    mutable std::mutex mutex_;
    std::map<std::string, Wanted> wanted_;
    std::string reason_;

    std::map<std::string, Camera> cameras_;  // storage thread
    std::optional<WallTime> reached_;        // by the last call
    bool behind_ = false;                    // and it was not enough
    std::optional<std::chrono::local_days> removed_;
};

}  // namespace ocellus
