// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/camera_road.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "daemon/camera/onvif_metadata.h"
#include "daemon/live/live_header.h"
#include "image/jpeg_quality.h"
#include "ingest/make_source.h"
#include "net/url.h"

namespace ocellus {
namespace {

// How long a camera stays connected after the last viewer has left.
constexpr Duration kLinger = std::chrono::seconds{10};
// Without a picture for this long the camera is away for its apps; two pictures of one that is looked at less
// often.
constexpr Duration kAwayAfter = std::chrono::seconds{3};
// Frames of the metadata stream in which nothing is are left out for so long: the stream shows that it lives.
constexpr Duration kEmptyFrames = std::chrono::seconds{1};
// Bytes a second are counted over at least this long.
constexpr Duration kBytesWindow = std::chrono::milliseconds{900};

Instant fromMicroseconds(std::int64_t microseconds) {
    return Instant{Duration{microseconds}};
}

}  // namespace

CameraRoad::CameraRoad(Settings settings, Surroundings around, std::shared_ptr<LiveHub> viewers)
    : settings_(std::move(settings)),
      around_(std::move(around)),
      hub_(std::move(viewers)),
      pacer_(settings_.analysisRate),
      analysis_(settings_.analysis),
      counts_(settings_.id, around_.onMinute) {
    lastAnalysed_ = around_.clock.now().time_since_epoch().count();
}

CameraRoad::~CameraRoad() {
    around_.pool.withdraw(*this);
    for (const auto& app : apps_) {
        speaking_ = app.get();
        app->leave(around_.clock.now(), around_.clock.wallNow(), *this);
    }
    counts_.close(around_.clock.now());
}

void CameraRoad::close() {
    closed_ = true;
    source_.reset();
}

void CameraRoad::setApps(Apps apps) {
    const bool none = apps.empty();
    hasApps_ = !none;
    nextApps_.put(std::move(apps));
    if (none) {
        callForAnalysis();  // no picture will come to take this up: what was counted is to be closed
    }
}

void CameraRoad::tick() {
    if (closed_) {
        return;
    }
    const Instant now = around_.clock.now();
    if (hasApps_ || hub_->hasViewers()) {
        lastWanted_ = now;
    }
    const bool wanted = hasApps_ || now - lastWanted_ < kLinger;
    if (wanted && !source_) {
        auto source = makeSource(around_.network, around_.clock, settings_.source, *this);
        if (!source) {
            onState({SourceState::Phase::Down, source.error()});
            return;
        }
        source_ = std::move(*source);
    }
    if (source_ && wanted != sourceRuns_) {
        wanted ? source_->start() : source_->stop();
        sourceRuns_ = wanted;
        if (!wanted) {
            onState({SourceState::Phase::Idle, std::nullopt});
        }
    }
    if (source_) {
        const SourceStatistics statistics = source_->statistics();
        around_.metrics->reconnects(static_cast<double>(statistics.reconnects));
        for (const auto& [reason, count] : statistics.pictureErrors) {
            around_.metrics->jpegErrors(reason, static_cast<double>(count));
        }
        countBytes(now, statistics);
        keepPin(statistics);
    }
    const Duration awayAfter = std::max(kAwayAfter, fromSeconds(2 / settings_.analysisRate));
    if (hasApps_ && now - fromMicroseconds(lastAnalysed_) > awayAfter) {
        callForAnalysis();
    }
}

void CameraRoad::onPicture(PicturePtr picture) {
    around_.metrics->received.Increment();
    countRate(picture->captured);
    {
        const std::lock_guard lock{mutex_};
        ++status_.source.received;  // now, not at the next tick: what is analysed was received
        newest_ = picture;
        status_.width = picture->width;
        status_.height = picture->height;
        if (picture->format == PictureFormat::Jpeg) {
            status_.bytes = picture->bytes.size;
        }
        status_.captured = picture->captured;
    }
    relay(picture);
    if (!hasApps_) {
        showUnanalysed(picture);
        return;
    }
    if (!pacer_.admit(picture->captured)) {
        return;
    }
    if (mailbox_.put(std::move(picture))) {
        around_.metrics->skipped.Increment();
        const std::lock_guard lock{mutex_};
        ++status_.skipped;
    }
    callForAnalysis();
}

void CameraRoad::onState(const SourceState& state) {
    const bool up = state.phase == SourceState::Phase::Up;
    around_.metrics->up.Set(up ? 1 : 0);
    up ? hub_->setUp() : hub_->setDown(liveStateMessage(settings_.id, state));
    around_.onUp(settings_.id, up);
    const std::lock_guard lock{mutex_};
    status_.state = state;
    if (state.phase != SourceState::Phase::Up) {
        status_.rate = 0;
        status_.bytesPerSecond = 0;
    }
}

void CameraRoad::countRate(Instant captured) {
    const std::lock_guard lock{mutex_};
    if (status_.captured && captured > *status_.captured) {
        const double interval = toSeconds(captured - *status_.captured);
        // A mean over about the last ten pictures, of intervals and not of rates: bursts do not lift it.
        const double before = status_.rate > 0 ? 1 / status_.rate : interval;
        status_.rate = 1 / (before + 0.1 * (interval - before));
    }
}

void CameraRoad::keepPin(const SourceStatistics& statistics) {
    const bool first = settings_.source.tls == TlsPolicy::Pin && settings_.source.pinnedCertificate.empty();
    const auto url = parseUrl(settings_.source.url);
    if (first && !pinKept_ && !statistics.certificate.empty() && url) {
        pinKept_ = around_.onCertificate({settings_.id, url->peer(), statistics.certificate});
    }
}

void CameraRoad::countBytes(Instant now, const SourceStatistics& statistics) {
    const std::lock_guard lock{mutex_};
    status_.source = statistics;
    const Duration window = now - bytesCounted_;
    if (window < kBytesWindow) {
        return;
    }
    const double fresh = static_cast<double>(statistics.bytes - bytesSeen_) / toSeconds(window);
    const bool first = bytesSeen_ == 0 || status_.bytesPerSecond <= 0;
    status_.bytesPerSecond = first ? fresh : status_.bytesPerSecond + 0.3 * (fresh - status_.bytesPerSecond);
    bytesCounted_ = now;
    bytesSeen_ = statistics.bytes;
    if (newest_ && newest_->format != PictureFormat::Jpeg && status_.rate > 0) {
        status_.bytes = static_cast<std::size_t>(status_.bytesPerSecond / status_.rate);
    }
}

int CameraRoad::quality() const {
    PicturePtr picture;
    {
        const std::lock_guard lock{mutex_};
        picture = newest_;
    }
    return picture && picture->format == PictureFormat::Jpeg
               ? estimateJpegQuality(picture->bytes.view()).value_or(0)
               : 0;
}

void CameraRoad::relay(const PicturePtr& picture) {
    if (hub_->hasViewers(Host::Feed::Unconverted)) {
        hub_->publish(std::make_shared<const LiveFrame>(LiveFrame{gate_.pass(picture), {}}),
                      Host::Feed::Unconverted);
    }
    if (!hub_->hasViewers(Host::Feed::Relayed)) {
        return;
    }
    if (auto jpeg = asJpeg(picture)) {
        hub_->publish(std::make_shared<const LiveFrame>(LiveFrame{gate_.pass(std::move(*jpeg)), {}}),
                      Host::Feed::Relayed);
    }
}

void CameraRoad::showUnanalysed(const PicturePtr& picture) {
    if (!hub_->hasViewers(Host::Feed::Observed)) {
        return;
    }
    Observation nothing;
    nothing.sequence = picture->sequence;
    nothing.stamp = picture->stamp;
    nothing.width = picture->width;
    nothing.height = picture->height;
    publish(picture, nothing, {});
}

void CameraRoad::callForAnalysis() {
    if (!inLine_.exchange(true)) {
        around_.pool.enqueue(*this);
    }
}

void CameraRoad::analyse(Detector& detector) {
    takeUpApps();
    if (const auto picture = mailbox_.take()) {
        analysePicture(*picture, detector);
    } else {
        tellAway();
    }
    inLine_ = false;
    if (!mailbox_.empty()) {
        callForAnalysis();
    }
}

void CameraRoad::takeUpApps() {
    auto apps = nextApps_.take();
    if (!apps) {
        return;
    }
    const Apps before = std::exchange(apps_, std::move(*apps));
    for (const auto& old : before) {
        speaking_ = old.get();
        const auto next =
            std::ranges::find_if(apps_, [&](const auto& app) { return app->name() == old->name(); });
        if (next != apps_.end()) {
            (*next)->takeOver(*old, around_.clock.now(), around_.clock.wallNow(), *this);
        } else {
            old->leave(around_.clock.now(), around_.clock.wallNow(), *this);
        }
    }
    speaking_ = nullptr;
    float least = 1;
    for (const auto& app : apps_) {
        least = std::min(least, app->leastScore());
    }
    analysis_.reachDownTo(least);
    counts_.close(around_.clock.now());  // zones may be others
    around_.metrics->forgetZones();
}

void CameraRoad::analysePicture(const PicturePtr& picture, Detector& detector) {
    lastAnalysed_ = picture->captured.time_since_epoch().count();
    if (const auto analysed = analysis_.analyse(*picture, detector, observation_); !analysed) {
        around_.metrics->undecodable(std::string(analysed.error().reason));
        log::debug("picture not analysed camera={} {}", settings_.id, analysed.error().text());
        return;
    }
    around_.metrics->analysed.Increment();
    if (observation_.inferred) {
        around_.metrics->inferred.Increment();
    }
    {
        const std::lock_guard lock{mutex_};
        ++status_.analysed;
        status_.inferred += observation_.inferred ? 1 : 0;
    }
    current_ = picture;
    for (const auto& app : apps_) {
        speaking_ = app.get();
        app->observe(observation_, *this);
        app->visitCounts(
            [&](int, const std::string& zone, int count) { around_.metrics->zoneObjects(zone, count); });
        counts_.observe(observation_, *app);
    }
    publish(picture, observation_, apps_);
    describe(observation_);
    current_.reset();
}

void CameraRoad::tellAway() {
    counts_.close(around_.clock.now());
    around_.metrics->forgetZones();
    for (const auto& app : apps_) {
        speaking_ = app.get();
        app->away(around_.clock.now(), around_.clock.wallNow(), *this);
    }
}

void CameraRoad::publish(const PicturePtr& picture, const Observation& observation, const Apps& apps) {
    if (!hub_->hasViewers(Host::Feed::Observed)) {
        return;
    }
    if (auto jpeg = asJpeg(picture)) {
        const Duration delay = around_.clock.now() - picture->captured;
        auto frame = std::make_shared<const LiveFrame>(
            LiveFrame{gate_.pass(std::move(*jpeg)), liveHeader(settings_.id, observation, apps, delay)});
        hub_->publish(frame, Host::Feed::Observed);
    }
}

void CameraRoad::describe(const Observation& observation) {
    const bool wanted =
        std::any_of(apps_.begin(), apps_.end(), [](const auto& app) { return app->metadataWishes().frames; });
    if (!wanted || !hub_->hasViewers(Host::Feed::Metadata)) {
        return;
    }
    const bool empty = observation.tracks.empty();
    if (empty && lastFrameEmpty_ && observation.captured - lastFrame_ < kEmptyFrames) {
        return;
    }
    lastFrameEmpty_ = empty;
    lastFrame_ = observation.captured;
    hub_->publish(std::make_shared<const LiveMetadata>(
        LiveMetadata{onvifFrame(settings_.id, observation), observation.captured, observation.stamp}));
}

void CameraRoad::describe(const AppEvent& event) {
    if (!hub_->hasViewers(Host::Feed::Metadata) ||
        (event.type == "count" && !event.pace.reaches(speaking_->metadataWishes().countInterval))) {
        return;
    }
    if (auto document = onvifEvent(settings_.id, speaking_->name(), event)) {
        hub_->publish(std::make_shared<const LiveMetadata>(
            LiveMetadata{*std::move(document), event.captured, event.stamp}));
    }
}

void CameraRoad::showFrame(const AppEvent& event) {
    const MetadataWishes wishes = speaking_->metadataWishes();
    // Without a picture there is nothing to show: the camera is away.
    if (around_.onFrame && current_ && wishes.frames && event.type == "count" &&
        event.pace.reaches(wishes.countInterval)) {
        around_.onFrame(settings_.id, std::string(speaking_->name()), observation_);
    }
}

void CameraRoad::emit(AppEvent event) {
    counts_.hear(event);
    describe(event);
    showFrame(event);
    if (event.type == "alarm") {
        around_.metrics->alarm(event.fields.value("name", ""), event.fields.value("state", ""));
    }
    JournalEntry entry{settings_.id,   std::string(speaking_->name()), std::move(event), std::nullopt, {},
                       around_.metrics};
    if (!settings_.unit.empty()) {
        entry.event.fields["unit"] = settings_.unit;
        entry.event.fields["channel"] = settings_.source.channel;
    }
    if (current_) {
        entry.received = current_->received;
        if (entry.event.keepPicture) {
            if (auto jpeg = asJpeg(current_)) {
                entry.picture = gate_.pass(std::move(*jpeg));
            }
        }
    }
    around_.journal.record(std::move(entry));
}

CameraStatus CameraRoad::status() const {
    const std::lock_guard lock{mutex_};
    return status_;
}

Result<Publishable> CameraRoad::snapshot() {
    PicturePtr picture;
    {
        const std::lock_guard lock{mutex_};
        picture = newest_;
    }
    if (!picture) {
        return failure(Error::Kind::Unavailable, "the camera has not sent a picture yet",
                       "wait a moment, or see its state for what is wrong");
    }
    return asJpeg(picture).map([&](PicturePtr jpeg) { return gate_.pass(std::move(jpeg)); });
}

Result<PicturePtr> CameraRoad::asJpeg(const PicturePtr& picture) {
    if (picture->format == PictureFormat::Jpeg) {
        return picture;
    }
    const std::lock_guard lock{encoderMutex_};
    if (lastEncoded_ && lastEncoded_->sequence == picture->sequence) {
        return lastEncoded_;
    }
    auto jpeg = encoder_.toJpeg(picture);
    if (!jpeg) {
        return jpeg;
    }
    lastEncoded_ = *std::move(jpeg);
    return lastEncoded_;
}

}  // namespace ocellus
