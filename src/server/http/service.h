// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "server/http/answer.h"
#include "server/http/request.h"

namespace ocellus {

// Who answers requests. Called on the network thread, which it must not hold up: whatever may touch the disk
// goes to a worker.
class Service {
public:
    virtual ~Service() = default;

    // `done` may be called on any thread, once, also before this returns.
    virtual void answer(Request request, std::function<void(Answer)> done) = 0;
    // Runs the task on a worker thread; false if there are too many already.
    virtual bool runOnWorker(std::function<void()> task) = 0;
    // Fields that every answer carries: the security headers.
    [[nodiscard]] virtual const HeaderFields& commonHeaders() const = 0;
};

}  // namespace ocellus
