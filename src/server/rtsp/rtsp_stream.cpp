// SPDX-License-Identifier: Apache-2.0
#include "server/rtsp/rtsp_stream.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "base/log.h"
#include "rtp/jpeg.h"
#include "rtp/metadata.h"
#include "rtp/packet.h"

namespace ocellus {
namespace {

constexpr Duration kRejoin = std::chrono::seconds{3};  // without a picture
constexpr Duration kKeyInterval = std::chrono::milliseconds{500};
constexpr std::size_t kMostDocuments = 64;  // between two looks of the network thread
constexpr std::size_t kPicturesForRate = 3;
constexpr double kLeastRate = 1;
constexpr double kMostRate = 30;

}  // namespace

RtspStream::RtspStream(boost::asio::io_context& context, const Clock& clock, Host& host, std::string camera,
                       RtspForm form, PictureEncoder::Terms terms)
    : context_(context),
      clock_(clock),
      host_(host),
      camera_(std::move(camera)),
      form_(form),
      terms_(std::move(terms)) {}

RtspStream::~RtspStream() {
    close();
}

std::unique_ptr<RtspStream::Seat> RtspStream::join(RtspReader& reader, double rate) {
    auto seat = std::make_unique<Seat>(shared_from_this(), reader);
    readers_.push_back(&reader);
    if (readers_.size() == 1) {
        rate_ = rate > 0 ? std::clamp(rate, kLeastRate, kMostRate) : 0;
        open();
    }
    return seat;
}

void RtspStream::leave(RtspReader& reader) {
    std::erase(readers_, &reader);
    if (readers_.empty()) {
        close();
    }
}

void RtspStream::open() {
    lastArrival_ = clock_.now();
    const auto feed = form_ == RtspForm::Metadata ? Host::Feed::Metadata
                      : form_ == RtspForm::H264   ? Host::Feed::Unconverted
                                                  : Host::Feed::Relayed;
    subscription_.reset();  // the hub must not see us twice
    subscription_ = host_.watch(camera_, *this, feed);
    if (!subscription_) {
        for (RtspReader* reader : std::vector<RtspReader*>(readers_)) {
            reader->onGone();
        }
    }
}

void RtspStream::close() {
    subscription_.reset();
    if (encoder_) {
        encoder_->stop();
        endedStarts_ += encoder_->state().starts;
        encoder_.reset();
    }
    parameters_.reset();
    firstCaptures_.clear();
    came_ = false;
}

void RtspStream::tick() {
    if (!readers_.empty() && clock_.now() - lastArrival_ > kRejoin) {
        open();
    }
}

RtspStream::State RtspStream::state() const {
    State state{camera_, form_, readers_.size(), endedStarts_, skipped_};
    if (encoder_) {
        state.encoderStarts += encoder_->state().starts;
        state.reason = encoder_->state().reason;
    }
    state.obstacle = obstacle_;
    return state;
}

void RtspStream::onFrame(LiveFramePtr frame) {
    frame_.put(std::move(frame));
    callSoon();
}

void RtspStream::onMetadata(std::shared_ptr<const LiveMetadata> document) {
    {
        const std::lock_guard lock{mutex_};
        if (documents_.size() == kMostDocuments) {
            documents_.pop_front();
        }
        documents_.push_back(std::move(document));
    }
    callSoon();
}

void RtspStream::callSoon() {
    if (!called_.exchange(true)) {
        boost::asio::post(context_, [weak = weak_from_this()] {
            if (const auto self = weak.lock()) {
                self->takeArrivals();
            }
        });
    }
}

void RtspStream::takeArrivals() {
    called_ = false;
    if (const auto frame = frame_.take(); frame && !readers_.empty()) {
        lastArrival_ = clock_.now();
        takePicture((*frame)->picture);
    }
    std::deque<std::shared_ptr<const LiveMetadata>> documents;
    {
        const std::lock_guard lock{mutex_};
        documents.swap(documents_);
    }
    for (const auto& document : documents) {
        lastArrival_ = clock_.now();
        hand(rtp::packetizeMetadata(document->xml), document->captured, document->stamp, true);
    }
}

void RtspStream::takePicture(const Publishable& picture) {
    const Picture& facts = *picture.picture();
    if (form_ == RtspForm::H264) {
        encode(picture, PictureEncoder::Form::H264);
        return;
    }
    const auto jpeg = rtp::readRtpJpeg(facts.bytes.view());
    if (jpeg) {
        hand(rtp::packetizeJpeg(*jpeg), facts.captured, facts.stamp, true);
        return;
    }
    if (obstacle_ != jpeg.error()) {
        obstacle_ = jpeg.error();
        log::warn("pictures are encoded anew for RTP camera={} reason=\"{}\"", camera_, obstacle_);
    }
    encode(picture, PictureEncoder::Form::Jpeg);
}

void RtspStream::encode(const Publishable& picture, PictureEncoder::Form form) {
    if (!encoder_) {
        if (form == PictureEncoder::Form::H264 && !knowsRate(picture.picture()->captured)) {
            return;
        }
        encoder_ = std::make_shared<PictureEncoder>(
            context_, clock_, camera_, form, rate_,
            [this](const EncodedPicture& encoded) { takeEncoded(encoded); }, terms_);
        encoder_->start();
    }
    encoder_->encode(picture);
}

// The encoder wants to know how many pictures come a second: the mean of the first few, where the camera has
// not run before.
bool RtspStream::knowsRate(Instant captured) {
    if (rate_ > 0) {
        return true;
    }
    firstCaptures_.push_back(captured);
    if (firstCaptures_.size() < kPicturesForRate) {
        return false;
    }
    const double span = toSeconds(firstCaptures_.back() - firstCaptures_.front());
    const double intervals = static_cast<double>(firstCaptures_.size() - 1);
    rate_ = std::clamp(span > 0 ? intervals / span : kMostRate, kLeastRate, kMostRate);
    return true;
}

void RtspStream::takeEncoded(const EncodedPicture& picture) {
    if (form_ == RtspForm::H264) {
        if (picture.key) {
            if (auto parameters = rtp::parametersIn(picture.bytes.view())) {
                parameters_ = std::move(parameters);
            }
        }
        hand(rtp::packetizeH264(picture.bytes.view()), picture.captured, picture.stamp, picture.key);
        return;
    }
    if (const auto jpeg = rtp::readRtpJpeg(picture.bytes.view())) {
        hand(rtp::packetizeJpeg(*jpeg), picture.captured, picture.stamp, true);
    }
}

void RtspStream::hand(rtp::Payloads payloads, Instant captured, WallTime stamp, bool key) {
    if (payloads.size() == 0) {
        return;
    }
    std::uint32_t timestamp = rtp::timestampOf(captured);
    if (came_ && static_cast<std::int32_t>(timestamp - lastTimestamp_) <= 0) {
        timestamp = lastTimestamp_ + 1;  // a camera's clock that steps back does not turn the stream round
    }
    lastTimestamp_ = timestamp;
    came_ = true;
    const auto unit = std::make_shared<const RtspUnit>(RtspUnit{std::move(payloads), timestamp, stamp, key});
    for (RtspReader* reader : std::vector<RtspReader*>(readers_)) {
        reader->onUnit(unit);
    }
}

void RtspStream::requestKey() {
    const Instant now = clock_.now();
    if (encoder_ && now - lastKeyRequest_ > kKeyInterval) {
        lastKeyRequest_ = now;
        encoder_->requestKey();
    }
}

}  // namespace ocellus
