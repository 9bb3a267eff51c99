// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

#include "base/clock.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "storage/count_files.h"
#include "storage/count_recorder.h"
#include "storage/event_recorder.h"
#include "storage/housekeeping.h"
#include "storage/limits.h"
#include "storage/storage_thread.h"
#include "storage/tables.h"

namespace ocellus {

// The house's memory: one folder with the database, the key file and the pictures, and the one thread that
// reads and writes them. Others hand it work, which gets the tables:
//   auto user = store.run([&](Tables& tables) { return tables.users.find(name); });
// Thread-safe.
class Store {
public:
    // Makes the folder where it is missing and brings the database to this program's version. `zone`: whose
    // days files of counts have.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::filesystem::path& folder,
                                                             const Clock& clock, StorageLimits limits = {},
                                                             const TimeZone& zone = {});
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    // Runs `work`(Tables&), which returns a Result, on the storage thread and waits. For worker threads;
    // never for the network or analysis threads, since it waits for the disk.
    template <class Work>
    auto run(Work&& work) -> std::invoke_result_t<Work, Tables&> {
        std::optional<std::invoke_result_t<Work, Tables&>> result;
        try {
            thread_.call([&] { result.emplace(work(*tables_)); });
        } catch (const std::exception& exception) {
            return failure(Error::Kind::Internal, exception.what(), "report this message");
        }
        return std::move(*result);
    }

    // Queues `work` and returns at once; false where the queue is full and nothing will be done.
    [[nodiscard]] bool post(std::function<void(Tables&)> work) {
        return thread_.post([this, work = std::move(work)] { work(*tables_); });
    }

    // Where events come in.
    [[nodiscard]] EventRecorder& recorder() { return recorder_; }

    // Where counts come in.
    [[nodiscard]] CountRecorder& counts() { return counts_; }

    // Which cameras have their counts as files too.
    [[nodiscard]] CountFiles& countFiles() { return countFiles_; }

    // A reader of the counts for another thread: charts and exports keep nobody from storing.
    [[nodiscard]] Result<CountHistory> readCounts() const;

    [[nodiscard]] const TimeZone& zone() const { return zone_; }

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

    [[nodiscard]] std::size_t queued() const { return thread_.queued(); }

private:
    Store(std::filesystem::path folder, std::unique_ptr<Tables> tables, const Clock& clock,
          StorageLimits limits, const TimeZone& zone);
    void eachSecond();

    const Clock& clock_;
    std::filesystem::path folder_;
    const TimeZone zone_;
    std::unique_ptr<Tables> tables_;
    StorageThread thread_;
    EventRecorder recorder_;
    CountRecorder counts_;
    CountFiles countFiles_;
    Housekeeping housekeeping_;
    std::optional<Instant> tidied_;  // storage thread
};

}  // namespace ocellus
