// SPDX-License-Identifier: Apache-2.0
#include "ingest/probe_verdict.h"

#include <cmath>

#include "ingest/vendor_presets.h"
#include "net/url.h"

namespace ocellus {
namespace {

using Level = ProbeFinding::Level;

// RELAY-33: the recommended band.
constexpr double kLowestRate = 4.0;
constexpr double kHighestRate = 6.0;

std::string withOneDigit(double value) {
    const double rounded = std::round(value * 10) / 10;
    std::string text = std::to_string(rounded);
    return text.substr(0, text.find('.') + 2);
}

// What is known of where this maker's cameras are set, after what to set.
std::string withAdvice(std::string remedy, const SourceSettings& settings) {
    const auto url = parseUrl(settings.url);
    if (!url) {
        return remedy;  // a file has no menus
    }
    const Vendor* vendor = vendorOf(url->target, url->port);
    if (vendor == nullptr) {
        return remedy.append(" (on the camera's own web page, mostly under Video, Image or Stream)");
    }
    return remedy.append(" (").append(vendor->name).append(": ").append(vendor->advice).append(")");
}

ProbeFinding judgeSize(const ProbeReport& report, const SourceSettings& settings) {
    const std::string size = std::to_string(report.width) + "x" + std::to_string(report.height);
    const bool usual =
        (report.width == 1920 && report.height == 1080) || (report.width == 1280 && report.height == 720);
    if (usual) {
        return {Level::Good, "the picture is " + size, ""};
    }
    if (report.height < 480) {
        return {Level::Warning, "the picture is only " + size + ": people far off are too small to be found",
                withAdvice("set the camera to 1920x1080 or 1280x720", settings)};
    }
    return {Level::Good,
            "the picture is " + size + ", which is accepted; 1920x1080 and 1280x720 are the usual sizes", ""};
}

ProbeFinding judgeRate(const ProbeReport& report, const SourceSettings& settings) {
    if (report.rate <= 0) {
        return {Level::Warning, "only one picture came while measuring",
                withAdvice("set the camera to 5 pictures a second", settings)};
    }
    const std::string rate = withOneDigit(report.rate) + " pictures a second come";
    if (report.rateOk) {
        return {Level::Good, rate, ""};
    }
    if (report.rate > kHighestRate) {
        return {Level::Warning, rate + ", which is accepted; more than 5 only load the network",
                withAdvice("set the camera to 5 pictures a second", settings)};
    }
    if (settings.mode == SourceMode::Jpeg) {
        return {Level::Warning, rate + ": the camera does not give single pictures faster",
                "choose the mode mjpeg if the camera has an MJPEG stream"};
    }
    return {Level::Warning, rate + ": short events may be missed",
            withAdvice("set the camera to 5 pictures a second; if it stays low, lower its MJPEG bit rate",
                       settings)};
}

void judgeCompression(ProbeReport& report, const SourceSettings& settings) {
    if (report.quality == 0) {
        return;
    }
    const std::string quality = "JPEG quality is about " + std::to_string(report.quality);
    if (report.quality < 40) {
        report.verdict.push_back({Level::Warning, quality + ": blocks hide small people",
                                  withAdvice("raise it to 60 to 85", settings)});
    } else if (report.quality > 95) {
        report.verdict.push_back({Level::Warning, quality + ": it costs network and nothing is gained",
                                  withAdvice("lower it to 60 to 85", settings)});
    } else {
        report.verdict.push_back({Level::Good, quality, ""});
    }
}

void judgeTrust(ProbeReport& report, const SourceSettings& settings) {
    const bool unchecked = settings.tls == TlsPolicy::Accept || settings.tls == TlsPolicy::Legacy;
    if (unchecked && !report.certificate.empty()) {
        report.verdict.push_back({Level::Warning, "the camera's certificate is not checked",
                                  "choose the TLS policy pin: it is then tied to this camera"});
    }
}

}  // namespace

void judge(ProbeReport& report, const SourceSettings& settings, const SourceStatistics& statistics,
           const std::optional<Error>& reason) {
    if (!report.ok) {
        const Error why = reason.value_or(Error{Error::Kind::Timeout, "no picture came in time",
                                                "check the address, and that the camera's stream is on"});
        report.verdict.push_back({Level::Bad, why.message, why.remedy});
    } else {
        report.rateOk = report.rate >= kLowestRate && report.rate <= kHighestRate;
        report.verdict.push_back(judgeSize(report, settings));
        report.verdict.push_back(judgeRate(report, settings));
        judgeCompression(report, settings);
        judgeTrust(report, settings);
        if (reason) {
            report.verdict.push_back(
                {Level::Warning, "the stream ended while measuring: " + reason->message, reason->remedy});
        }
    }
    for (const auto& [kind, count] : statistics.pictureErrors) {
        report.verdict.push_back({Level::Warning,
                                  std::to_string(count) + " pictures arrived broken (" + kind + ")",
                                  "check cables and wireless links, and lower the camera's bit rate"});
    }
}

}  // namespace ocellus
