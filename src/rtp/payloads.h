// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ocellus::rtp {

// What fits into one packet beside the headers of IP, UDP and RTP, with room for tunnels.
inline constexpr std::size_t kPayloadBytes = 1400;

// The RTP payloads of one picture or document, in order, one after the other in one piece of memory. The last
// one is sent with the marker. Thread-compatible.
class Payloads {
public:
    // One payload made of two parts.
    void add(std::span<const std::uint8_t> head, std::span<const std::uint8_t> rest) {
        bytes_.insert(bytes_.end(), head.begin(), head.end());
        bytes_.insert(bytes_.end(), rest.begin(), rest.end());
        ends_.push_back(bytes_.size());
    }

    [[nodiscard]] std::size_t size() const { return ends_.size(); }

    [[nodiscard]] std::size_t bytes() const { return bytes_.size(); }

    [[nodiscard]] std::span<const std::uint8_t> at(std::size_t index) const {
        const std::size_t begin = index == 0 ? 0 : ends_.at(index - 1);
        return std::span{bytes_}.subspan(begin, ends_.at(index) - begin);
    }

private:
    std::vector<std::uint8_t> bytes_;
    std::vector<std::size_t> ends_;
};

}  // namespace ocellus::rtp
