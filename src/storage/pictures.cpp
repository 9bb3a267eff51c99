// SPDX-License-Identifier: Apache-2.0
#include "storage/pictures.h"

#include <unistd.h>

#include <cerrno>
#include <limits>
#include <system_error>
#include <utility>
#include <vector>

#include "storage/file_handle.h"

namespace ocellus {
namespace {

namespace fs = std::filesystem;

std::string dayOf(WallTime time) {
    return toIso8601(time).substr(0, 10);
}

struct Kept {
    std::int64_t number;
    std::string file;
    std::int64_t bytes;
    WallTime time;
};

}  // namespace

Result<std::string> Pictures::write(const std::string& id, WallTime captured,
                                    const Publishable& publishable) {
    const Picture& picture = *publishable.picture();
    if (picture.format != PictureFormat::Jpeg) {
        return failure(Error::Kind::Internal, "the picture of event " + id + " is no JPEG",
                       "report this message");
    }
    std::error_code error;
    const fs::path day = folder_ / dayOf(captured);
    if (auto made = makeFolder(folder_).and_then([&] { return makeFolder(day); }); !made) {
        return tl::unexpected(made.error());
    }
    const auto space = fs::space(day, error);
    if (!error && space.available < limits_.pictureReserve + picture.bytes.size) {
        return failure(Error::Kind::Storage,
                       "the disk that holds " + folder_.string() + " has less than " +
                           std::to_string(limits_.pictureReserve >> 20) + " MiB free, kept for events",
                       "free space there; alarms go on without pictures until then");
    }
    const fs::path file = day / (id + ".jpg");
    const fs::path part = day / (id + ".part");
    ::unlink(part.c_str());
    const FileHandle handle = FileHandle::create(part, 0600);
    if (!handle || !handle.writeAll(picture.bytes.view()) || !handle.sync() ||
        ::rename(part.c_str(), file.c_str()) != 0) {
        const Error why = fileError(errno, part);
        ::unlink(part.c_str());
        return tl::unexpected(why);
    }
    return dayOf(captured) + "/" + id + ".jpg";
}

Result<SharedBytes> Pictures::read(const std::string& file) const {
    const fs::path path = folder_ / file;
    std::error_code error;
    const auto size = fs::file_size(path, error);
    const FileHandle handle = FileHandle::openToRead(path);
    if (error || !handle) {
        return failure(Error::Kind::NotFound, "the picture " + file + " is gone", "its retention has ended");
    }
    const std::shared_ptr<std::uint8_t[]> bytes{new std::uint8_t[size]};
    if (!handle.readAll({bytes.get(), size})) {
        return tl::unexpected(fileError(errno, path));
    }
    return SharedBytes{{bytes, bytes.get()}, size};
}

Result<int> Pictures::retain(WallTime now, bool byAge, int most) {
    const auto total = database_.number("SELECT sum(picture_bytes) FROM event WHERE picture IS NOT NULL");
    if (!total) {
        return tl::unexpected(total.error());
    }
    const std::int64_t over = *total - static_cast<std::int64_t>(limits_.pictureBytes);
    return removeOldest(byAge ? std::optional{now - limits_.pictureAge} : std::nullopt, over, most);
}

Result<int> Pictures::removeOldest(std::optional<WallTime> before, std::int64_t bytes, int most) {
    const auto oldest = database_.all(
        "SELECT number, picture, picture_bytes, time FROM event INDEXED BY event_picture WHERE picture IS "
        "NOT NULL "
        "ORDER BY number LIMIT ?",
        {most}, [](const SqlRow& row) {
            return Kept{row.integer(0), row.text(1), row.integer(2), row.time(3)};
        });
    if (!oldest) {
        return tl::unexpected(oldest.error());
    }
    int removed = 0;
    for (const Kept& picture : *oldest) {
        if (bytes <= 0 && !(before && picture.time < *before)) {
            break;
        }
        // The file first: a kill between the two leaves an event whose picture is gone, never a file for
        // ever.
        std::error_code error;
        fs::remove(folder_ / picture.file, error);
        fs::remove((folder_ / picture.file).parent_path(), error);  // the day's folder, once it is empty
        auto marked = database_.transaction(Durability::Process, [&] {
            return database_.run("UPDATE event SET picture = NULL, picture_bytes = 0 WHERE number = ?",
                                 {picture.number});
        });
        if (!marked) {
            return marked;
        }
        bytes -= picture.bytes;
        ++removed;
    }
    return removed;
}

Result<int> Pictures::sweep() {
    std::error_code error;
    std::vector<fs::path> orphans;
    for (const auto& day : fs::directory_iterator{folder_, error}) {
        for (const auto& file : fs::directory_iterator{day.path(), error}) {
            const std::string name = day.path().filename().string() + "/" + file.path().filename().string();
            const auto named =
                database_.number("SELECT EXISTS (SELECT 1 FROM event WHERE id = ? AND picture = ?)",
                                 {file.path().stem().string(), name});
            if (!named) {
                return tl::unexpected(named.error());
            }
            if (*named == 0) {
                orphans.push_back(file.path());
            }
        }
    }
    for (const fs::path& file : orphans) {
        fs::remove(file, error);
        fs::remove(file.parent_path(), error);
    }
    return static_cast<int>(orphans.size());
}

}  // namespace ocellus
