// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "daemon/registry/camera_book.h"
#include "daemon/trials/clip_shelf.h"
#include "daemon/trials/clip_trial.h"
#include "server/clip_host.h"

namespace ocellus {

// Runs trials of settings on clips, one at a time, and keeps the last few results. Thread-safe.
class TrialDesk final : public ClipHost {
public:
    static constexpr std::size_t kKept = 8;

    TrialDesk(std::filesystem::path clips, const CameraBook& book, std::shared_ptr<DetectorModel> model)
        : shelf_(std::move(clips)), book_(book), model_(std::move(model)) {}

    [[nodiscard]] nlohmann::json clips() override { return shelf_.list(); }

    [[nodiscard]] Result<nlohmann::json> addClipPiece(const nlohmann::json& piece) override {
        return shelf_.add(piece);
    }

    [[nodiscard]] Result<void> removeClip(const std::string& name) override { return shelf_.remove(name); }

    // `wanted`: {clip, settings}.
    [[nodiscard]] Result<nlohmann::json> startTrial(const std::string& camera,
                                                    const nlohmann::json& wanted) override;
    [[nodiscard]] Result<nlohmann::json> trial(const std::string& camera, const std::string& id) override;
    [[nodiscard]] Result<void> endTrial(const std::string& camera, const std::string& id) override;

private:
    struct Entry {
        std::string id;
        std::unique_ptr<ClipTrial> trial;
    };

    using Place = std::list<Entry>::iterator;

    [[nodiscard]] Result<Place> find(const std::string& camera, const std::string& id);

    ClipShelf shelf_;
    const CameraBook& book_;
    std::shared_ptr<DetectorModel> model_;
    std::mutex mutex_;
    std::list<Entry> trials_;  // the newest first
};

}  // namespace ocellus
