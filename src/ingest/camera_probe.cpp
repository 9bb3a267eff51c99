// SPDX-License-Identifier: Apache-2.0
#include "ingest/camera_probe.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>
#include <utility>

#include "image/jpeg_quality.h"
#include "ingest/make_source.h"
#include "ingest/probe_verdict.h"
#include "ingest/source_template.h"
#include "net/address_policy.h"
#include "net/resolver.h"
#include "net/url.h"

namespace ocellus {

namespace asio = boost::asio;

// Listens to a source for a while. Its own handlers keep it alive until they have run.
class CameraProbe::Watch final : public SourceListener,
                                 public std::enable_shared_from_this<CameraProbe::Watch> {
public:
    Watch(asio::io_context& context, const Clock& clock, SourceSettings settings, ProbeTimes times)
        : context_(context), clock_(clock), settings_(std::move(settings)), times_(times), timer_(context) {}

    void start(Callback callback) {
        callback_ = std::move(callback);
        report_.url = shownSource(settings_.url, {settings_.username, settings_.password, settings_.channel});
        asio::co_spawn(context_, begin(shared_from_this()), asio::detached);
    }

    void leave() {
        callback_ = nullptr;
        timer_.cancel();
        source_.reset();
    }

    void onPicture(PicturePtr picture) override {
        if (++pictures_ == 1) {
            first_ = picture->received;
            report_.latency = toSeconds(clock_.now() - asked_);
            endAfter(times_.measure);
        }
        last_ = picture->received;
        bytes_ += picture->bytes.size;
        report_.picture = std::move(picture);
    }

    void onState(const SourceState& state) override {
        if (state.phase == SourceState::Phase::Down) {
            reason_ = state.reason;
            endAfter(Duration{});  // not from within the source's own call
        }
    }

private:
    static asio::awaitable<void> begin(std::shared_ptr<Watch> self) {
        co_await asio::post(asio::use_awaitable);
        self->reason_ = co_await self->forbidden();
        if (!self->callback_) {
            co_return;
        }
        if (!self->reason_) {
            auto source = makeSource(self->context_, self->clock_, self->settings_, *self);
            if (source) {
                self->source_ = *std::move(source);
                self->asked_ = self->clock_.now();
                self->source_->start();
                self->endAfter(self->times_.patience);
                co_return;
            }
            self->reason_ = source.error();
        }
        self->end();
    }

    // Why this address may not be asked at all.
    asio::awaitable<std::optional<Error>> forbidden() {
        const Result<Url> url = parseUrl(
            filledSource(settings_.url, {settings_.username, settings_.password, settings_.channel}));
        if (!url) {
            co_return std::nullopt;  // a file, or nonsense: makeSource() says which
        }
        auto& resolver = asio::use_service<Resolver>(context_);
        const auto addresses = co_await resolver.resolve(url->host, times_.patience);
        if (!addresses) {
            co_return addresses.error();
        }
        if (std::any_of(addresses->begin(), addresses->end(), isOffLimits)) {
            co_return Error{
                Error::Kind::BadInput, url->host + " is not an address at which a camera may be tried",
                "give the camera an address of your network, not one that begins with 169.254 or fe80"};
        }
        co_return std::nullopt;
    }

    void endAfter(Duration wait) {
        timer_.expires_after(wait);
        timer_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
            if (!error) {
                self->end();
            }
        });
    }

    void end() {
        if (!callback_) {
            return;
        }
        const SourceStatistics statistics = source_ ? source_->statistics() : SourceStatistics{};
        source_.reset();
        report_.ok = pictures_ > 0;
        if (report_.ok) {
            report_.width = report_.picture->width;
            report_.height = report_.picture->height;
            const double seconds = toSeconds(last_ - first_);
            report_.rate = seconds > 0 ? static_cast<double>(pictures_ - 1) / seconds : 0;
            weigh(statistics);
        }
        report_.certificate = statistics.certificate;
        report_.reconnects = statistics.reconnects;
        report_.reason = reason_;
        judge(report_, settings_, statistics, reason_);
        std::exchange(callback_, nullptr)(std::move(report_));
    }

    // What the pictures weigh: as they came, or, of video, what came over the wire for each.
    void weigh(const SourceStatistics& statistics) {
        if (report_.picture->format == PictureFormat::Jpeg) {
            report_.bytes = bytes_ / pictures_;
            report_.bytesPerSecond = report_.rate * static_cast<double>(report_.bytes);
            report_.quality = estimateJpegQuality(report_.picture->bytes.view()).value_or(0);
            return;
        }
        const double watched = toSeconds(clock_.now() - asked_) - report_.latency;
        report_.bytesPerSecond = watched > 0 ? static_cast<double>(statistics.bytes) / watched : 0;
        report_.bytes =
            report_.rate > 0 ? static_cast<std::size_t>(report_.bytesPerSecond / report_.rate) : 0;
    }

    asio::io_context& context_;
    const Clock& clock_;
    SourceSettings settings_;
    ProbeTimes times_;
    asio::steady_timer timer_;
    Callback callback_;
    std::unique_ptr<Source> source_;
    ProbeReport report_;
    std::optional<Error> reason_;
    Instant asked_;
    Instant first_;
    Instant last_;
    std::size_t pictures_ = 0;
    std::size_t bytes_ = 0;
};

CameraProbe::CameraProbe(asio::io_context& context, const Clock& clock, SourceSettings settings,
                         ProbeTimes times)
    : watch_(std::make_shared<Watch>(context, clock, std::move(settings), times)) {}

CameraProbe::~CameraProbe() {
    watch_->leave();
}

void CameraProbe::start(Callback callback) {
    watch_->start(std::move(callback));
}

ProbeReport probeCamera(asio::io_context& context, const Clock& clock, SourceSettings settings,
                        ProbeTimes times) {
    // Shared with the network thread, which may still be inside set_value() when the report is here.
    const auto promise = std::make_shared<std::promise<ProbeReport>>();
    std::future<ProbeReport> report = promise->get_future();
    asio::post(context, [&context, &clock, promise, times, settings = std::move(settings)]() mutable {
        const auto probe = std::make_shared<std::unique_ptr<CameraProbe>>();
        *probe = std::make_unique<CameraProbe>(context, clock, std::move(settings), times);
        (*probe)->start([probe, promise](ProbeReport result) {
            probe->reset();
            promise->set_value(std::move(result));
        });
    });
    return report.get();
}

}  // namespace ocellus
