// SPDX-License-Identifier: Apache-2.0
#include "ingest/worker_source.h"

#include <charconv>
#include <utility>

#include "base/text.h"
#include "ingest/worker_pull.h"
#include "net/url.h"

namespace ocellus {
namespace {

// %20 and the like; a lone % stays what it is.
std::string decodePercent(std::string_view text) {
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned value = 0;
        const char* digits = text.data() + at + 1;
        if (text[at] == '%' && at + 2 < text.size() &&
            std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2 && value != 0) {
            decoded += static_cast<char>(value);
            at += 2;
        } else {
            decoded += text[at];
        }
    }
    return decoded;
}

// file:///a/b, file:/a/b and file:a/b.
Result<WorkerPull::Target> fileTarget(std::string_view url) {
    std::string_view path = url.substr(url.find(':') + 1);
    if (path.starts_with("//")) {
        path.remove_prefix(2);
        path = path.starts_with("localhost/") ? path.substr(9) : path;
        if (!path.starts_with('/')) {
            return failure(Error::Kind::BadInput, "source " + std::string{url} + " names a host",
                           "write a file as file:///folder/clip.mp4");
        }
    }
    if (path.empty()) {
        return failure(Error::Kind::BadInput, "source " + std::string{url} + " names no file",
                       "write a file as file:///folder/clip.mp4");
    }
    WorkerPull::Target target;
    target.path = decodePercent(path);
    target.subject = target.path;
    return target;
}

media::Job::Trust trustOf(TlsPolicy policy) {
    switch (policy) {
        case TlsPolicy::Verify:
            return media::Job::Trust::Verify;
        case TlsPolicy::Pin:
            return media::Job::Trust::Pin;
        case TlsPolicy::Accept:
        case TlsPolicy::Legacy:
            break;
    }
    return media::Job::Trust::Accept;
}

Result<WorkerPull::Target> cameraTarget(const SourceSettings& settings) {
    const auto url = parseUrl(settings.url);
    if (!url) {
        return tl::unexpected{url.error()};
    }
    WorkerPull::Target target;
    target.subject = url->redacted();
    target.job.kind = media::Job::Kind::Rtsp;
    target.job.jpegAsIs = true;
    target.job.url = url->text();
    target.job.username = settings.username.empty() ? url->username : settings.username;
    target.job.password = settings.username.empty() ? url->password : settings.password;
    target.job.trust = trustOf(settings.tls);
    target.job.pin = toLower(settings.pinnedCertificate);
    return target;
}

}  // namespace

Result<std::unique_ptr<Source>> makeWorkerSource(boost::asio::io_context& context, const Clock& clock,
                                                 SourceSettings settings, SourceListener& listener,
                                                 WorkerSourceTerms terms) {
    const bool file = toLower(settings.url.substr(0, 5)) == "file:";
    auto target = file ? fileTarget(settings.url) : cameraTarget(settings);
    if (!target) {
        return tl::unexpected{target.error()};
    }
    if (file) {
        target->job.kind = media::Job::Kind::Clip;
        target->job.loop = true;
        target->job.jpegAsIs = true;
        target->job.picturesPerSecond = settings.picturesPerSecond;
    }
    return asSource(std::make_shared<WorkerPull>(context, clock, settings.cameraId, *std::move(target),
                                                 listener, std::move(terms)));
}

}  // namespace ocellus
