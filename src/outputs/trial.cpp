// SPDX-License-Identifier: Apache-2.0
#include "outputs/trial.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <utility>

#include "base/identifier.h"
#include "net/http_client.h"
#include "outputs/directory.h"
#include "outputs/http/http_alarm_output.h"
#include "outputs/http/http_output.h"
#include "outputs/manual_body.h"
#include "outputs/tcp_alarm/alarm_call.h"
#include "outputs/tcp_alarm/alarm_line.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;
using nlohmann::json;

constexpr std::size_t kLongestAnswer = std::size_t{256} * 1024;

Event testEvent(const AppDestinations& app, const Clock& clock, json fields) {
    return {randomUuid(), 0, clock.wallNow(), app.camera, app.app, "test", std::move(fields)};
}

TrialReport ask(HttpRequest request, const Clock& clock) {
    request.maximumBody = kLongestAnswer;
    request.withinLimits = true;
    const std::string url = request.url;
    const Instant began = clock.now();
    const auto answer = fetch(std::move(request));
    TrialReport report;
    report.time = clock.now() - began;
    const DeliveryReport meaning = readAnswer(answer, url);
    report.ok = meaning.outcome == DeliveryReport::Outcome::Delivered;
    report.reason = meaning.reason;
    if (answer) {
        report.status = answer->head.status;
        report.answer = answer->body.substr(0, kShownAnswer);
    }
    return report;
}

}  // namespace

TrialReport tryHttp(const AppDestinations& app, std::size_t index, const Clock& clock) {
    const HttpDestination& to = app.http.at(index);
    OutboxMessage message;
    message.event = testEvent(app, clock, json::object());
    message.form = kEventForm;
    HttpRequest request = httpRequest(message, app, index);
    if (to.counts || !to.alarms) {
        // What a receiver of counts knows, without a number: no data is not zero.
        Event count = message.event;
        count.type = "count";
        json body = manualBody(count, app);
        body["Event"] = "Test";
        request.body = toText(body);
    }
    return ask(std::move(request), clock);
}

TrialReport tryHttpAlarm(const AppDestinations& app, std::size_t index, const Clock& clock) {
    const Event event = testEvent(app, clock, {{"state", "test"}, {"area", 1}, {"name", "Test"}});
    return ask(httpAlarmRequest(app.httpAlarms.at(index), event), clock);
}

TrialReport tryTcpAlarm(const AppDestinations& app, std::size_t index, const Clock& clock) {
    const TcpAlarmDestination& to = app.tcpAlarms.at(index);
    const Event event = testEvent(app, clock, {{"state", "test"}});
    AlarmCall call{to.host, to.port, event.id, alarmLine(event, app), true};
    const Instant began = clock.now();
    asio::io_context context{1};
    Result<std::string> answer = failure(Error::Kind::Internal, "not called");
    asio::co_spawn(
        context,
        [&]() -> asio::awaitable<void> {
            answer = co_await makeAlarmCall(context.get_executor(), std::move(call));
        },
        asio::detached);
    context.run();
    TrialReport report;
    report.time = clock.now() - began;
    report.ok = answer.has_value();
    if (answer) {
        report.answer = answer->substr(0, kShownAnswer);
    } else {
        report.reason = answer.error();
    }
    return report;
}

}  // namespace ocellus
