// SPDX-License-Identifier: Apache-2.0
#include "server/rtsp/rtsp_path.h"

#include <vector>

#include "base/identifier.h"

namespace ocellus {
namespace {

constexpr std::string_view kScheme = "://";
constexpr std::string_view kJpeg = "mjpeg";
constexpr std::string_view kTrack = "trackID=";

// Where the path begins.
std::size_t pathOf(std::string_view uri) {
    const std::size_t scheme = uri.find(kScheme);
    if (scheme == std::string_view::npos) {
        return 0;
    }
    const std::size_t slash = uri.find('/', scheme + kScheme.size());
    return slash == std::string_view::npos ? uri.size() : slash;
}

// The parts between slashes, empty ones left out: clients double them.
std::vector<std::string_view> partsOf(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
        if (!part.empty()) {
            parts.push_back(part);
        }
    }
    return parts;
}

}  // namespace

std::string RtspPath::text() const {
    return "/" + camera + (form == RtspForm::Jpeg ? "/" + std::string(kJpeg) : "");
}

std::optional<RtspPath> parseRtspPath(std::string_view uri) {
    std::string_view path = uri.substr(pathOf(uri));
    // Some clients add a track behind the query.
    std::string_view behind;
    if (const std::size_t query = path.find('?'); query != std::string_view::npos) {
        const std::size_t slash = path.find('/', query);
        behind = slash == std::string_view::npos ? std::string_view{} : path.substr(slash);
        path = path.substr(0, query);
    }
    std::vector<std::string_view> parts = partsOf(path);
    for (const std::string_view part : partsOf(behind)) {
        parts.push_back(part);
    }
    if (parts.empty() || !isCameraId(parts.front())) {
        return std::nullopt;
    }
    RtspPath result{std::string(parts.front())};
    std::size_t next = 1;
    if (next < parts.size() && parts[next] == kJpeg) {
        result.form = RtspForm::Jpeg;
        ++next;
    }
    if (next < parts.size() && parts[next].starts_with(kTrack)) {
        const std::string_view number = parts[next].substr(kTrack.size());
        if (number != "1" && number != "2") {
            return std::nullopt;
        }
        result.track = static_cast<std::uint8_t>(number.front() - '0');
        ++next;
    }
    return next == parts.size() ? std::optional(std::move(result)) : std::nullopt;
}

std::string rtspBase(std::string_view uri, const RtspPath& path) {
    return std::string(uri.substr(0, pathOf(uri))) + path.text() + "/";
}

}  // namespace ocellus
