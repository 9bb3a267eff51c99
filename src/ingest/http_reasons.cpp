// SPDX-License-Identifier: Apache-2.0
#include "ingest/http_reasons.h"

#include "base/text.h"

namespace ocellus {
namespace {

std::string printable(std::string_view text) {
    std::string result;
    for (const char c : text.substr(0, 60)) {
        result += c >= ' ' && c <= '~' ? c : '.';
    }
    return result;
}

}  // namespace

std::optional<Error> whyNoPictures(const ResponseHead& head, const std::string& peer) {
    const std::string answer =
        std::to_string(head.status) + (head.reason.empty() ? "" : " " + printable(head.reason));
    switch (head.status) {
        case 200:
            break;
        case 401:
            return Error{Error::Kind::Unauthorised, peer + " asks for a user name and a password",
                         "enter both"};
        case 403:
            return Error{Error::Kind::Unauthorised, peer + " forbids the stream (" + answer + ")",
                         "give the user the right to see live pictures, or use another user"};
        case 400:
        case 404:
        case 405:
            return Error{Error::Kind::NotFound, peer + " has no such stream (" + answer + ")",
                         "check the path, and that the stream is switched on and set to MJPEG"};
        case 429:
        case 503:
            return Error{Error::Kind::Unavailable, peer + " serves no more viewers (" + answer + ")",
                         "close other viewers or raise its limit"};
        default:
            return Error{head.status >= 500 ? Error::Kind::Unavailable : Error::Kind::Protocol,
                         peer + " answers " + answer, "look into the camera's own log, and check the path"};
    }
    const std::string type = toLower(head.fields.find("Content-Type").value_or(""));
    if (type.starts_with("text/") || type.starts_with("application/json") ||
        type.starts_with("application/xml")) {
        return Error{
            Error::Kind::Protocol,
            peer + " answers with " + printable(type.substr(0, type.find(';'))) + " instead of pictures",
            "the path is probably that of its web page: enter the path of the MJPEG stream"};
    }
    return std::nullopt;
}

}  // namespace ocellus
