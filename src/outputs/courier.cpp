// SPDX-License-Identifier: Apache-2.0
#include "outputs/courier.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace ocellus {
namespace {

constexpr Duration kFirstPause = std::chrono::seconds{1};
constexpr int kDoublings = 10;  // beyond any longest pause

}  // namespace

Courier::Courier(std::string destination, std::shared_ptr<Output> output, Mailbag& mailbag, Report report)
    : output_(std::move(output)), mailbag_(mailbag), report_(std::move(report)) {
    state_.destination = std::move(destination);
}

void Courier::turn(Instant now, bool woken) {
    wanted_ |= woken;
    if (underway_ || (retryAt_ && now < *retryAt_)) {
        return;
    }
    retryAt_.reset();
    if (message_) {
        send();
    } else if (wanted_ || done_) {
        advance(now);
    }
}

void Courier::advance(Instant now) {
    auto next = mailbag_.advance(state_.destination, done_);
    if (!next) {
        pause(now, next.error(), std::nullopt);
        return;
    }
    done_.reset();
    wanted_ = next->has_value();
    if (*next) {
        message_ = std::move(**next);
        refusals_ = 0;
        tries_ = 0;
        send();
    }
}

void Courier::send() {
    underway_ = true;
    output_->deliver(*message_, report_);
}

void Courier::onReport(const DeliveryReport& report, Instant now) {
    if (!underway_ || !message_) {
        return;
    }
    underway_ = false;
    using Outcome = DeliveryReport::Outcome;
    const bool givenUp = mustGiveUp(report);
    if (report.outcome != Outcome::Delivered && !givenUp) {
        pause(now, report.reason, report.retryAfter);
        return;
    }
    if (givenUp) {
        ++state_.failures;
        ++state_.refused;
        state_.up = false;
        state_.reason = report.reason.text();
        log::warn("a message was given up destination={} event={} type={} reason=\"{}\"", state_.destination,
                  message_->event.id, message_->event.type, state_.reason);
    } else {
        if (!state_.up) {
            log::info("deliveries go on destination={}", state_.destination);
        }
        state_.up = true;
        state_.reason.clear();
    }
    failuresInLine_ = 0;
    done_ = Mailbag::Done{std::move(*message_), givenUp ? Settlement::Refused : Settlement::Delivered};
    message_.reset();
    advance(now);
}

bool Courier::mustGiveUp(const DeliveryReport& report) {
    if (report.outcome == DeliveryReport::Outcome::Delivered) {
        return false;
    }
    const bool refused =
        report.outcome == DeliveryReport::Outcome::Refused && ++refusals_ >= kRefusalsPerMessage;
    const auto retries = output_->retries();
    return refused || (retries && ++tries_ > *retries);
}

void Courier::pause(Instant now, const Error& reason, std::optional<Duration> atLeast) {
    if (state_.up) {
        log::warn("deliveries wait destination={} reason=\"{}\"", state_.destination, reason.text());
    }
    ++state_.failures;
    state_.up = false;
    state_.reason = reason.text();
    Duration wait = kFirstPause * (1 << std::min(failuresInLine_++, kDoublings));
    wait = std::min(std::max(wait, atLeast.value_or(Duration{})), output_->longestPause());
    retryAt_ = now + wait;
}

}  // namespace ocellus
