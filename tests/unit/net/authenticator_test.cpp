// SPDX-License-Identifier: Apache-2.0
#include "net/authenticator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocellus {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Verdict = Authenticator::Verdict;

HeaderFields fields(std::initializer_list<const char*> challenges) {
    HeaderFields result;
    for (const char* challenge : challenges) {
        result.add("WWW-Authenticate", challenge);
    }
    return result;
}

DigestChallenge digest(std::string_view field) {
    return *readDigest(parseChallenges(field).front());
}

TEST(AuthChallenge, ReadsSeveralInOneField) {
    const auto challenges = parseChallenges(
        R"(Basic realm="a, b=c", Digest realm="x \"y\"" , nonce=abc==,qop="auth,auth-int", stale = TRUE, Negotiate)");
    ASSERT_EQ(challenges.size(), 3u);
    EXPECT_EQ(challenges[0].find("realm"), "a, b=c");
    EXPECT_EQ(challenges[1].find("REALM"), "x \"y\"");
    EXPECT_EQ(challenges[1].find("nonce"), "abc==");
    EXPECT_EQ(challenges[1].find("qop"), "auth,auth-int");
    EXPECT_EQ(challenges[1].find("stale"), "TRUE");
    EXPECT_TRUE(challenges[2].is("negotiate"));
}

TEST(AuthChallenge, SurvivesNonsense) {
    for (const char* text : {"", ",,,", "=", "Digest", "Digest =x", "Digest nonce=\"unterminated", "\"\"",
                             "a=b", "Basic ;;= \\"}) {
        (void)parseChallenges(text);
    }
    std::string many;
    for (int i = 0; i < 1000; ++i) {
        many += "Digest nonce=x, ";
    }
    EXPECT_LE(parseChallenges(many).size(), 16u);
}

// RFC 7616 section 3.9.1, MD5 and SHA-256.
TEST(Digest, AnswersTheExamplesOfItsStandard) {
    const Secret password{"Circle of Life"};
    const std::string common =
        R"(realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS")";
    const std::string cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    const auto md5 = digestAnswer(digest("Digest algorithm=MD5, " + common), "Mufasa", password, "GET",
                                  "/dir/index.html", cnonce, 1);
    EXPECT_THAT(md5, HasSubstr("response=\"8ca523f5e9506fed4657c9700eebdbec\""));
    EXPECT_THAT(md5, HasSubstr("algorithm=MD5"));
    EXPECT_THAT(md5, HasSubstr("nc=00000001"));
    const auto sha = digestAnswer(digest("Digest algorithm=SHA-256, " + common), "Mufasa", password, "GET",
                                  "/dir/index.html", cnonce, 1);
    EXPECT_THAT(sha,
                HasSubstr("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\""));
    EXPECT_THAT(sha, HasSubstr("cnonce=\"" + cnonce + "\""));  // interfaces 6.2: quoted
    EXPECT_THAT(sha, HasSubstr("opaque=\"FQhe"));
}

// RFC 2617 section 3.5's figures, answered as RFC 2069 did: neither qop nor cnonce.
TEST(Digest, AnswersWithoutQop) {
    const auto answer = digestAnswer(
        digest(R"(Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093")"), "Mufasa",
        Secret{"Circle Of Life"}, "GET", "/dir/index.html", "x", 1);
    EXPECT_THAT(answer, HasSubstr("response=\"670fd8c2df070c60b045671b8b24ff02\""));
    EXPECT_THAT(answer, Not(HasSubstr("nonce=\"x\"")));
    EXPECT_THAT(answer, Not(HasSubstr("algorithm")));
}

// Made independently with openssl dgst: H(H(u:r:p):n:c), H(GET:/a?b=1), H(first:n:00000002:c:auth:second).
TEST(Digest, AnswersSessionVariants) {
    const auto sha =
        digestAnswer(digest(R"(Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256-sess)"), "u",
                     Secret{"p"}, "GET", "/a?b=1", "c", 2);
    EXPECT_THAT(sha,
                HasSubstr("response=\"acc20b60ae5c4e4ca8db344b0fc679fe394e02c054c640413ddeb836cfa0bd24\""));
    EXPECT_THAT(sha, HasSubstr("uri=\"/a?b=1\""));
    const auto md5 = digestAnswer(digest(R"(Digest realm="r", nonce="n", qop="auth", algorithm="md5-sess")"),
                                  "u", Secret{"p"}, "GET", "/a?b=1", "c", 2);
    EXPECT_THAT(md5, HasSubstr("response=\"5f9a190e570c2b9a15ffda98c29b07e5\""));
}

TEST(Authenticator, TakesTheStrongestDigestOnOffer) {
    Authenticator authenticator("u", Secret{"p"});
    const auto offer = fields(
        {R"(Basic realm="r")", R"(Digest realm="r", nonce="a", qop="auth", algorithm=MD5)",
         R"(Digest realm="r", nonce="b", qop="auth", algorithm=SHA-256, Digest realm="r", nonce="c", algorithm=SHA-512)"});
    ASSERT_EQ(authenticator.challenged(offer, false), Verdict::TryAgain);
    EXPECT_THAT(*authenticator.authorisation("GET", "/", false), HasSubstr("algorithm=SHA-256"));
}

TEST(Authenticator, CountsTheUsesOfANonceAndAsksAgainWhenItIsStale) {
    Authenticator authenticator("u", Secret{"p"});
    EXPECT_EQ(authenticator.authorisation("GET", "/", false), std::nullopt);
    ASSERT_EQ(authenticator.challenged(fields({R"(Digest realm="r", nonce="one", qop="auth")"}), false),
              Verdict::TryAgain);
    EXPECT_THAT(*authenticator.authorisation("GET", "/", false), HasSubstr("nc=00000001"));
    EXPECT_THAT(*authenticator.authorisation("GET", "/", false), HasSubstr("nc=00000002"));
    // Expired without saying stale, as many cameras do: the nonce was good before.
    ASSERT_EQ(authenticator.challenged(fields({R"(Digest realm="r", nonce="two", qop="auth")"}), false),
              Verdict::TryAgain);
    const std::string fresh = *authenticator.authorisation("GET", "/", false);
    EXPECT_THAT(fresh, HasSubstr("nonce=\"two\""));
    EXPECT_THAT(fresh, HasSubstr("nc=00000001"));
    ASSERT_EQ(authenticator.challenged(fields({R"(Digest realm="r", nonce="three", qop="auth", stale=true)"}),
                                       false),
              Verdict::TryAgain);
    (void)authenticator.authorisation("GET", "/", false);
    EXPECT_EQ(authenticator.challenged(fields({R"(Digest realm="r", nonce="four", qop="auth")"}), false),
              Verdict::Refused);
}

TEST(Authenticator, NeverAnswersBasicOverPlainHttpOnceDigestWasOffered) {
    Authenticator authenticator("u", Secret{"p"});
    ASSERT_EQ(authenticator.challenged(fields({R"(Digest realm="r", nonce="a")"}), false), Verdict::TryAgain);
    EXPECT_EQ(authenticator.challenged(fields({R"(Basic realm="r")"}), false), Verdict::BasicRefused);
    EXPECT_EQ(authenticator.authorisation("GET", "/", false), std::nullopt);
    EXPECT_EQ(authenticator.challenged(fields({R"(Basic realm="r")"}), true), Verdict::TryAgain);
    EXPECT_THAT(*authenticator.authorisation("GET", "/", true), StartsWith("Basic "));
    EXPECT_EQ(authenticator.authorisation("GET", "/", false), std::nullopt);
}

// interfaces 6.2: Basic offered beside a Digest that misses its nonce.
TEST(Authenticator, ADigestWithoutNonceIsNoOffer) {
    Authenticator authenticator("Aladdin", Secret{"open sesame"});
    ASSERT_EQ(authenticator.challenged(fields({R"(Digest realm="r")", R"(Basic realm="r")"}), false),
              Verdict::TryAgain);
    EXPECT_EQ(authenticator.authorisation("GET", "/", false), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    EXPECT_EQ(authenticator.challenged(fields({R"(Basic realm="r")"}), false), Verdict::Refused);
}

TEST(Authenticator, SaysWhatIsMissing) {
    EXPECT_EQ(Authenticator("", Secret{}).challenged(fields({"Basic realm=r"}), false),
              Verdict::NoCredentials);
    EXPECT_EQ(Authenticator("u", Secret{"p"}).challenged(fields({"Negotiate"}), false), Verdict::Unsupported);
    EXPECT_EQ(Authenticator("u", Secret{"p"}).challenged(fields({}), false), Verdict::Unsupported);
    EXPECT_EQ(Authenticator("u", Secret{"p"})
                  .challenged(fields({R"(Digest realm=r, nonce=n, qop="auth-int")"}), false),
              Verdict::Unsupported);
}

TEST(Authenticator, AServersTextCannotBreakTheLine) {
    Authenticator authenticator("u\"\r\nX: y", Secret{"p"});
    ASSERT_EQ(authenticator.challenged(fields({"Digest realm=\"a\\\"b\", nonce=\"n\""}), false),
              Verdict::TryAgain);
    const std::string answer = *authenticator.authorisation("GET", "/", false);
    EXPECT_EQ(answer.find_first_of("\r\n"), std::string::npos);
    EXPECT_THAT(answer, HasSubstr(R"(realm="a\"b")"));
}

}  // namespace
}  // namespace ocellus
