// SPDX-License-Identifier: Apache-2.0
#include "storage/count_files.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include "base/log.h"
#include "storage/file_handle.h"

namespace ocellus {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;
using std::chrono::local_days;
using std::chrono::minutes;

// After the end of a minute, till its last pieces are stored.
constexpr Duration kGrace = std::chrono::seconds{10};
constexpr int kMostDays = 8;  // written in one call
constexpr std::size_t kDate = 10;

struct File {
    CsvLayout layout;
    const char* ending;
};

constexpr std::array kFiles{File{CsvLayout::Minutes, ".csv"}, File{CsvLayout::Areas, "-areas.csv"}};

WallTime wholeMinute(WallTime time) {
    return std::chrono::floor<minutes>(time);
}

std::span<const std::uint8_t> bytesOf(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// A file that is there in full or as it was before.
Result<void> replace(const fs::path& file, const std::string& text) {
    const fs::path part = file.string() + ".part";
    ::unlink(part.c_str());
    const FileHandle handle = FileHandle::create(part, 0640);
    if (!handle || !handle.writeAll(bytesOf(text)) || ::rename(part.c_str(), file.c_str()) != 0) {
        const Error why = fileError(errno, part);
        ::unlink(part.c_str());
        return tl::unexpected(why);
    }
    return {};
}

Result<void> append(const fs::path& file, const std::string& text) {
    const FileHandle handle = FileHandle::openToAppend(file);
    if (!handle || !handle.writeAll(bytesOf(text))) {
        return tl::unexpected(fileError(errno, file));
    }
    return {};
}

std::optional<local_days> dayOfFile(const fs::path& file) {
    const std::string name = file.filename().string();
    return name.size() > kDate ? parseDay(std::string_view(name).substr(0, kDate)) : std::nullopt;
}

}  // namespace

void CountFiles::keep(const std::string& camera, int channel) {
    const std::lock_guard lock{mutex_};
    wanted_[camera] = {channel, false};
}

void CountFiles::stop(const std::string& camera) {
    const std::lock_guard lock{mutex_};
    const auto found = wanted_.find(camera);
    if (found != wanted_.end()) {
        found->second.ends = true;
    }
}

std::string CountFiles::reason() const {
    const std::lock_guard lock{mutex_};
    return reason_;
}

void CountFiles::stored(const std::string& camera, std::int64_t minute) {
    const auto found = cameras_.find(camera);
    const WallTime time{minutes{minute}};
    if (found != cameras_.end() && found->second.written && time < *found->second.written) {
        found->second.anew.insert(zone_.dayOf(time));
    }
}

// Takes over what the other threads want.
void CountFiles::take(WallTime now) {
    const std::lock_guard lock{mutex_};
    for (const auto& [id, wanted] : wanted_) {
        Camera& camera = cameras_[id];
        camera.channel = wanted.channel;
        if (!wanted.ends) {
            camera.ending.reset();
        } else if (!camera.ending) {
            camera.ending = now;
        }
    }
}

void CountFiles::write(WallTime now) {
    take(now);
    const WallTime to = wholeMinute(now - kGrace);
    // Once a minute is enough, also for days that change all the time since the clock stepped back.
    const bool due = reached_ != to || behind_;
    reached_ = to;
    int left = kMostDays;
    for (auto at = cameras_.begin(); at != cameras_.end();) {
        auto& [id, camera] = *at;
        // A camera that ends has the minute that ran then as its last.
        const bool last = camera.ending && now - *camera.ending >= kGrace;
        const WallTime end = last ? wholeMinute(*camera.ending) + minutes{1} : to;
        bool more = due || last;
        while (more && left > 0) {
            more = writeSome(id, camera, end);
            --left;
        }
        if (last && !more) {
            const std::lock_guard lock{mutex_};
            const auto wanted = wanted_.find(id);
            if (wanted != wanted_.end() && wanted->second.ends) {
                wanted_.erase(wanted);
            }
            at = cameras_.erase(at);
        } else {
            ++at;
        }
    }
    behind_ = left <= 0;
}

void CountFiles::close(WallTime now) {
    take(now);
    for (auto& [id, camera] : cameras_) {
        int left = kMostDays;
        while (left-- > 0 && writeSome(id, camera, wholeMinute(now) + minutes{1})) {
        }
    }
}

bool CountFiles::writeSome(const std::string& id, Camera& camera, WallTime to) {
    if (!camera.written) {
        camera.written = zone_.startOf(newestDay(id, to));
        camera.anew.insert(zone_.dayOf(*camera.written));
    }
    local_days day = zone_.dayOf(*camera.written);
    WallTime from = *camera.written;
    const bool again = !camera.anew.empty() && *camera.anew.begin() < day;
    if (again) {
        day = *camera.anew.begin();
    } else if (from >= to && !camera.anew.contains(day)) {
        return false;
    }
    const WallTime start = zone_.startOf(day);
    const WallTime end = std::min(zone_.startOf(day + days{1}), std::max(to, *camera.written));
    if (camera.anew.contains(day) || from < start) {
        from = start;
    }
    const auto rows = readRows(id, camera, from, end);
    const bool over = end == zone_.startOf(day + days{1});
    const auto done =
        rows ? writeRows(id, day, from == start, *rows) : Result<void>{tl::unexpected(rows.error())};
    say(done);
    // A day that cannot be read stays as it is, and the days after it go on.
    if (!done && (rows || !over)) {
        camera.anew.insert(day);  // nobody knows how much of it is there
        return false;
    }
    camera.anew.erase(day);
    camera.written = std::max(*camera.written, end);
    return !camera.anew.empty() || *camera.written < to;
}

// The rows of each layout, without headers.
Result<CountFiles::Rows> CountFiles::readRows(const std::string& id, const Camera& camera, WallTime from,
                                              WallTime to) {
    Rows rows;
    for (std::size_t i = 0; i < kFiles.size(); ++i) {
        auto read = CsvExport::begin(history_, {id, camera.channel, kFiles[i].layout, from, to}, zone_);
        if (!read) {
            return tl::unexpected(read.error());
        }
        Result<bool> more = true;
        while (more && *more) {
            more = read->next(rows[i]);
        }
        if (!more) {
            return tl::unexpected(more.error());
        }
    }
    return rows;
}

Result<void> CountFiles::writeRows(const std::string& id, local_days day, bool whole, const Rows& rows) {
    const fs::path folder = folder_ / id;
    for (std::size_t i = 0; i < kFiles.size(); ++i) {
        if (rows[i].empty()) {
            continue;  // a day that nobody saw has no file
        }
        const fs::path path = folder / (toText(day) + kFiles[i].ending);
        std::error_code error;
        const bool goesOn = !whole && fs::exists(path, error);
        auto done = makeFolder(folder_).and_then([&] { return makeFolder(folder); }).and_then([&] {
            return goesOn ? append(path, rows[i])
                          : replace(path, std::string(csvHeader(kFiles[i].layout)) + rows[i]);
        });
        if (!done) {
            return done;
        }
    }
    return {};
}

// The last day that has a file, since the program may have ended in the middle of it; else today.
local_days CountFiles::newestDay(const std::string& id, WallTime now) const {
    const local_days today = zone_.dayOf(now);
    std::optional<local_days> newest;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_ / id, error)) {
        const auto day = dayOfFile(entry.path());
        if (day && *day <= today && (!newest || *day > *newest)) {
            newest = day;
        }
    }
    return newest ? std::max(*newest, today - days{CountHistory::kDaysKept}) : today;
}

void CountFiles::removeOld(WallTime now) {
    const local_days today = zone_.dayOf(now);
    if (removed_ == today) {
        return;
    }
    removed_ = today;
    const local_days first = today - days{CountHistory::kDaysKept};
    std::error_code error;
    std::vector<fs::path> old;
    for (const auto& folder : fs::directory_iterator(folder_, error)) {
        std::error_code unreadable;
        for (const auto& entry : fs::directory_iterator(folder.path(), unreadable)) {
            const auto day = dayOfFile(entry.path());
            if (day && *day < first) {
                old.push_back(entry.path());
            }
        }
    }
    for (const fs::path& file : old) {
        fs::remove(file, error);
    }
}

void CountFiles::say(const Result<void>& result) {
    const std::lock_guard lock{mutex_};
    if (!result && reason_.empty()) {
        log::warn("files of counts are behind reason=\"{}\"", result.error().text());
    } else if (result && !reason_.empty()) {
        log::info("files of counts are written again");
    }
    reason_ = result ? std::string{} : result.error().text();
}

}  // namespace ocellus
