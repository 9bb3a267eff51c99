// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

#include "base/result.h"

namespace ocellus {

// Clips on which settings are tried: files in the folder `clips` of the data folder, sent there in pieces or
// put there by hand. Bounded: one clip, and all of them. Thread-safe; for worker threads.
class ClipShelf {
public:
    static constexpr std::uint64_t kLargestClip = std::uint64_t{256} << 20;
    static constexpr std::uint64_t kAllClips = std::uint64_t{1} << 30;

    explicit ClipShelf(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // [{name, bytes}], by name.
    [[nodiscard]] nlohmann::json list() const;
    // The file of a whole clip; NotFound.
    [[nodiscard]] Result<std::filesystem::path> find(const std::string& name) const;
    // One piece, {name, bytes (of the whole), offset, data (base64)}; they come in order. Answers {name,
    // received, complete}.
    [[nodiscard]] Result<nlohmann::json> add(const nlohmann::json& piece);
    [[nodiscard]] Result<void> remove(const std::string& name);

private:
    std::filesystem::path folder_;
    mutable std::mutex mutex_;
};

}  // namespace ocellus
