// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "outputs/destinations.h"
#include "outputs/http/http_sender.h"
#include "outputs/output.h"

namespace ocellus {

// POSTs messages as JSON to one receiver: our envelope, or the manual's body. Thread-safe.
class HttpOutput final : public Output {
public:
    HttpOutput(std::shared_ptr<HttpSender> sender, AppDestinations app, std::size_t index)
        : sender_(std::move(sender)), app_(std::move(app)), index_(index) {}

    void deliver(const OutboxMessage& message, Delivered done) override;

private:
    std::shared_ptr<HttpSender> sender_;
    AppDestinations app_;
    std::size_t index_;
};

// The request that carries one message.
[[nodiscard]] HttpRequest httpRequest(const OutboxMessage& message, const AppDestinations& app,
                                      std::size_t index);

// What an answer means. 2xx: delivered. 400, 406, 409 to 418, 422 and the other 4xx: this message is refused.
// What an operator can mend without the message being wrong is tried again: no answer, 401, 403, 404, 405,
// 407, 408, 421, 425, 429, redirects, 5xx.
[[nodiscard]] DeliveryReport readAnswer(const Result<HttpAnswer>& answer, const std::string& url);

}  // namespace ocellus
