// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "outputs/destinations.h"
#include "outputs/http/http_sender.h"
#include "outputs/output.h"

namespace ocellus {

// HTTP alarm notification as recorders and VMS take it from cameras: a GET of an address that the user wrote,
// in which %alrmsrc2 (also %alarmsrc2, %almsrc2) stands for the alarm's id as two hex digits: zones 1 to 4
// are 62 to 65. The message carries no id of ours, so a repeat after a lost answer cannot be told from a new
// alarm. Thread-safe.
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

// The question that tells a receiver of one alarm.
[[nodiscard]] HttpRequest httpAlarmRequest(const HttpAlarmDestination& to, int messageId);

// The template with its marks replaced.
[[nodiscard]] std::string filledAlarmUrl(const std::string& url, int messageId);

}  // namespace ocellus
