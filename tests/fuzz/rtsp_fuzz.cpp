// SPDX-License-Identifier: Apache-2.0
// What a client of the RTSP listener can send before it has proven anything, and pictures cut for RTP.
#include "input.h"
#include "rtp/h264.h"
#include "rtp/jpeg.h"
#include "server/rtsp/rtsp_message.h"
#include "server/rtsp/rtsp_path.h"
#include "server/rtsp/rtsp_transport.h"

using namespace ocellus;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::asText(data, size);
    std::string_view rest = text;
    for (;;) {
        const auto arrival = parseRtsp(rest);
        fuzz::require(arrival.bytes <= rest.size());
        if (arrival.bytes == 0) {
            break;
        }
        if (const auto* request = std::get_if<RtspRequest>(&arrival.what)) {
            (void)chooseTransport(request->header("Transport"), 0);
            const std::string answer = writeRtsp({}, request->header("CSeq"));
            fuzz::require(answer.find("\r\n\r\n") == answer.size() - 4);  // nobody splits an answer
        }
        rest.remove_prefix(arrival.bytes);
    }
    if (const auto path = parseRtspPath(text)) {
        fuzz::require(!path->camera.empty() && path->camera.size() <= 40);
        fuzz::require(parseRtspPath(rtspBase("rtsp://h/x", *path)).has_value());
    }
    if (const auto transport = chooseTransport(text, 0)) {
        fuzz::require(transport->interleaved ? transport->second <= 256 : transport->first >= 1024);
    }
    if (const auto jpeg = rtp::readRtpJpeg({data, size})) {
        const auto payloads = rtp::packetizeJpeg(*jpeg);
        fuzz::require(payloads.bytes() >= jpeg->scan.size());
    }
    const auto payloads = rtp::packetizeH264({data, size});
    for (std::size_t i = 0; i < payloads.size(); ++i) {
        fuzz::require(!payloads.at(i).empty() && payloads.at(i).size() <= rtp::kPayloadBytes);
    }
    return 0;
}
