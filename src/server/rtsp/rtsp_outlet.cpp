// SPDX-License-Identifier: Apache-2.0
#include "server/rtsp/rtsp_outlet.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace ocellus {

namespace asio = boost::asio;

RtspOutlet::RtspOutlet(asio::ip::tcp::socket& socket, const Clock& clock, const RtspLimits& limits)
    : socket_(socket), clock_(clock), limits_(limits), news_(socket.get_executor()) {}

void RtspOutlet::say(std::string text) {
    out_.push_back({std::move(text)});
    news_.cancel();
}

void RtspOutlet::queue(RtspTrack& track, const RtspUnitPtr& unit) {
    std::size_t count = 0;
    std::size_t bytes = unit->payloads.bytes();
    for (const Outgoing& each : out_) {
        if (each.track == &track) {
            ++count;
            bytes += each.unit->payloads.bytes();
        }
    }
    const bool full = track.form() == RtspForm::Jpeg
                          ? count > 0
                          : count >= limits_.queuedPictures || (count > 0 && bytes > limits_.queuedBytes);
    if (full) {
        forget(track);
        track.stream().countSkipped(count);
        if (!unit->key) {
            track.stream().countSkipped(1);
            track.awaitKey();
            return;
        }
    }
    out_.push_back({{}, &track, unit});
    news_.cancel();
}

void RtspOutlet::forget(const RtspTrack& track) {
    std::erase_if(out_, [&](const Outgoing& each) { return each.track == &track; });
}

void RtspOutlet::finish() {
    finished_ = true;
    std::erase_if(out_, [](const Outgoing& each) { return each.track != nullptr; });
    news_.cancel();
}

asio::awaitable<void> RtspOutlet::write() {
    boost::system::error_code error;
    while (!error) {
        if (out_.empty()) {
            if (finished_) {
                co_return;
            }
            news_.expires_at(asio::steady_timer::time_point::max());
            co_await news_.async_wait(asio::as_tuple(asio::use_awaitable));
            continue;
        }
        const Outgoing next = std::move(out_.front());
        out_.pop_front();
        scratch_.assign(next.text.begin(), next.text.end());
        if (next.unit) {
            next.track->writeInterleaved(*next.unit, scratch_);
        }
        writingSince_ = clock_.now();
        co_await asio::async_write(socket_, asio::buffer(scratch_),
                                   asio::redirect_error(asio::use_awaitable, error));
        writingSince_.reset();
    }
}

}  // namespace ocellus
