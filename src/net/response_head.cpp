// SPDX-License-Identifier: Apache-2.0
#include "net/response_head.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace ocellus {
namespace {

bool listHolds(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(','), list.size());
        if (equalIgnoringCase(trim(list.substr(0, end)), word)) {
            return true;
        }
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

// Three digits that stand alone, or 0.
int statusCode(std::string_view text) {
    int code = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 3), code);
    const bool alone = text.size() == 3 || (text.size() > 3 && (text[3] == ' ' || text[3] == '\t'));
    return error == std::errc{} && end == text.data() + 3 && alone && code >= 100 ? code : 0;
}

// "HTTP/1.1 200 OK", "HTTP/1.0 200", "ICY 200 OK", "200 OK"; false where it is no status line.
bool readStatusLine(std::string_view line, ResponseHead& head) {
    std::string_view rest = line;
    if (statusCode(line) == 0) {
        const std::size_t blank = line.find_first_of(" \t");
        const std::string_view protocol = line.substr(0, blank);
        const bool isHttp = protocol.size() >= 4 && equalIgnoringCase(protocol.substr(0, 4), "HTTP");
        if (blank == std::string_view::npos || (!isHttp && !equalIgnoringCase(protocol, "ICY"))) {
            return false;
        }
        head.minorVersion = protocol.ends_with("1.1") ? 1 : 0;
        rest = trim(line.substr(blank));
    }
    head.status = statusCode(rest);
    head.reason = head.status != 0 ? trim(rest.substr(3)) : std::string_view{};
    return head.status != 0;
}

std::string printable(std::string_view text) {
    std::string result(text.substr(0, 40));
    std::replace_if(
        result.begin(), result.end(), [](char c) { return c < ' ' || c > '~'; }, '.');
    return result;
}

}  // namespace

bool ResponseHead::keepsAlive() const {
    const auto connection = fields.find("Connection");
    if (connection && listHolds(*connection, "close")) {
        return false;
    }
    return minorVersion >= 1 || (connection && listHolds(*connection, "keep-alive"));
}

bool ResponseHead::isChunked() const {
    const std::vector<std::string_view> codings = fields.all("Transfer-Encoding");
    return std::any_of(codings.begin(), codings.end(),
                       [](std::string_view coding) { return listHolds(coding, "chunked"); });
}

bool ResponseHead::mayHaveBody() const {
    return status >= 200 && status != 204 && status != 304;
}

std::optional<std::size_t> responseHeadLength(std::string_view bytes, std::size_t searched) {
    if (bytes.starts_with("\xff\xd8") || bytes.starts_with("--")) {
        return 0;
    }
    // A blank line may begin in what was searched before.
    std::size_t at = searched > 3 ? searched - 3 : 0;
    while ((at = bytes.find('\n', at)) != std::string_view::npos) {
        ++at;
        if (bytes.substr(at).starts_with('\n')) {
            return at + 1;
        }
        if (bytes.substr(at).starts_with("\r\n")) {
            return at + 2;
        }
    }
    return std::nullopt;
}

Result<ResponseHead> parseResponseHead(std::string_view head) {
    ResponseHead result;
    while (head.starts_with('\r') || head.starts_with('\n')) {  // left over from the answer before
        head.remove_prefix(1);
    }
    const std::size_t end = std::min(head.find('\n'), head.size());
    const std::string_view first = trim(head.substr(0, end));
    if (first.empty()) {
        return result;
    }
    if (readStatusLine(first, result)) {
        result.fields = parseHeaderFields(head.substr(std::min(end + 1, head.size())));
        return result;
    }
    // Some ESP32 sketches begin with the fields.
    result.fields = parseHeaderFields(head);
    if (result.fields.find("Content-Type")) {
        result.status = 200;
        return result;
    }
    return failure(Error::Kind::Protocol, "answers \"" + printable(first) + "\", which is not HTTP",
                   "check the port and whether it wants https");
}

}  // namespace ocellus
