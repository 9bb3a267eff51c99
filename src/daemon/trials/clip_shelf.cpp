// SPDX-License-Identifier: Apache-2.0
#include "daemon/trials/clip_shelf.h"

#include <sodium.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <vector>

#include "base/settings.h"
#include "storage/file_handle.h"

namespace ocellus {
namespace {

using nlohmann::json;

constexpr const char* kUnfinished = ".part";
constexpr std::size_t kLongestPiece = 1'000'000;  // characters of base64; a request has 1 MiB at most

struct Piece {
    std::string name;
    double bytes = 0;
    double offset = 0;
    std::string data;
};

bool isClipName(const std::string& name) {
    const auto fine = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
               c == '_' || c == '-';
    };
    return !name.empty() && name.size() <= 80 && name.front() != '.' && !name.ends_with(kUnfinished) &&
           std::all_of(name.begin(), name.end(), fine);
}

Result<void> checkPiece(const Piece& piece) {
    if (!isClipName(piece.name)) {
        return failure(Error::Kind::BadInput, "\"" + piece.name + "\" is no name of a clip",
                       "take 1 to 80 letters A to Z, digits and . _ -, a dot not first");
    }
    return {};
}

const SettingsSchema<Piece>& pieceSchema() {
    static const auto kSchema =
        SettingsSchema<Piece>()
            .field("name", &Piece::name, {.help = "Of the clip", .maximumLength = 80, .required = true})
            .field("bytes", &Piece::bytes,
                   {.help = "Of the whole clip",
                    .minimum = 1,
                    .maximum = static_cast<double>(ClipShelf::kLargestClip),
                    .required = true})
            .field("offset", &Piece::offset,
                   {.help = "Where this piece begins",
                    .minimum = 0,
                    .maximum = static_cast<double>(ClipShelf::kLargestClip),
                    .required = true})
            .field("data", &Piece::data,
                   {.help = "The piece as base64", .maximumLength = kLongestPiece, .required = true})
            .check(checkPiece);
    return kSchema;
}

Result<std::vector<unsigned char>> decoded(const std::string& text) {
    std::vector<unsigned char> bytes(text.size() / 4 * 3 + 3);
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.data() + text.size()) {
        return failure(Error::Kind::BadInput, "data is not base64", "send the piece as base64 with padding");
    }
    bytes.resize(size);
    return bytes;
}

std::map<std::string, std::uint64_t> filesIn(const std::filesystem::path& folder) {
    std::map<std::string, std::uint64_t> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.is_regular_file(error)) {
            files[entry.path().filename().string()] = entry.file_size(error);
        }
    }
    return files;
}

}  // namespace

json ClipShelf::list() const {
    const std::lock_guard lock{mutex_};
    json clips = json::array();
    for (const auto& [name, bytes] : filesIn(folder_)) {
        if (isClipName(name)) {
            clips.push_back({{"name", name}, {"bytes", bytes}});
        }
    }
    return clips;
}

Result<std::filesystem::path> ClipShelf::find(const std::string& name) const {
    const std::lock_guard lock{mutex_};
    std::error_code error;
    if (!isClipName(name) || !std::filesystem::is_regular_file(folder_ / name, error)) {
        return failure(Error::Kind::NotFound, "there is no clip \"" + name.substr(0, 80) + "\"",
                       "choose one of the list of clips, or send it first");
    }
    return folder_ / name;
}

Result<json> ClipShelf::add(const json& given) {
    const auto piece = pieceSchema().read(given);
    if (!piece) {
        return tl::unexpected(toError(piece.error()));
    }
    const auto bytes = decoded(piece->data);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    const std::lock_guard lock{mutex_};
    if (auto made = makeFolder(folder_); !made) {
        return tl::unexpected(made.error());
    }
    const auto part = folder_ / (piece->name + kUnfinished);
    const auto whole = static_cast<std::uint64_t>(piece->bytes);
    const auto offset = static_cast<std::uint64_t>(piece->offset);
    std::error_code error;
    if (offset == 0) {
        std::filesystem::remove(part, error);
        std::uint64_t used = whole;
        for (const auto& [name, size] : filesIn(folder_)) {
            used += name == piece->name ? 0 : size;
        }
        if (used > kAllClips) {
            return failure(Error::Kind::Limit, "the clips would take more than 1 GiB", "remove one first");
        }
    }
    const auto there = std::filesystem::exists(part, error) ? std::filesystem::file_size(part, error) : 0;
    if (offset != there || offset + bytes->size() > whole) {
        return failure(Error::Kind::Conflict,
                       "the piece begins at " + std::to_string(offset) + ", and " + std::to_string(there) +
                           " bytes of " + std::to_string(whole) + " are here",
                       "send the pieces in order, from 0");
    }
    std::ofstream out(part, std::ios::binary | std::ios::app);
    out.write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
    out.close();
    if (!out) {
        std::filesystem::remove(part, error);
        return failure(Error::Kind::Storage, "the clip could not be written",
                       "look whether the disk is full");
    }
    const bool complete = offset + bytes->size() == whole;
    if (complete) {
        std::filesystem::rename(part, folder_ / piece->name, error);
    }
    return json{{"name", piece->name}, {"received", offset + bytes->size()}, {"complete", complete}};
}

Result<void> ClipShelf::remove(const std::string& name) {
    const auto file = find(name);
    if (!file) {
        return tl::unexpected(file.error());
    }
    std::error_code error;
    std::filesystem::remove(*file, error);
    return {};
}

}  // namespace ocellus
