// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "server/http/service.h"

namespace ocellus {

// A camera's own port (contract, `listen:`): the bare paths of the camera CGIs mean that camera there, and
// nothing else answers. Thread-safe.
class CameraDoor final : public Service {
public:
    // `house` answers on the main ports; it outlives the door.
    CameraDoor(Service& house, std::string camera) : house_(house), camera_(std::move(camera)) {}

    void answer(Request request, std::function<void(Answer)> done) override;

    bool runOnWorker(std::function<void()> task) override { return house_.runOnWorker(std::move(task)); }

    [[nodiscard]] const HeaderFields& commonHeaders() const override { return house_.commonHeaders(); }

private:
    Service& house_;
    const std::string camera_;
};

}  // namespace ocellus
