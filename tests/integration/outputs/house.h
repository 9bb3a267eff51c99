// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "outputs/outputs.h"
#include "storage/store.h"

namespace ocellus::test {

// Store, network thread and outputs as the daemon puts them together, with one camera, `gate`.
class House {
public:
    explicit House(const std::filesystem::path& folder,
                   const std::optional<BrokerSettings>& broker = std::nullopt, StorageLimits limits = {},
                   const Clock& clock = machineClock())
        : clock_(clock), network_([this] { context_.run(); }) {
        auto store = Store::open(folder, clock_, limits);
        error_ = store ? "" : store.error().text();
        if (!store) {
            return;
        }
        store_ = std::move(*store);
        auto outputs = Outputs::open(*store_, context_, clock_, broker);
        error_ = outputs ? "" : outputs.error().text();
        outputs_ = outputs ? std::move(*outputs) : nullptr;
    }

    House(const House&) = delete;
    House& operator=(const House&) = delete;

    ~House() {
        outputs_.reset();
        guard_.reset();
        network_.join();
    }

    [[nodiscard]] const std::string& error() const { return error_; }

    [[nodiscard]] Store& store() { return *store_; }

    [[nodiscard]] Outputs& outputs() { return *outputs_; }

    // An event of the app, sent wherever the settings say.
    void record(const std::string& type, nlohmann::json fields = nlohmann::json::object(),
                std::function<void(const Event&)> stored = {}) {
        EventDraft draft;
        draft.camera = "gate";
        draft.app = "occupancy";
        draft.type = type;
        draft.time = clock_.wallNow();
        draft.fields = std::move(fields);
        draft.kept = type != "count";
        draft.routes = outputs_->routes("gate", "occupancy", type, [](Duration) { return true; });
        draft.stored = std::move(stored);
        store_->recorder().record(std::move(draft));
    }

    [[nodiscard]] OutputState state(const std::string& destination) {
        for (OutputState& state : outputs_->states()) {
            if (state.destination == destination) {
                return std::move(state);
            }
        }
        return {};
    }

private:
    static const Clock& machineClock() {
        static const SystemClock kClock;
        return kClock;
    }

    const Clock& clock_;
    boost::asio::io_context context_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_{context_.get_executor()};
    std::thread network_;
    std::string error_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<Outputs> outputs_;
};

}  // namespace ocellus::test
