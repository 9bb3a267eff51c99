// SPDX-License-Identifier: Apache-2.0
#include "outputs/http/http_alarm_output.h"

#include <array>
#include <string_view>
#include <utility>

#include "outputs/http/http_output.h"
#include "outputs/tcp_alarm/alarm_line.h"

namespace ocellus {

std::string filledAlarmUrl(const std::string& url, int messageId) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    const std::array<char, 2> digits{kHex[static_cast<std::size_t>(messageId >> 4 & 15)],
                                     kHex[static_cast<std::size_t>(messageId & 15)]};
    std::string filled = url;
    for (const std::string_view mark : {"%alrmsrc2", "%alarmsrc2", "%almsrc2"}) {
        for (std::size_t at = filled.find(mark); at != std::string::npos; at = filled.find(mark, at + 2)) {
            filled.replace(at, mark.size(), digits.data(), digits.size());
        }
    }
    return filled;
}

HttpRequest httpAlarmRequest(const HttpAlarmDestination& to, int messageId) {
    HttpRequest request;
    request.url = filledAlarmUrl(to.url, messageId);
    request.username = to.username;
    request.password = to.password;
    request.tls = to.tls;
    request.maximumBody = 64 * 1024;  // nobody reads it
    return request;
}

void HttpAlarmOutput::deliver(const OutboxMessage& message, Delivered done) {
    const int messageId = messageIdOf(message.event.fields.value("area", nlohmann::json(nullptr)));
    if (messageId == 0) {
        done({});  // no alarm of a zone, such as word of a gap: this receiver has no form for it
        return;
    }
    const HttpAlarmDestination& to = app_.httpAlarms.at(index_);
    sender_->send(httpAlarmRequest(to, messageId),
                  [done = std::move(done), url = to.url](const Result<HttpAnswer>& answer) {
                      done(readAnswer(answer, url));
                  });
}

}  // namespace ocellus
