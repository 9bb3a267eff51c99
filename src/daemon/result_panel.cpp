// SPDX-License-Identifier: Apache-2.0
#include "daemon/result_panel.h"

#include <sodium.h>

#include <array>
#include <string>

namespace ocellus {
namespace {

using nlohmann::json;

std::string base64(std::span<const std::uint8_t> bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

}  // namespace

json resultPanel(const ProbeReport& report, const std::optional<Publishable>& picture) {
    static constexpr std::array kLevels{"good", "warning", "bad"};
    json verdict = json::array();
    for (const ProbeFinding& finding : report.verdict) {
        verdict.push_back({{"level", kLevels.at(static_cast<std::size_t>(finding.level))},
                           {"message", finding.message},
                           {"remedy", finding.remedy}});
    }
    return {{"url", report.url},
            {"ok", report.ok},
            {"width", report.width},
            {"height", report.height},
            {"rate", report.rate},
            {"rate_ok", report.rateOk},
            {"bytes_per_second", report.bytesPerSecond},
            {"bytes", report.bytes},
            {"quality", report.quality > 0 ? json(report.quality) : json(nullptr)},
            {"latency", report.ok ? json(report.latency) : json(nullptr)},
            {"certificate", report.certificate},
            {"verdict", std::move(verdict)},
            {"picture", picture ? json(base64(picture->picture()->bytes.view())) : json(nullptr)}};
}

}  // namespace ocellus
