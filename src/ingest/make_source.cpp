// SPDX-License-Identifier: Apache-2.0
#include "ingest/make_source.h"

#include "base/text.h"
#include "ingest/http_source.h"
#include "ingest/source_template.h"
#include "ingest/worker_source.h"
#include "net/url.h"

namespace ocellus {

Result<std::unique_ptr<Source>> makeSource(boost::asio::io_context& context, const Clock& clock,
                                           SourceSettings settings, SourceListener& listener) {
    settings.url = filledSource(settings.url, {settings.username, settings.password, settings.channel});
    const std::string scheme = toLower(settings.url.substr(0, settings.url.find(':')));
    if (scheme == "http" || scheme == "https") {
        return makeHttpSource(context, clock, std::move(settings), listener);
    }
    if (scheme == "rtsp" || scheme == "rtsps" || scheme == "file") {
        return makeWorkerSource(context, clock, std::move(settings), listener);
    }
    return failure(Error::Kind::BadInput,
                   "source " + redactUrl(settings.url) + " has no scheme that is known here",
                   "begin it with http://, https://, rtsp://, rtsps:// or file:");
}

}  // namespace ocellus
