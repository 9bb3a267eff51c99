// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "apps/app.h"
#include "daemon/camera/camera_metrics.h"
#include "gate/publishable.h"

namespace ocellus {

// What an app on a camera said, on its way to storage and from there to its receivers.
struct JournalEntry {
    std::string camera;
    std::string app;
    AppEvent event;
    std::optional<Publishable> picture;  // to be kept with the event
    Instant received;                    // when the last byte of its picture was read; zero: there was none
    std::shared_ptr<CameraMetrics> metrics;
};

// Where events go. Thread-safe; does not block, since analysis threads call it.
class Journal {
public:
    virtual ~Journal() = default;
    virtual void record(JournalEntry entry) = 0;
};

}  // namespace ocellus
