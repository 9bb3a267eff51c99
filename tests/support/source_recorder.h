// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <vector>

#include "ingest/source.h"

namespace ocellus::test {

// Keeps what a source tells.
class SourceRecorder final : public SourceListener {
public:
    void onPicture(PicturePtr picture) override { pictures.push_back(std::move(picture)); }

    void onState(const SourceState& state) override { states.push_back(state); }

    [[nodiscard]] SourceState::Phase phase() const {
        return states.empty() ? SourceState::Phase::Idle : states.back().phase;
    }

    // The last reason of a Down, as the user reads it.
    [[nodiscard]] std::string reason() const {
        for (auto state = states.rbegin(); state != states.rend(); ++state) {
            if (state->reason) {
                return state->reason->text();
            }
        }
        return {};
    }

    std::vector<PicturePtr> pictures;
    std::vector<SourceState> states;
};

// Runs the network thread's work here until `condition` holds; false when it does not within `limit`.
template <class Condition>
bool runUntil(boost::asio::io_context& context, Condition condition,
              std::chrono::milliseconds limit = std::chrono::seconds{5}) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= end) {
            return false;
        }
        context.restart();
        context.run_one_for(std::chrono::milliseconds{5});
    }
    return true;
}

}  // namespace ocellus::test
