// SPDX-License-Identifier: Apache-2.0
#include "outputs/http/http_alarm_output.h"

#include <string_view>
#include <utility>

#include "outputs/http/alarm_template.h"
#include "outputs/http/http_output.h"
#include "outputs/tcp_alarm/alarm_line.h"

namespace ocellus {

namespace {

// What a body looks like is what it is.
const char* contentTypeOf(std::string_view body) {
    const std::size_t first = body.find_first_not_of(" \t\r\n");
    switch (first == std::string_view::npos ? ' ' : body[first]) {
        case '{':
        case '[':
            return "application/json";
        case '<':
            return "application/xml";
        default:
            return "text/plain; charset=utf-8";
    }
}

}  // namespace

HttpRequest httpAlarmRequest(const HttpAlarmDestination& to, const Event& alarm) {
    HttpRequest request;
    request.url = filledAlarmTemplate(to.url, alarm, TemplateText::Address);
    if (!to.body.empty()) {
        request.method = "POST";
        request.headers = {{"Content-Type", contentTypeOf(to.body)}};
        request.body = filledAlarmTemplate(to.body, alarm, TemplateText::Body);
    }
    request.username = to.username;
    request.password = to.password;
    request.tls = to.tls;
    request.maximumBody = 64 * 1024;  // nobody reads it
    return request;
}

void HttpAlarmOutput::deliver(const OutboxMessage& message, Delivered done) {
    if (messageIdOf(message.event.fields.value("area", nlohmann::json(nullptr))) == 0) {
        done({});  // no alarm of a zone, such as word of a gap: this receiver has no form for it
        return;
    }
    const HttpAlarmDestination& to = app_.httpAlarms.at(index_);
    sender_->send(httpAlarmRequest(to, message.event),
                  [done = std::move(done), url = to.url](const Result<HttpAnswer>& answer) {
                      done(readAnswer(answer, url));
                  });
}

}  // namespace ocellus
