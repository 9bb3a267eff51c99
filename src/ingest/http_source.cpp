// SPDX-License-Identifier: Apache-2.0
#include "ingest/http_source.h"

#include "ingest/jpeg_pull.h"
#include "ingest/mjpeg_pull.h"

namespace ocellus {

Result<std::unique_ptr<Source>> makeHttpSource(boost::asio::io_context& context, const Clock& clock,
                                               SourceSettings settings, SourceListener& listener,
                                               HttpSourceTimes times) {
    Result<Url> url = parseUrl(settings.url);
    if (!url) {
        return tl::unexpected(url.error());
    }
    if (!url->scheme.starts_with("http")) {
        return failure(Error::Kind::BadInput, "address " + url->redacted() + " is not http or https",
                       "use an address that begins with http:// or https://");
    }
    std::shared_ptr<HttpPull> pull;
    if (settings.mode == SourceMode::Mjpeg) {
        pull = std::make_shared<MjpegPull>(context, clock, std::move(settings), *std::move(url), listener,
                                           times);
    } else {
        pull =
            std::make_shared<JpegPull>(context, clock, std::move(settings), *std::move(url), listener, times);
    }
    return asSource(std::move(pull));
}

}  // namespace ocellus
