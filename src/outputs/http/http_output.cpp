// SPDX-License-Identifier: Apache-2.0
#include "outputs/http/http_output.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "net/url.h"
#include "outputs/directory.h"
#include "outputs/manual_body.h"

namespace ocellus {
namespace {

// Client errors that speak of the address or the login rather than of the message.
constexpr std::array kMendable{401, 403, 404, 405, 407, 408, 421, 425, 429};

std::string remedyOf(int status) {
    switch (status) {
        case 401:
        case 403:
        case 407:
            return "check the user name and the password of the destination";
        case 404:
        case 405:
            return "check the path of the destination: it must take POST";
        default:
            return status >= 300 && status < 400 ? "set the address that the receiver points to"
                                                 : "look into the receiver's log";
    }
}

std::optional<Duration> retryAfter(const HttpAnswer& answer) {
    const auto text = answer.head.fields.find("Retry-After");
    int seconds = 0;
    if (!text || std::from_chars(text->data(), text->data() + text->size(), seconds).ec != std::errc{} ||
        seconds < 0) {
        return std::nullopt;
    }
    return std::chrono::seconds{seconds};
}

}  // namespace

DeliveryReport readAnswer(const Result<HttpAnswer>& answer, const std::string& url) {
    using Outcome = DeliveryReport::Outcome;
    if (!answer) {
        return {Outcome::Retry, answer.error(), std::nullopt};
    }
    const int status = answer->head.status;
    if (status >= 200 && status < 300) {
        return {Outcome::Delivered, {}, std::nullopt};
    }
    const Error reason{Error::Kind::Unavailable, redactUrl(url) + " answered " + std::to_string(status),
                       remedyOf(status)};
    const bool mendable = std::find(kMendable.begin(), kMendable.end(), status) != kMendable.end();
    const bool refused = status >= 400 && status < 500 && !mendable;
    return {refused ? Outcome::Refused : Outcome::Retry, reason, retryAfter(*answer)};
}

HttpRequest httpRequest(const OutboxMessage& message, const AppDestinations& app, std::size_t index) {
    const HttpDestination& to = app.http.at(index);
    HttpRequest request;
    request.method = "POST";
    request.url = to.url;
    request.headers = {{"Content-Type", "application/json"}};
    // Word of a gap comes in the form that the receiver knows.
    const bool manual = message.form == kManualForm || (message.event.type == "gap" && !to.alarms);
    request.body = toText(manual ? manualBody(message.event, app) : toJson(message.event));
    request.username = to.username;
    request.password = to.password;
    request.tls = to.tls;
    request.maximumBody = 64 * 1024;  // nobody reads it
    return request;
}

void HttpOutput::deliver(const OutboxMessage& message, Delivered done) {
    sender_->send(httpRequest(message, app_, index_),
                  [done = std::move(done), url = app_.http[index_].url](const Result<HttpAnswer>& answer) {
                      done(readAnswer(answer, url));
                  });
}

}  // namespace ocellus
