// SPDX-License-Identifier: Apache-2.0
#include "server/rtsp/rtsp_message.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace ocellus {
namespace {

constexpr std::size_t kInterleavedHead = 4;
constexpr std::size_t kMostFields = 64;

std::string_view reasonOfRtsp(int status) {
    static constexpr std::array<std::pair<int, std::string_view>, 15> kReasons{
        {{200, "OK"},
         {400, "Bad Request"},
         {401, "Unauthorized"},
         {404, "Not Found"},
         {405, "Method Not Allowed"},
         {413, "Request Entity Too Large"},
         {453, "Not Enough Bandwidth"},
         {454, "Session Not Found"},
         {455, "Method Not Valid in This State"},
         {459, "Aggregate Operation Not Allowed"},
         {461, "Unsupported Transport"},
         {500, "Internal Server Error"},
         {501, "Not Implemented"},
         {503, "Service Unavailable"},
         {551, "Option not supported"}}};
    const auto* found = std::ranges::find(kReasons, status, &std::pair<int, std::string_view>::first);
    return found == kReasons.end() ? "Unknown" : found->second;
}

bool isPrintable(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return letter >= ' ' && letter <= '~'; });
}

// "DESCRIBE rtsp://host/gate RTSP/1.0"
bool readFirstLine(std::string_view line, RtspRequest& request) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || last == first || !line.substr(last + 1).starts_with("RTSP/1.")) {
        return false;
    }
    request.method = std::string(line.substr(0, first));
    request.uri = std::string(trim(line.substr(first, last - first)));
    const bool word = !request.method.empty() && std::ranges::all_of(request.method, [](char letter) {
        return (letter >= 'A' && letter <= 'Z') || letter == '_';
    });
    return word && !request.uri.empty() && isPrintable(request.uri);
}

}  // namespace

RtspArrival parseRtsp(std::string_view bytes) {
    RtspArrival more{RtspNothing{}, 0};
    // Some clients put empty lines between requests.
    const std::size_t blank = std::min(bytes.find_first_not_of("\r\n"), bytes.size());
    if (blank > 0) {
        return {RtspNothing{}, blank};
    }
    if (bytes.empty()) {
        return more;
    }
    if (bytes.front() == '$') {
        if (bytes.size() < kInterleavedHead) {
            return more;
        }
        const auto length = static_cast<std::size_t>(static_cast<unsigned char>(bytes[2]) << 8 |
                                                     static_cast<unsigned char>(bytes[3]));
        if (bytes.size() < kInterleavedHead + length) {
            return more;
        }
        return {RtspInterleaved{static_cast<std::uint8_t>(bytes[1])}, kInterleavedHead + length};
    }
    const std::size_t end = bytes.substr(0, kMaximumRtspHead).find("\r\n\r\n");
    if (end == std::string_view::npos) {
        return bytes.size() >= kMaximumRtspHead ? RtspArrival{RtspFault{413}, 0} : more;
    }
    const std::string_view head = bytes.substr(0, end);
    const std::size_t line = std::min(head.find("\r\n"), head.size());
    RtspRequest request;
    if (!readFirstLine(head.substr(0, line), request)) {
        return {RtspFault{400}, 0};
    }
    request.headers = parseHeaderFields(head.substr(std::min(line + 2, head.size())));
    if (request.headers.size() > kMostFields) {
        return {RtspFault{413}, 0};
    }
    const std::size_t whole = end + 4;
    std::uint64_t body = 0;
    if (request.headers.find("Content-Length")) {
        const auto length = contentLength(request.headers);
        if (!length || *length > kMaximumRtspBody) {
            return {RtspFault{length ? 413 : 400}, 0};
        }
        body = *length;
    }
    if (bytes.size() < whole + body) {
        return more;
    }
    return {std::move(request), whole + static_cast<std::size_t>(body)};
}

std::string writeRtsp(const RtspResponse& response, std::string_view sequence) {
    std::string text = "RTSP/1.0 " + std::to_string(response.status) + " " +
                       std::string(reasonOfRtsp(response.status)) + "\r\n";
    const auto add = [&text](std::string_view name, std::string_view value) {
        if (isPrintable(value)) {
            text.append(name).append(": ").append(value).append("\r\n");
        }
    };
    if (!sequence.empty()) {
        add("CSeq", sequence);
    }
    for (const HeaderField& field : response.headers) {
        add(field.name, field.value);
    }
    if (!response.body.empty()) {
        add("Content-Length", std::to_string(response.body.size()));
    }
    return text + "\r\n" + response.body;
}

}  // namespace ocellus
