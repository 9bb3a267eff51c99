// SPDX-License-Identifier: Apache-2.0
#include "inference/model_download.h"

#include <fstream>

#include "inference/sha256.h"
#include "net/http_client.h"

namespace ocellus {

namespace {

namespace fs = std::filesystem;

constexpr auto kStall = std::chrono::seconds{30};
constexpr int kWhole = 200;
constexpr int kPart = 206;
constexpr int kNoSuchRange = 416;
constexpr const char* kByHand =
    "get the file by other means and run `ocellus models import FILE`, which checks it just the same";

std::uint64_t sizeOf(const fs::path& file) {
    std::error_code fault;
    const auto size = fs::file_size(file, fault);
    return fault ? 0 : size;
}

// Takes the pieces of one answer to the file on disk.
class PartWriter {
public:
    PartWriter(const fs::path& file, std::uint64_t have, std::uint64_t all, const DownloadProgress& progress)
        : file_(file), have_(have), all_(all), progress_(progress) {}

    Result<void> take(const ResponseHead& head, std::span<const std::uint8_t> piece) {
        if (!out_.is_open()) {
            if (auto opened = open(head); !opened) {
                return opened;
            }
        }
        out_.write(reinterpret_cast<const char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
        if (!out_) {
            return failure(Error::Kind::Storage, "cannot write " + file_.string(),
                           "make room on the disk, then try again");
        }
        have_ += piece.size();
        progress_(have_, all_);
        return {};
    }

private:
    // A server that knows no ranges sends the whole again.
    Result<void> open(const ResponseHead& head) {
        if (head.status == kPart) {
            const std::string wanted = "bytes " + std::to_string(have_) + "-";
            const auto range = head.fields.find("Content-Range");
            if (!range || !range->starts_with(wanted)) {
                return failure(Error::Kind::Protocol,
                               "the server sent another part of the file than was asked for", kByHand);
            }
        } else {
            have_ = 0;
        }
        out_.open(file_, std::ios::binary | (have_ > 0 ? std::ios::app : std::ios::trunc));
        return {};
    }

    const fs::path& file_;
    std::uint64_t have_;
    std::uint64_t all_;
    const DownloadProgress& progress_;
    std::ofstream out_;
};

Result<int> ask(const ModelFile& file, const fs::path& part, const DownloadProgress& progress) {
    const std::uint64_t have = sizeOf(part);
    PartWriter writer{part, have, file.bytes, progress};
    HttpRequest request;
    request.url = file.source;
    request.timeout = Duration{0};
    request.stall = kStall;
    request.maximumBody = file.bytes;
    request.redirectsAnywhere = true;
    if (have > 0) {
        request.headers.add("Range", "bytes=" + std::to_string(have) + "-");
    }
    request.onBody = [&writer](const ResponseHead& head, std::span<const std::uint8_t> piece) {
        return writer.take(head, piece);
    };
    const auto answer = fetch(std::move(request));
    if (!answer) {
        Error error = answer.error();
        error.message = "cannot fetch " + file.name + " from " + file.source + ": " + error.message;
        error.remedy =
            (error.kind == Error::Kind::Limit ? "the address holds another file; "
                                              : "check that this machine has a way to the internet; or ") +
            std::string{kByHand};
        return tl::unexpected{error};
    }
    return answer->head.status;
}

Result<fs::path> accept(const ModelFile& file, const fs::path& part, const fs::path& target) {
    const auto digest = sha256Of(part);
    if (!digest) {
        return tl::unexpected{digest.error()};
    }
    std::error_code fault;
    if (*digest != file.sha256) {
        fs::remove(part, fault);
        return failure(
            Error::Kind::BadInput,
            "refused what " + file.source + " sent: its sha256 is " + *digest + ", not " + file.sha256,
            kByHand);
    }
    fs::rename(part, target, fault);
    if (fault) {
        return failure(Error::Kind::Storage, "cannot write " + target.string() + ": " + fault.message(),
                       "check the folder's permissions");
    }
    return target;
}

}  // namespace

Result<fs::path> downloadModelFile(const ModelFile& file, const fs::path& folder,
                                   const DownloadProgress& progress) {
    if (file.source.empty()) {
        return failure(Error::Kind::BadInput, "no address is known for " + file.name, kByHand);
    }
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault) {
        return failure(Error::Kind::Storage, "cannot make " + folder.string() + ": " + fault.message(),
                       "name a folder that you may write to with --models");
    }
    const fs::path part = folder / (file.name + ".part");
    if (sizeOf(part) > file.bytes) {
        fs::remove(part, fault);
    }
    if (sizeOf(part) < file.bytes) {
        auto status = ask(file, part, progress);
        if (status && *status == kNoSuchRange) {
            fs::remove(part, fault);
            status = ask(file, part, progress);
        }
        if (!status) {
            return tl::unexpected{status.error()};
        }
        if (*status != kWhole && *status != kPart) {
            return failure(Error::Kind::Unavailable,
                           "the server answered " + std::to_string(*status) + " for " + file.source, kByHand);
        }
    }
    if (sizeOf(part) < file.bytes) {
        return failure(Error::Kind::Unavailable,
                       "only " + std::to_string(sizeOf(part)) + " of " + std::to_string(file.bytes) +
                           " bytes of " + file.name + " came",
                       "run the same command again: it goes on where it stopped");
    }
    return accept(file, part, folder / file.name);
}

}  // namespace ocellus
