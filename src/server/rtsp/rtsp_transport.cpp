// SPDX-License-Identifier: Apache-2.0
#include "server/rtsp/rtsp_transport.h"

#include <charconv>

#include "base/text.h"

namespace ocellus {
namespace {

constexpr std::uint16_t kLeastPort = 1024;  // below it, services that did not ask for video

// "5000-5001", "5000": then the next one is meant.
std::optional<std::pair<std::uint16_t, std::uint16_t>> readRange(std::string_view text) {
    const auto number = [](std::string_view digits) -> std::optional<std::uint16_t> {
        std::uint16_t value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc{} || end != digits.data() + digits.size() || digits.empty()) {
            return std::nullopt;
        }
        return value;
    };
    const std::size_t dash = text.find('-');
    const auto first = number(text.substr(0, dash));
    if (!first || *first == UINT16_MAX) {
        return std::nullopt;
    }
    const auto second = dash == std::string_view::npos
                            ? std::optional<std::uint16_t>(static_cast<std::uint16_t>(*first + 1))
                            : number(text.substr(dash + 1));
    if (!second) {
        return std::nullopt;
    }
    return std::pair{*first, *second};
}

std::string_view takeUntil(std::string_view& text, char stop) {
    const std::size_t at = text.find(stop);
    const std::string_view part = trim(text.substr(0, at));
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return part;
}

std::optional<RtspTransport> readOffer(std::string_view offer, std::uint8_t freeChannel) {
    const std::string_view profile = takeUntil(offer, ';');
    RtspTransport transport;
    transport.interleaved = equalIgnoringCase(profile, "RTP/AVP/TCP");
    if (!transport.interleaved && !equalIgnoringCase(profile, "RTP/AVP") &&
        !equalIgnoringCase(profile, "RTP/AVP/UDP")) {
        return std::nullopt;
    }
    transport.first = freeChannel;
    transport.second = static_cast<std::uint16_t>(freeChannel + 1);
    bool hasPorts = false;
    while (!offer.empty()) {
        std::string_view value = takeUntil(offer, ';');
        const std::string_view name = takeUntil(value, '=');
        if (equalIgnoringCase(name, "multicast")) {
            return std::nullopt;
        }
        const bool channels = transport.interleaved && equalIgnoringCase(name, "interleaved");
        const bool ports = !transport.interleaved && equalIgnoringCase(name, "client_port");
        if (!channels && !ports) {
            continue;
        }
        const auto range = readRange(value);
        if (!range || (channels && (range->first > 255 || range->second > 255)) ||
            (ports && (range->first < kLeastPort || range->second < kLeastPort))) {
            return std::nullopt;
        }
        transport.first = range->first;
        transport.second = range->second;
        hasPorts = hasPorts || ports;
    }
    return transport.interleaved || hasPorts ? std::optional(transport) : std::nullopt;
}

}  // namespace

std::optional<RtspTransport> chooseTransport(std::string_view field, std::uint8_t freeChannel) {
    while (!field.empty()) {
        if (const auto transport = readOffer(takeUntil(field, ','), freeChannel)) {
            return transport;
        }
    }
    return std::nullopt;
}

}  // namespace ocellus
