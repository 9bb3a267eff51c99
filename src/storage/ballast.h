// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

namespace ocellus {

// A file of empty bytes that holds room on the disk. When the disk is full it is given back, and events go on
// in its place while somebody tidies up; it is taken again once there is room. Bound to the storage thread.
class Ballast {
public:
    Ballast(std::filesystem::path path, std::uint64_t bytes) : path_(std::move(path)), bytes_(bytes) {}

    // Takes the room where it is not taken and the disk has three times as much free.
    void take();
    // Whether there was room to give back.
    bool giveBack();

private:
    std::filesystem::path path_;
    std::uint64_t bytes_;
};

}  // namespace ocellus
