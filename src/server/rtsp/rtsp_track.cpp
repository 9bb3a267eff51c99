// SPDX-License-Identifier: Apache-2.0
#include "server/rtsp/rtsp_track.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <random>

#include "server/rtsp/session_description.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;

constexpr int kPortTries = 50;
constexpr int kSendBuffer = 1 << 20;  // a key picture at once

// RTP and RTCP on an even port and the odd one above it.
std::optional<std::pair<udp::socket, udp::socket>> openPair(asio::io_context& context,
                                                            const asio::ip::address& address) {
    for (int tries = 0; tries < kPortTries; ++tries) {
        boost::system::error_code error;
        udp::socket media{context};
        udp::socket control{context};
        const udp::endpoint any{address, 0};
        media.open(any.protocol(), error);
        if (!error) {
            media.bind(any, error);
        }
        const std::uint16_t port = error ? std::uint16_t{0} : media.local_endpoint(error).port();
        if (error || port == 0) {
            return std::nullopt;
        }
        if (port % 2 != 0) {
            continue;
        }
        control.open(any.protocol(), error);
        if (!error) {
            control.bind({address, static_cast<std::uint16_t>(port + 1)}, error);
        }
        if (!error) {
            return std::pair{std::move(media), std::move(control)};
        }
    }
    return std::nullopt;
}

// A frame of RTSP's interleaving: the length is filled in when it is known.
std::size_t beginFrame(std::vector<std::uint8_t>& out, std::uint16_t channel) {
    out.insert(out.end(), {std::uint8_t{'$'}, static_cast<std::uint8_t>(channel), 0, 0});
    return out.size();
}

void endFrame(std::vector<std::uint8_t>& out, std::size_t begin) {
    const std::size_t length = out.size() - begin;
    out[begin - 2] = static_cast<std::uint8_t>(length >> 8U);
    out[begin - 1] = static_cast<std::uint8_t>(length);
}

}  // namespace

RtspTrack::RtspTrack(std::shared_ptr<RtspStream> stream, RtspForm form, double rate, const Clock& clock,
                     const RtspLimits& limits, Owner owner)
    : stream_(std::move(stream)), form_(form), clock_(clock), limits_(limits), owner_(std::move(owner)) {
    std::random_device random;
    sender_.payloadType = payloadTypeOf(form);
    sender_.sequence = static_cast<std::uint16_t>(random());
    sender_.source = random();
    seat_ = stream_->join(*this, rate);
}

void RtspTrack::setInterleaved(RtspTransport transport) {
    media_.reset();
    control_.reset();
    transport_ = transport;
}

std::optional<RtspTransport> RtspTrack::setDatagrams(asio::io_context& context, const asio::ip::address& ours,
                                                     const asio::ip::address& peer, RtspTransport wanted) {
    auto pair = openPair(context, ours);
    if (!pair) {
        return std::nullopt;
    }
    boost::system::error_code error;
    media_.emplace(std::move(pair->first));
    control_.emplace(std::move(pair->second));
    media_->set_option(asio::socket_base::send_buffer_size(kSendBuffer), error);
    media_->connect({peer, wanted.first}, error);
    control_->connect({peer, wanted.second}, error);
    media_->non_blocking(true, error);
    control_->non_blocking(true, error);
    transport_ = wanted;
    return RtspTransport{false, media_->local_endpoint(error).port(), control_->local_endpoint(error).port()};
}

void RtspTrack::play() {
    playing_ = true;
    awaitKey();
}

void RtspTrack::awaitKey() {
    waitsForKey_ = true;
    stream_->requestKey();
}

void RtspTrack::onUnit(const RtspUnitPtr& unit) {
    owner_.came();
    if (!playing_ || !transport_) {
        return;
    }
    if (waitsForKey_ && !unit->key) {
        return;
    }
    waitsForKey_ = false;
    if (transport_->interleaved) {
        owner_.queue(*this, unit);
    } else {
        sendDatagrams(*unit);
    }
}

bool RtspTrack::reportDue() {
    const Instant now = clock_.now();
    if (reported_ && now - lastReport_ < limits_.report) {
        return false;
    }
    reported_ = true;
    lastReport_ = now;
    return true;
}

void RtspTrack::writeInterleaved(const RtspUnit& unit, std::vector<std::uint8_t>& out) {
    if (reportDue()) {
        const std::size_t begin = beginFrame(out, transport_->second);
        rtp::appendReport(sender_, unit.stamp, unit.timestamp, out);
        endFrame(out, begin);
    }
    for (std::size_t i = 0; i < unit.payloads.size(); ++i) {
        const auto payload = unit.payloads.at(i);
        const std::size_t begin = beginFrame(out, transport_->first);
        rtp::appendHeader(sender_, i + 1 == unit.payloads.size(), unit.timestamp, payload.size(), out);
        out.insert(out.end(), payload.begin(), payload.end());
        endFrame(out, begin);
    }
}

// What finds no room in the kernel is lost, as anything may be on this way.
void RtspTrack::sendDatagrams(const RtspUnit& unit) {
    boost::system::error_code error;
    for (std::size_t i = 0; i < unit.payloads.size(); ++i) {
        const auto payload = unit.payloads.at(i);
        packet_.clear();
        rtp::appendHeader(sender_, i + 1 == unit.payloads.size(), unit.timestamp, payload.size(), packet_);
        packet_.insert(packet_.end(), payload.begin(), payload.end());
        media_->send(asio::buffer(packet_), 0, error);
    }
    if (reportDue()) {
        packet_.clear();
        rtp::appendReport(sender_, unit.stamp, unit.timestamp, packet_);
        control_->send(asio::buffer(packet_), 0, error);
    }
}

bool RtspTrack::heard() {
    bool any = false;
    std::array<std::uint8_t, 1500> bytes{};
    for (auto* socket : {&media_, &control_}) {
        boost::system::error_code error;
        while (*socket && !error) {
            const std::size_t count = (*socket)->receive(asio::buffer(bytes), 0, error);
            any = any || (!error && count > 0);
            if (error == asio::error::connection_refused) {
                error.clear();  // a port that was closed: the next datagram may be there all the same
                break;
            }
        }
    }
    return any;
}

}  // namespace ocellus
