// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "outputs/destinations.h"
#include "outputs/http/http_sender.h"
#include "outputs/output.h"

namespace ocellus {

// HTTP alarm notification as recorders and VMS take it from cameras: a GET of an address that the user wrote,
// or a POST where there is a body, both templates (http/alarm_template.h). Unless {id} is in it the message
// carries no id of ours, so a repeat after a lost answer cannot be told from a new alarm. Thread-safe.
class HttpAlarmOutput final : public Output {
public:
    HttpAlarmOutput(std::shared_ptr<HttpSender> sender, AppDestinations app, std::size_t index)
        : sender_(std::move(sender)), app_(std::move(app)), index_(index) {}

    void deliver(const OutboxMessage& message, Delivered done) override;

private:
    std::shared_ptr<HttpSender> sender_;
    AppDestinations app_;
    std::size_t index_;
};

// The request that tells a receiver of one alarm.
[[nodiscard]] HttpRequest httpAlarmRequest(const HttpAlarmDestination& to, const Event& alarm);

}  // namespace ocellus
