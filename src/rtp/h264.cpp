// SPDX-License-Identifier: Apache-2.0
#include "rtp/h264.h"

#include <algorithm>
#include <array>

namespace ocellus::rtp {
namespace {

constexpr std::uint8_t kSequenceParameters = 7;
constexpr std::uint8_t kPictureParameters = 8;
constexpr std::uint8_t kDelimiter = 9;
constexpr std::uint8_t kFragment = 28;  // FU-A
constexpr std::uint8_t kTypeBits = 0x1f;
constexpr std::uint8_t kFirst = 0x80;
constexpr std::uint8_t kLast = 0x40;

std::uint8_t typeOf(std::span<const std::uint8_t> unit) {
    return unit.front() & kTypeBits;
}

void addFragments(std::span<const std::uint8_t> unit, std::size_t mostBytes, Payloads& payloads) {
    const std::uint8_t indicator = (unit.front() & 0xe0U) | kFragment;
    const std::uint8_t type = typeOf(unit);
    std::span<const std::uint8_t> rest = unit.subspan(1);
    std::uint8_t first = kFirst;
    while (!rest.empty()) {
        const std::size_t count = std::min(rest.size(), mostBytes - 2);
        const std::uint8_t last = count == rest.size() ? kLast : 0;
        const std::array<std::uint8_t, 2> head{indicator, static_cast<std::uint8_t>(first | last | type)};
        payloads.add(head, rest.first(count));
        rest = rest.subspan(count);
        first = 0;
    }
}

}  // namespace

std::string H264Parameters::profileLevelId() const {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 1; i < 4 && i < sequence.size(); ++i) {
        text += kDigits[sequence[i] >> 4U];
        text += kDigits[sequence[i] & 0xfU];
    }
    return text;
}

std::vector<std::span<const std::uint8_t>> nalUnits(std::span<const std::uint8_t> stream) {
    static constexpr std::array<std::uint8_t, 3> kStart{0, 0, 1};
    std::vector<std::span<const std::uint8_t>> units;
    auto begin = std::search(stream.begin(), stream.end(), kStart.begin(), kStart.end());
    while (begin != stream.end()) {
        begin += kStart.size();
        const auto next = std::search(begin, stream.end(), kStart.begin(), kStart.end());
        auto end = next;
        while (end != begin && *(end - 1) == 0) {
            --end;  // the next start code's own zero, or padding: no unit ends in one
        }
        if (end != begin) {
            units.emplace_back(begin, end);
        }
        begin = next;
    }
    return units;
}

std::optional<H264Parameters> parametersIn(std::span<const std::uint8_t> stream) {
    H264Parameters found;
    for (const auto unit : nalUnits(stream)) {
        if (typeOf(unit) == kSequenceParameters) {
            found.sequence.assign(unit.begin(), unit.end());
        } else if (typeOf(unit) == kPictureParameters) {
            found.picture.assign(unit.begin(), unit.end());
        }
    }
    if (found.sequence.size() < 4 || found.picture.empty()) {
        return std::nullopt;
    }
    return found;
}

Payloads packetizeH264(std::span<const std::uint8_t> stream, std::size_t mostBytes) {
    Payloads payloads;
    for (const auto unit : nalUnits(stream)) {
        if (typeOf(unit) == kDelimiter) {
            continue;
        }
        if (unit.size() <= mostBytes) {
            payloads.add({}, unit);
        } else {
            addFragments(unit, mostBytes, payloads);
        }
    }
    return payloads;
}

}  // namespace ocellus::rtp
