// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/result_panel.h"

#include <sodium.h>

#include <array>
#include <string>

#include "ingest/probe_verdict.h"
#include "ingest/source_template.h"

namespace ocellus {
namespace {

using nlohmann::json;

// RELAY-31: a picture a second; one that is missing may be a slow camera's, a few are not.
constexpr Duration kFresh = std::chrono::seconds{5};

std::string base64(std::span<const std::uint8_t> bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

}  // namespace

ProbeReport reportOf(const SourceSettings& source, const CameraStatus& status, int quality, Instant now) {
    ProbeReport report;
    report.url = shownSource(source.url, {source.username, source.password, source.channel});
    const bool fresh = status.captured && now - *status.captured < kFresh;
    report.ok = status.state.phase == SourceState::Phase::Up && fresh;
    report.certificate = status.source.certificate;
    report.reconnects = status.source.reconnects;
    if (report.ok) {
        report.width = status.width;
        report.height = status.height;
        report.rate = status.rate;
        report.bytesPerSecond = status.bytesPerSecond;
        report.bytes = status.bytes;
        report.quality = quality;
        report.latency = status.source.latency;
    }
    std::optional<Error> reason = status.state.reason;
    if (!report.ok && !reason) {
        const bool idle = status.state.phase == SourceState::Phase::Idle;
        reason = Error{Error::Kind::Unavailable,
                       idle ? "nobody wants its picture at the moment" : "the camera is being asked",
                       idle ? "open its live view" : "wait a moment"};
    }
    judge(report, source, status.source, reason);
    return report;
}

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
            {"reconnects", report.reconnects},
            {"verdict", std::move(verdict)},
            {"picture", picture ? json(base64(picture->picture()->bytes.view())) : json(nullptr)}};
}

}  // namespace ocellus
