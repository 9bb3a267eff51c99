// SPDX-License-Identifier: Apache-2.0
#include "server/api/rendition_query.h"

#include <array>
#include <charconv>

#include "base/text.h"
#include "server/live/rate_limit.h"

namespace ocellus {
namespace {

constexpr int kLeastSide = 16;
constexpr int kMostSide = 8192;
// Of i-PRO's ten levels, finest first.
constexpr std::array kLevels{95, 90, 85, 80, 75, 70, 60, 50, 40, 30};

std::optional<int> wholeNumber(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

Result<void> readResolution(const std::string& text, RenditionWish& wish) {
    const std::size_t by = text.find_first_of("xX");
    const auto width =
        by == std::string::npos ? std::nullopt : wholeNumber(std::string_view(text).substr(0, by));
    const auto height =
        by == std::string::npos ? std::nullopt : wholeNumber(std::string_view(text).substr(by + 1));
    const auto inRange = [](const std::optional<int>& side) {
        return side && *side >= kLeastSide && *side <= kMostSide;
    };
    if (!inRange(width) || !inRange(height)) {
        return failure(Error::Kind::BadInput, "resolution is no size of a picture", "write it as 1280x720");
    }
    wish.width = *width;
    wish.height = *height;
    return {};
}

Result<void> readQuality(const std::string& text, RenditionWish& wish) {
    constexpr std::array<std::pair<std::string_view, int>, 3> kWords{
        {{"motion", 50}, {"standard", 75}, {"clarity", 90}}};
    for (const auto& [word, quality] : kWords) {
        if (equalIgnoringCase(text, word)) {
            wish.quality = quality;
            return {};
        }
    }
    const auto number = wholeNumber(text);
    if (!number || *number < 0 || *number > 100) {
        return failure(Error::Kind::BadInput, "quality is none that is known here",
                       "write 0 (finest) to 9, or 10 to 100 as JPEG's own");
    }
    wish.quality = *number < 10 ? kLevels.at(static_cast<std::size_t>(*number)) : *number;
    return {};
}

}  // namespace

Result<RenditionWish> readRenditionWish(const Call& call) {
    const Query& query = call.request.target.query;
    RenditionWish wish;
    for (const char* name : {"resolution", "Resolution"}) {
        if (const auto text = query.find(name)) {
            if (const auto read = readResolution(*text, wish); !read) {
                return tl::unexpected(read.error());
            }
        }
    }
    for (const char* name : {"quality", "Quality"}) {
        if (const auto text = query.find(name)) {
            if (const auto read = readQuality(*text, wish); !read) {
                return tl::unexpected(read.error());
            }
        }
    }
    const auto rate = call.number("frame", RateLimit::kLeast, RateLimit::kMost);
    if (!rate) {
        return tl::unexpected(rate.error());
    }
    wish.rate = rate->value_or(0);
    return wish;
}

}  // namespace ocellus
