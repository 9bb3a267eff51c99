// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/http_client.h"
#include "support/tls_peer.h"

namespace ocellus {
namespace {

using test::ScriptedPeer;
using test::ScriptedServer;
using test::TlsIdentity;
using testing::HasSubstr;

class Tls : public testing::Test {
protected:
    static void serve(ScriptedPeer& peer, int) {
        if (!peer.readRequest().empty()) {
            peer.answer("200 OK", "", "secure");
        }
    }

    [[nodiscard]] Result<HttpAnswer> ask(TlsPolicy policy, std::string pin = {}) const {
        HttpRequest request;
        request.url = "https://127.0.0.1:" + std::to_string(server_.port()) + "/";
        request.tls = {policy, std::move(pin)};
        return fetch(request);
    }

    TlsIdentity identity_;
    ScriptedServer server_{serve, identity_.peers()};
};

TEST_F(Tls, VerifyRefusesASelfSignedCertificateAndNamesTheWayOut) {
    const auto answer = ask(TlsPolicy::Verify);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Unauthorised);
    EXPECT_THAT(answer.error().message, HasSubstr("not trusted"));
    EXPECT_THAT(answer.error().remedy, HasSubstr("pin"));
}

TEST_F(Tls, AcceptAndLegacyTakeAnyAndTellTheFingerprint) {
    for (const TlsPolicy policy : {TlsPolicy::Accept, TlsPolicy::Legacy}) {
        const auto answer = ask(policy);
        ASSERT_TRUE(answer) << answer.error().text();
        EXPECT_EQ(answer->body, "secure");
        EXPECT_EQ(answer->certificate.size(), 64u);
    }
}

TEST_F(Tls, PinTakesTheOneCertificateAndNoOther) {
    const auto first = ask(TlsPolicy::Pin);
    ASSERT_TRUE(first) << first.error().text();
    EXPECT_TRUE(ask(TlsPolicy::Pin, first->certificate));
    const auto other = ask(TlsPolicy::Pin, std::string(64, 'a'));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().kind, Error::Kind::Unauthorised);
    EXPECT_THAT(other.error().message, HasSubstr(first->certificate));
}

TEST_F(Tls, APlainQuestionToATlsPortFailsInTime) {
    HttpRequest request;
    request.url = "http://127.0.0.1:" + std::to_string(server_.port()) + "/";
    EXPECT_FALSE(fetch(request));
}

TEST(TlsOnAPlainPort, IsSaid) {
    ScriptedServer plain([](ScriptedPeer& peer, int) { peer.send("HTTP/1.0 400 Bad Request\r\n\r\n"); });
    HttpRequest request;
    request.url = "https://127.0.0.1:" + std::to_string(plain.port()) + "/";
    const auto answer = fetch(request);
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().text(), HasSubstr("https port"));
}

}  // namespace
}  // namespace ocellus
