// SPDX-License-Identifier: Apache-2.0
#include "outputs/mailbag.h"

namespace ocellus {

Result<std::optional<OutboxMessage>> StoreMailbag::advance(const std::string& destination,
                                                           const std::optional<Done>& done) {
    return store_.run([&](Tables& tables) -> Result<std::optional<OutboxMessage>> {
        if (done) {
            if (auto settled = tables.outbox.settle(destination, done->message, done->settlement); !settled) {
                return tl::unexpected(settled.error());
            }
        }
        return tables.outbox.next(destination);
    });
}

}  // namespace ocellus
