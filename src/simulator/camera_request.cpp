// SPDX-License-Identifier: Apache-2.0
#include "simulator/camera_request.h"

#include <algorithm>

#include "base/text.h"

namespace ocellus {

std::string_view CameraRequest::path() const {
    const std::string_view whole{target};
    return whole.substr(0, whole.find('?'));
}

std::string_view CameraRequest::query(std::string_view name) const {
    const auto mark = target.find('?');
    std::string_view rest =
        mark == std::string::npos ? std::string_view{} : std::string_view{target}.substr(mark + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        const auto equals = pair.find('=');
        if (pair.substr(0, equals) == name) {
            return equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
        }
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    }
    return {};
}

bool CameraRequest::keepsAlive() const {
    const auto connection = fields.find("Connection");
    return http11 ? !connection || !equalIgnoringCase(*connection, "close")
                  : connection && equalIgnoringCase(*connection, "keep-alive");
}

std::optional<CameraRequest> parseCameraRequest(std::string_view head) {
    const auto line = head.substr(0, head.find("\r\n"));
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || last <= first || !line.substr(last + 1).starts_with("HTTP/1.")) {
        return std::nullopt;
    }
    CameraRequest request;
    request.method = line.substr(0, first);
    request.target = line.substr(first + 1, last - first - 1);
    request.http11 = line.ends_with("1.1");
    request.fields = parseHeaderFields(head.substr(line.size() + 2));
    return request;
}

}  // namespace ocellus
