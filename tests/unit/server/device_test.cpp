// SPDX-License-Identifier: Apache-2.0
// Devices by Digest at the camera CGIs (contract, "Paths of a host with many cameras"; RELAY-93).
#include "net/auth_challenge.h"
#include "net/digest.h"
#include "unit/server/house.h"

namespace ocellus {
namespace {

constexpr const char* kOneShot =
    "/gate/cgi-bin/adam.cgi?methodName=setApplicationPreference&appName=AiEncoderApp&prefType=Integer&"
    "prefName=OneShot&value=1";

class DeviceTest : public House {
protected:
    DeviceTest() { addDevice("vms", "gate"); }

    void addDevice(const std::string& name, const std::string& camera) {
        const auto account = makeDeviceAccount(name, camera, Secret{kPassword}, clock_.wallNow());
        EXPECT_TRUE(opened_->run([&](Tables& tables) { return tables.deviceAccounts.add(account); }));
    }

    // The challenge of that hash in a 401.
    static DigestChallenge challengeOf(const Response& response, HashKind hash) {
        EXPECT_EQ(response.status, 401);
        for (const AuthChallenge& each : parseChallenges(response.headers)) {
            const auto digest = readDigest(each);
            if (digest && digest->hash == hash) {
                return *digest;
            }
        }
        ADD_FAILURE() << "no such challenge";
        return {};
    }

    DigestChallenge challengeOf(HashKind hash = HashKind::Sha256) {
        return challengeOf(call(Method::Get, "/gate/cgi-bin/camera"), hash);
    }

    static Request signedRequest(const std::string& target, const DigestChallenge& challenge,
                                 std::uint32_t count = 1, const std::string& user = "vms",
                                 const std::string& password = kPassword, Method method = Method::Get) {
        Request request = makeRequest(method, target);
        request.headers.add("Authorization", digestAnswer(challenge, user, Secret{password}, toText(method),
                                                          target, "abcdef", count));
        return request;
    }

    // A form, as a device posts it.
    static Request posted(const std::string& target, const DigestChallenge& challenge, std::uint32_t count,
                          std::string form) {
        Request request = signedRequest(target, challenge, count, "vms", kPassword, Method::Post);
        if (!form.empty()) {
            request.headers.add("Content-Type", "application/x-www-form-urlencoded");
        }
        request.body = std::move(form);
        return request;
    }
};

TEST_F(DeviceTest, EitherHashOpensItsCameraAlone) {
    for (const HashKind hash : {HashKind::Md5, HashKind::Sha256}) {
        const auto challenge = challengeOf(hash);
        EXPECT_EQ(call(signedRequest("/gate/cgi-bin/camera?stream=1", challenge)).status, 200);
        EXPECT_EQ(call(signedRequest("/yard/cgi-bin/camera", challenge)).status, 404);
        EXPECT_EQ(call(signedRequest("/nowhere/cgi-bin/camera", challenge)).status, 404);
        EXPECT_EQ(call(signedRequest("/gate/cgi-bin/camera", challenge, 1, "vms", "wrong")).status, 401);
        EXPECT_EQ(call(signedRequest("/gate/cgi-bin/camera", challenge, 1, "nobody")).status, 401);
    }
}

TEST_F(DeviceTest, AnAdminMakesAndRemovesAccountsAndSeesThePasswordOnce) {
    addUser("ada", Role::Admin);
    const Visitor ada = loggedIn("ada");
    const std::string body = R"({"name":"nvr","camera":"yard"})";
    const auto made = bodyOf(call(Method::Post, "/api/v1/devices", ada, body));
    ASSERT_TRUE(made.contains("password")) << made.dump();
    const std::string password = made["password"];
    EXPECT_GE(password.size(), 20U);
    EXPECT_EQ(call(signedRequest("/yard/cgi-bin/camera", challengeOf(), 1, "nvr", password)).status, 200);
    EXPECT_EQ(call(signedRequest("/gate/cgi-bin/camera", challengeOf(), 1, "nvr", password)).status, 404);
    EXPECT_EQ(call(Method::Post, "/api/v1/devices", ada, body).status, 409);
    EXPECT_EQ(call(Method::Post, "/api/v1/devices", ada, R"({"name":"x","camera":"nowhere"})").status, 404);
    const std::string listed = call(Method::Get, "/api/v1/devices", ada).text;
    EXPECT_NE(listed.find("nvr"), std::string::npos);
    EXPECT_EQ(listed.find(password), std::string::npos);
    EXPECT_EQ(call(Method::Delete, "/api/v1/devices/nvr", ada).status, 204);
    EXPECT_EQ(call(signedRequest("/yard/cgi-bin/camera", challengeOf(), 1, "nvr", password)).status, 401);
}

TEST_F(DeviceTest, OldClientsWithoutQopAreHeard) {
    auto challenge = challengeOf(HashKind::Md5);
    challenge.qop = false;
    EXPECT_EQ(call(signedRequest("/gate/cgi-bin/camera", challenge)).status, 200);
}

TEST_F(DeviceTest, LoginsAreNoDeviceAccounts) {
    addUser("ada", Role::Admin);
    EXPECT_EQ(call(Method::Get, "/gate/cgi-bin/camera", loggedIn("ada")).status, 401);
    EXPECT_EQ(call(signedRequest("/gate/cgi-bin/camera", challengeOf(), 1, "ada")).status, 401);
}

TEST_F(DeviceTest, NoncesAreOursAndGrowStale) {
    auto challenge = challengeOf();
    clock_.advance(DeviceDigest::kNonceLife + std::chrono::seconds{1});
    const Response stale = call(signedRequest("/gate/cgi-bin/camera", challenge));
    const auto fresh = challengeOf(stale, HashKind::Sha256);
    EXPECT_TRUE(fresh.stale);
    EXPECT_EQ(call(signedRequest("/gate/cgi-bin/camera", fresh)).status, 200);
    challenge.nonce = "1-00000000000000000000000000000000";
    EXPECT_FALSE(challengeOf(call(signedRequest("/gate/cgi-bin/camera", challenge)), HashKind::Md5).stale);
}

TEST_F(DeviceTest, AProofIsForOneAddressOnly) {
    Request request = signedRequest("/gate/cgi-bin/camera", challengeOf());
    request.rawTarget = "/gate/cgi-bin/camera?stream=2";
    EXPECT_EQ(call(request).status, 401);
}

TEST_F(DeviceTest, GuessingIsSlowed) {
    const auto challenge = challengeOf();
    for (int i = 0; i < LoginThrottle::kFreePerAccount; ++i) {
        EXPECT_EQ(call(signedRequest("/gate/cgi-bin/camera", challenge, 1, "vms", "wrong")).status, 401);
    }
    EXPECT_EQ(call(signedRequest("/gate/cgi-bin/camera", challenge)).status, 429);
    clock_.advance(std::chrono::seconds{1});
    EXPECT_EQ(call(signedRequest("/gate/cgi-bin/camera", challenge)).status, 200);
}

TEST_F(DeviceTest, BarePathsAnswerWhileThereIsOneCamera) {
    EXPECT_EQ(call(signedRequest("/cgi-bin/camera", challengeOf())).status, 404);
    ASSERT_TRUE(host_.removeCamera("yard"));
    EXPECT_EQ(call(signedRequest("/cgi-bin/camera", challengeOf())).status, 200);
}

TEST_F(DeviceTest, MjpegStreamEndsWithItsAccount) {
    Answer answer = ask(signedRequest("/gate/cgi-bin/mjpeg?stream=1&frame=5", challengeOf()));
    auto* feed = std::get_if<FeedAnswer>(&answer);
    ASSERT_NE(feed, nullptr);
    EXPECT_TRUE(feed->stillAllowed());
    ASSERT_TRUE(opened_->run([](Tables& tables) { return tables.deviceAccounts.remove("vms"); }));
    EXPECT_FALSE(feed->stillAllowed());
}

// Being a camera: resolution, quality and frame have effect.
TEST_F(DeviceTest, WishesOfRecordersReachTheHost) {
    const auto challenge = challengeOf();
    const std::vector<std::pair<std::string, RenditionWish>> cases{
        {"", {}},
        {"?stream=1&resolution=640x360", {.width = 640, .height = 360}},
        {"?Resolution=320X240&Quality=Standard", {.width = 320, .height = 240, .quality = 75}},
        {"?quality=0", {.quality = 95}},
        {"?quality=9", {.quality = 30}},
        {"?quality=60", {.quality = 60}},
    };
    std::uint32_t count = 0;
    for (const auto& [query, wish] : cases) {
        const auto target = "/gate/cgi-bin/camera" + query;
        EXPECT_EQ(call(signedRequest(target, challenge, ++count)).status, 200) << query;
        EXPECT_EQ(host_.lastWish(), wish) << query;
    }
    for (const char* query : {"?resolution=large", "?resolution=8x8", "?resolution=99999x99999",
                              "?resolution=640", "?quality=101", "?quality=fine", "?quality=-1"}) {
        EXPECT_EQ(call(signedRequest(std::string("/gate/cgi-bin/camera") + query, challenge, ++count)).status,
                  400)
            << query;
    }
}

TEST_F(DeviceTest, StreamsOfTheSameWishAreAskedForAsSuch) {
    Answer answer =
        ask(signedRequest("/gate/cgi-bin/mjpeg?resolution=640x360&quality=5&frame=2", challengeOf()));
    auto& feed = std::get<FeedAnswer>(answer);
    feed.feed->start([] {});
    EXPECT_EQ(host_.lastWish(), (RenditionWish{640, 360, 70, 2}));
    feed.feed->stop();
    EXPECT_EQ(call(signedRequest("/gate/cgi-bin/mjpeg?frame=0", challengeOf())).status, 400);
}

// X-10: the sensors of one camera are its channels.
TEST_F(DeviceTest, AUnitsSensorsAreItsChannels) {
    ASSERT_TRUE(host_.changeCamera("gate", {{"unit", "hall"}, {"channel", 1}}));
    ASSERT_TRUE(host_.changeCamera("yard", {{"unit", "hall"}, {"channel", 2}}));
    addDevice("nvr", "hall");
    const auto challenge = challengeOf();
    std::uint32_t count = 0;
    const auto status = [&](const char* target, const char* device) {
        return call(signedRequest(target, challenge, ++count, device)).status;
    };
    EXPECT_EQ(status("/hall/cgi-bin/camera", "nvr"), 200);
    EXPECT_EQ(status("/hall/cgi-bin/camera?channel=2", "nvr"), 200);
    EXPECT_EQ(status("/yard/cgi-bin/camera", "nvr"), 200) << "who may see the whole may see its part";
    EXPECT_EQ(status("/cgi-bin/camera?channel=2", "nvr"), 200) << "there is one camera, of two sensors";
    EXPECT_EQ(status("/hall/cgi-bin/camera?channel=3", "nvr"), 404);
    EXPECT_EQ(status("/hall/cgi-bin/camera?channel=1", "vms"), 200) << "an account of that sensor";
    EXPECT_EQ(status("/hall/cgi-bin/camera?channel=2", "vms"), 404) << "and of no other";
    // One-shot mode is switched for the sensor that is named.
    const std::string off = "/hall" + std::string(kOneShot).substr(5) + "&channel=2";
    EXPECT_EQ(status(off.c_str(), "nvr"), 204);
    EXPECT_EQ(host_.camera("yard").value()["settings"]["mode"], "jpeg");
    EXPECT_EQ(host_.camera("gate").value()["settings"]["mode"], "mjpeg");
}

// RELAY-93: one-shot mode by the CGI of the manual.
TEST_F(DeviceTest, OneShotModeIsSwitchedOncePerProof) {
    const auto challenge = challengeOf();
    EXPECT_EQ(call(signedRequest(kOneShot, challenge)).status, 204);
    EXPECT_EQ(host_.camera("gate").value()["settings"]["mode"], "jpeg");
    // Whoever listened cannot send it again.
    EXPECT_EQ(call(signedRequest(kOneShot, challenge)).status, 401);
    std::string off = kOneShot;
    off.back() = '0';
    EXPECT_EQ(call(signedRequest(off, challenge, 2)).status, 204);
    EXPECT_EQ(host_.camera("gate").value()["settings"]["mode"], "mjpeg");
}

// Recorders post it as well, with the parameters in the address or in a form.
TEST_F(DeviceTest, OneShotModeIsSwitchedByPostToo) {
    const auto challenge = challengeOf();
    const std::string path = "/gate/cgi-bin/adam.cgi";
    const std::string form = std::string(kOneShot).substr(path.size() + 1);
    const auto mode = [&] { return host_.camera("gate").value()["settings"]["mode"]; };
    EXPECT_EQ(call(posted(kOneShot, challenge, 1, "")).status, 204);
    EXPECT_EQ(mode(), "jpeg");
    std::string off = form;
    off.back() = '0';
    EXPECT_EQ(call(posted(path, challenge, 2, off)).status, 204);
    EXPECT_EQ(mode(), "mjpeg");
    EXPECT_EQ(call(posted(path + "?methodName=setApplicationPreference", challenge, 3,
                          form.substr(form.find('&') + 1)))
                  .status,
              204);
    EXPECT_EQ(mode(), "jpeg");

    Request json = posted(path, challenge, 4, "");
    json.headers.add("Content-Type", "application/json");
    json.body = "{}";
    for (Request& request :
         std::vector<Request>{std::move(json), posted(path, challenge, 5, "methodName=%zz")}) {
        const Response refused = call(std::move(request));
        EXPECT_EQ(refused.status, 400);
        EXPECT_EQ(bodyOf(refused)["faultCode"], "3");
    }
    Request foreign = posted(kOneShot, challenge, 6, "");
    foreign.headers.add("Origin", "https://evil.test");
    EXPECT_EQ(call(std::move(foreign)).status, 403);
}

// Whatever is wrong, a device reads it where it looks for it.
TEST_F(DeviceTest, EveryRefusalOfAdamCgiIsAFault) {
    const auto challenge = challengeOf();
    std::string other = kOneShot;
    other.replace(0, 5, "/yard");
    const Response elsewhere = call(signedRequest(other, challenge));
    EXPECT_EQ(elsewhere.status, 404);
    EXPECT_EQ(bodyOf(elsewhere)["faultCode"], "3");
    EXPECT_NE(bodyOf(elsewhere)["faultString"].get<std::string>().find("no such camera"), std::string::npos);
    const Response unproven = call(Method::Post, kOneShot);
    EXPECT_EQ(unproven.status, 401);
    EXPECT_TRUE(unproven.headers.find("WWW-Authenticate"));
    EXPECT_EQ(bodyOf(unproven)["faultCode"], "3");
}

TEST_F(DeviceTest, OneShotModeRefusesOtherSitesAndOtherWords) {
    const auto challenge = challengeOf();
    const std::vector<HeaderField> foreign{{"Origin", "https://evil.test"},
                                           {"Referer", "https://evil.test/page"},
                                           {"Sec-Fetch-Site", "cross-site"}};
    for (const HeaderField& field : foreign) {
        Request request = signedRequest(kOneShot, challenge);
        request.headers.add(field.name, field.value);
        const Response refused = call(std::move(request));
        EXPECT_EQ(refused.status, 403) << field.name;
        EXPECT_EQ(bodyOf(refused)["faultCode"], "3");
    }
    std::uint32_t count = 10;
    for (const char* query :
         {"", "?methodName=startApplication", "?methodName=setApplicationPreference&appName=Other",
          "?methodName=setApplicationPreference&appName=AiEncoderApp&prefType=Integer&"
          "prefName=OneShot&value=2"}) {
        const Response refused =
            call(signedRequest(std::string("/gate/cgi-bin/adam.cgi") + query, challenge, ++count));
        EXPECT_EQ(refused.status, 400) << query;
        EXPECT_FALSE(bodyOf(refused)["faultString"].get<std::string>().empty()) << query;
    }
    EXPECT_EQ(host_.camera("gate").value()["settings"]["mode"], "mjpeg");
}

}  // namespace
}  // namespace ocellus
