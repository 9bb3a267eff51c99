// SPDX-License-Identifier: Apache-2.0
// What is pure of RTSP out: addresses, messages, transports, descriptions; and who is let in.
#include <gtest/gtest.h>

#include "net/auth_challenge.h"
#include "net/digest.h"
#include "server/rtsp/rtsp_door.h"
#include "server/rtsp/rtsp_message.h"
#include "server/rtsp/rtsp_path.h"
#include "server/rtsp/rtsp_transport.h"
#include "server/rtsp/session_description.h"
#include "unit/server/house.h"

namespace ocellus {
namespace {

struct AddressCase {
    const char* uri;
    const char* camera;  // null: it names none
    RtspForm form = RtspForm::H264;
    int track = 0;
};

TEST(RtspPath, NamesCameraFormAndTrack) {
    for (const AddressCase& each :
         {AddressCase{"rtsp://10.0.0.5:8554/gate", "gate"}, AddressCase{"rtsp://10.0.0.5/gate/", "gate"},
          AddressCase{"rtsp://[::1]:8554/gate//mjpeg", "gate", RtspForm::Jpeg},
          AddressCase{"/gate/trackID=2", "gate", RtspForm::H264, 2},
          AddressCase{"rtsp://h/gate/mjpeg/trackID=1", "gate", RtspForm::Jpeg, 1},
          AddressCase{"rtsp://h/gate?stream=1", "gate"},
          AddressCase{"rtsp://h/gate?stream=1/trackID=1", "gate", RtspForm::H264, 1},
          AddressCase{"rtsp://h/mjpeg", "mjpeg"}, AddressCase{"rtsp://h", nullptr}, AddressCase{"*", nullptr},
          AddressCase{"rtsp://h/", nullptr}, AddressCase{"rtsp://h/Gate", nullptr},
          AddressCase{"rtsp://h/gate/other", nullptr}, AddressCase{"rtsp://h/../etc", nullptr},
          AddressCase{"rtsp://h/gate/trackID=3", nullptr},
          AddressCase{"rtsp://h/gate/trackID=1/x", nullptr}}) {
        const auto path = parseRtspPath(each.uri);
        ASSERT_EQ(path.has_value(), each.camera != nullptr) << each.uri;
        if (path) {
            EXPECT_EQ(path->camera, each.camera) << each.uri;
            EXPECT_EQ(path->form, each.form) << each.uri;
            EXPECT_EQ(path->track.value_or(0), each.track) << each.uri;
        }
    }
    const RtspPath jpeg{"gate", RtspForm::Jpeg};
    EXPECT_EQ(rtspBase("rtsp://10.0.0.5:8554/gate/mjpeg?x=1", jpeg), "rtsp://10.0.0.5:8554/gate/mjpeg/");
}

TEST(RtspMessage, RequestsAreReadOneByOneAndBodiesOver) {
    const std::string first = "SETUP rtsp://h/gate/trackID=1 RTSP/1.0\r\nCSeq: 3\r\nTransport: x\r\n\r\n";
    const std::string second = "SET_PARAMETER rtsp://h/gate RTSP/1.0\r\nContent-Length: 4\r\n\r\nabcd";
    std::string bytes = "\r\n" + first + second;
    EXPECT_EQ(parseRtsp(bytes).bytes, 2U);  // the blank line
    bytes.erase(0, 2);
    auto arrival = parseRtsp(bytes);
    const auto* request = std::get_if<RtspRequest>(&arrival.what);
    ASSERT_NE(request, nullptr);
    EXPECT_EQ(request->method, "SETUP");
    EXPECT_EQ(request->uri, "rtsp://h/gate/trackID=1");
    EXPECT_EQ(request->header("cseq"), "3");
    EXPECT_EQ(arrival.bytes, first.size());
    bytes.erase(0, arrival.bytes);
    EXPECT_EQ(parseRtsp(bytes.substr(0, bytes.size() - 1)).bytes, 0U);  // the body is not whole
    EXPECT_EQ(parseRtsp(bytes).bytes, second.size());
}

TEST(RtspMessage, WhatIsNoRequestIsRefusedAndBounded) {
    const auto faultOf = [](const std::string& bytes) {
        const auto arrival = parseRtsp(bytes);
        const auto* fault = std::get_if<RtspFault>(&arrival.what);
        return fault == nullptr ? 0 : fault->status;
    };
    EXPECT_EQ(faultOf("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
    EXPECT_EQ(faultOf("describe rtsp://h/gate RTSP/1.0\r\n\r\n"), 400);
    EXPECT_EQ(faultOf("DESCRIBE RTSP/1.0\r\n\r\n"), 400);
    EXPECT_EQ(faultOf(std::string(kMaximumRtspHead, 'A')), 413);
    EXPECT_EQ(faultOf(std::string(kMaximumRtspHead - 1, 'A')), 0);
    EXPECT_EQ(faultOf("OPTIONS * RTSP/1.0\r\nContent-Length: 1000000\r\n\r\n"), 413);
    EXPECT_EQ(faultOf("OPTIONS * RTSP/1.0\r\nContent-Length: -1\r\n\r\n"), 400);
}

TEST(RtspMessage, InterleavedBytesAreTakenWhole) {
    const std::string bytes{
        "$\x01\x00\x03"
        "abcO",
        8};
    const auto arrival = parseRtsp(bytes);
    ASSERT_TRUE(std::holds_alternative<RtspInterleaved>(arrival.what));
    EXPECT_EQ(arrival.bytes, 7U);
    EXPECT_EQ(parseRtsp(std::string_view(bytes).substr(0, 6)).bytes, 0U);
}

TEST(RtspMessage, AnswersCannotBeSplit) {
    RtspResponse response;
    response.with("Session", "a\r\nEvil: yes").with("Public", "OPTIONS");
    response.body = "v=0\r\n";
    EXPECT_EQ(writeRtsp(response, "7"),
              "RTSP/1.0 200 OK\r\nCSeq: 7\r\nPublic: OPTIONS\r\nContent-Length: 5\r\n\r\nv=0\r\n");
    EXPECT_EQ(writeRtsp({454, {}, {}}, "1\r\nX: y"), "RTSP/1.0 454 Session Not Found\r\n\r\n");
}

TEST(RtspTransport, TheFirstOfferThatCanBeServedIsTaken) {
    const auto udp = chooseTransport("RTP/AVP;unicast;client_port=5000-5001", 0);
    ASSERT_TRUE(udp);
    EXPECT_FALSE(udp->interleaved);
    EXPECT_EQ(udp->first, 5000);
    EXPECT_EQ(udp->second, 5001);
    const auto tcp = chooseTransport(
        "RTP/AVP;multicast, RTP/SAVP;unicast;client_port=1-2,RTP/AVP/TCP;unicast;interleaved=4-5", 0);
    ASSERT_TRUE(tcp);
    EXPECT_TRUE(tcp->interleaved);
    EXPECT_EQ(tcp->first, 4);
    EXPECT_EQ(chooseTransport("rtp/avp/tcp;unicast", 2)->first, 2);
    EXPECT_EQ(chooseTransport("RTP/AVP/TCP;interleaved=9", 0)->second, 10);
}

TEST(RtspTransport, WhatCannotBeServedIsRefused) {
    for (const char* field :
         {"", "RTP/AVP;unicast", "RTP/AVP;multicast;client_port=5000-5001", "RTP/AVP;client_port=80-81",
          "RTP/AVP;client_port=65535", "RTP/AVP;client_port=70000-70001", "RTP/AVP/TCP;interleaved=255-256",
          "RTP/AVP;client_port=x", "MP2T/AVP;unicast;client_port=5000-5001"}) {
        EXPECT_FALSE(chooseTransport(field, 0)) << field;
    }
}

TEST(SessionDescription, SaysWhatADecoderNeeds) {
    SessionFacts facts{
        {"gate"}, "192.0.2.7", rtp::H264Parameters{{0x67, 0x42, 0xc0, 0x1f}, {0x68, 0xce}}, true};
    const std::string text = describeSession(facts);
    EXPECT_NE(
        text.find(
            "a=fmtp:96 packetization-mode=1;profile-level-id=42c01f;sprop-parameter-sets=Z0LAHw==,aM4=\r\n"),
        std::string::npos)
        << text;
    EXPECT_NE(text.find("o=- 1 1 IN IP4 192.0.2.7\r\n"), std::string::npos);
    EXPECT_NE(text.find("a=rtpmap:107 vnd.onvif.metadata/90000\r\n"), std::string::npos);
    facts = {{"gate", RtspForm::Jpeg}, "::1", {}, false};
    const std::string jpeg = describeSession(facts);
    EXPECT_NE(jpeg.find("m=video 0 RTP/AVP 26\r\n"), std::string::npos);
    EXPECT_NE(jpeg.find("IN IP6 ::1\r\n"), std::string::npos);
    EXPECT_EQ(jpeg.find("onvif"), std::string::npos);
}

class RtspDoorTest : public House {
protected:
    RtspDoorTest() : door_(*devices_, host_) {
        for (const auto& [name, camera] : {std::pair{"vms", "gate"}, std::pair{"other", "yard"}}) {
            const auto account = makeDeviceAccount(name, camera, Secret{kPassword}, clock_.wallNow());
            EXPECT_TRUE(opened_->run([&](Tables& tables) { return tables.deviceAccounts.add(account); }));
        }
    }

    std::variant<RtspDoor::Access, RtspResponse> ask(const std::string& uri, const std::string& camera,
                                                     const std::string& user, const std::string& password,
                                                     const std::string& hashed,
                                                     HashKind hash = HashKind::Md5) {
        RtspDoor::Question question{"DESCRIBE", uri, std::nullopt, "192.0.2.1", camera};
        const auto first = door_.open(question);
        const auto& refused = std::get<RtspResponse>(first);
        EXPECT_EQ(refused.status, 401);
        for (const AuthChallenge& each : parseChallenges(refused.headers)) {
            const auto digest = readDigest(each);
            if (digest && digest->hash == hash) {
                question.authorization =
                    digestAnswer(*digest, user, Secret{password}, "DESCRIBE", hashed, "abcdef", 1);
            }
        }
        return door_.open(question);
    }

    static int statusOf(const std::variant<RtspDoor::Access, RtspResponse>& answer) {
        const auto* refused = std::get_if<RtspResponse>(&answer);
        return refused == nullptr ? 200 : refused->status;
    }

    RtspDoor door_;
};

TEST_F(RtspDoorTest, AnAccountOpensItsCameraWithEitherHash) {
    const std::string uri = "rtsp://10.0.0.5:8554/gate";
    EXPECT_EQ(statusOf(ask(uri, "gate", "vms", kPassword, uri)), 200);
    EXPECT_EQ(statusOf(ask(uri, "gate", "vms", kPassword, uri, HashKind::Sha256)), 200);
    EXPECT_EQ(statusOf(ask(uri, "gate", "vms", "wrong", uri)), 401);
    EXPECT_EQ(statusOf(ask(uri, "gate", "nobody", kPassword, uri)), 401);
    EXPECT_EQ(statusOf(ask(uri, "gate", "other", kPassword, uri)), 404);  // another camera's account
}

TEST_F(RtspDoorTest, TheHashedAddressMayBeThatOfTheWholeStreamButOfNoOtherCamera) {
    const std::string uri = "rtsp://10.0.0.5:8554/gate/trackID=1";
    EXPECT_EQ(statusOf(ask(uri, "gate", "vms", kPassword, "rtsp://10.0.0.5:8554/gate/")), 200);
    EXPECT_EQ(statusOf(ask(uri, "gate", "vms", kPassword, "rtsp://10.0.0.5:8554/yard")), 401);
}

TEST_F(RtspDoorTest, ACameraThatIsNotThereIsSaidOnlyToItsAccount) {
    EXPECT_EQ(statusOf(ask("rtsp://h/attic", "attic", "vms", kPassword, "rtsp://h/attic")), 404);
    EXPECT_EQ(statusOf(door_.open({"DESCRIBE", "rtsp://h/attic", std::nullopt, "192.0.2.1", "attic"})), 401);
}

TEST_F(RtspDoorTest, ChallengesComeInTheOrderThatRecordersRead) {
    const auto answer = door_.open({"DESCRIBE", "rtsp://h/gate", std::nullopt, "192.0.2.1", "gate"});
    const auto fields = std::get<RtspResponse>(answer).headers.all("WWW-Authenticate");
    ASSERT_EQ(fields.size(), 2U);
    EXPECT_TRUE(fields[0].ends_with("algorithm=SHA-256"));
    EXPECT_TRUE(fields[1].ends_with("algorithm=MD5"));
    EXPECT_TRUE(fields[1].starts_with("Digest realm=\"Ocellus\", nonce=\""));
    EXPECT_EQ(fields[1].find("qop"), std::string_view::npos);
}

TEST_F(RtspDoorTest, GuessingIsSlowed) {
    const std::string uri = "rtsp://h/gate";
    int status = 401;
    for (int tries = 0; tries < 12 && status == 401; ++tries) {
        status = statusOf(ask(uri, "gate", "vms", "wrong", uri));
    }
    EXPECT_EQ(status, 503);
}

}  // namespace
}  // namespace ocellus
