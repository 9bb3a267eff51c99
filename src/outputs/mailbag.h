// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "storage/outbox.h"
#include "storage/store.h"

namespace ocellus {

// How a courier gets at the outbox. Thread-safe; may wait for the disk.
class Mailbag {
public:
    struct Done {
        OutboxMessage message;
        Settlement settlement;
    };

    virtual ~Mailbag() = default;

    // Settles the message before, if there was one, and gives the next of this destination.
    [[nodiscard]] virtual Result<std::optional<OutboxMessage>> advance(const std::string& destination,
                                                                       const std::optional<Done>& done) = 0;
};

// The outbox of the store. Thread-safe.
class StoreMailbag final : public Mailbag {
public:
    explicit StoreMailbag(Store& store) : store_(store) {}

    [[nodiscard]] Result<std::optional<OutboxMessage>> advance(const std::string& destination,
                                                               const std::optional<Done>& done) override;

private:
    Store& store_;
};

}  // namespace ocellus
