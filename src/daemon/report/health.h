// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace ocellus {

// One thing that `doctor` and the system page say of the machine: how it stands and what to change.
struct Finding {
    enum class Level { Good, Warning, Bad };
    Level level = Level::Good;
    std::string topic;  // disk, memory, processor, port, model, media, camera
    std::string message;
    std::string remedy;
};

[[nodiscard]] nlohmann::json toJson(const Finding& finding);

struct DiskSpace {
    std::uint64_t freeBytes = 0;
    std::uint64_t usedBytes = 0;  // of the folder itself
};

// Reads the disk: not for the network thread.
[[nodiscard]] DiskSpace diskSpace(const std::filesystem::path& folder);

[[nodiscard]] Finding checkProcessor();
[[nodiscard]] Finding checkMemory();
// Whether the data folder can be written and has room.
[[nodiscard]] Finding checkDisk(const std::filesystem::path& folder);
// Whether "127.0.0.1:8080" can be listened on; `listener` is its name in the configuration.
[[nodiscard]] Finding checkPort(const std::string& listener, const std::string& address);

}  // namespace ocellus
