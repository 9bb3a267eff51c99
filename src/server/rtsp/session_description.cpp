// SPDX-License-Identifier: Apache-2.0
#include "server/rtsp/session_description.h"

#include <sstream>

#include "net/hash.h"

namespace ocellus {
namespace {

std::string base64Of(const std::vector<std::uint8_t>& bytes) {
    return base64({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

std::string describeSession(const SessionFacts& facts) {
    const bool six = facts.address.find(':') != std::string::npos;
    const char* const kind = six ? "IP6 " : "IP4 ";
    std::ostringstream text;
    const auto line = [&text](const auto&... parts) { (text << ... << parts) << "\r\n"; };
    line("v=0");
    line("o=- 1 1 IN ", kind, facts.address);
    line("s=", facts.path.camera);
    line("c=IN ", kind, six ? "::" : "0.0.0.0");
    line("t=0 0");
    line("a=tool:Ocellus");
    line("a=range:npt=now-");
    line("a=control:*");
    if (facts.path.form == RtspForm::Jpeg) {
        line("m=video 0 RTP/AVP ", int{kJpegPayload});
        line("a=rtpmap:", int{kJpegPayload}, " JPEG/90000");
    } else {
        line("m=video 0 RTP/AVP ", int{kH264Payload});
        line("a=rtpmap:", int{kH264Payload}, " H264/90000");
        std::string format = "packetization-mode=1";
        if (facts.parameters) {
            format += ";profile-level-id=" + facts.parameters->profileLevelId() +
                      ";sprop-parameter-sets=" + base64Of(facts.parameters->sequence) + "," +
                      base64Of(facts.parameters->picture);
        }
        line("a=fmtp:", int{kH264Payload}, " ", format);
    }
    line("a=sendonly");
    line("a=control:trackID=1");
    if (facts.metadata) {
        line("m=application 0 RTP/AVP ", int{kMetadataPayload});
        line("a=rtpmap:", int{kMetadataPayload}, " vnd.onvif.metadata/90000");
        line("a=sendonly");
        line("a=control:trackID=2");
    }
    return text.str();
}

}  // namespace ocellus
