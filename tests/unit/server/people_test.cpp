// SPDX-License-Identifier: Apache-2.0
// Set-up, login, sessions and users, through the routes.
#include "unit/server/house.h"

namespace ocellus {
namespace {

class PeopleTest : public House {
protected:
    Secret setupSecret() {
        return opened_->run([](Tables& tables) { return tables.setupSecret.current(); })
            .value()
            .value_or(Secret{});
    }

    static std::string setupBody(const std::string& secret, const std::string& name = "ada",
                                 const std::string& password = kPassword) {
        return nlohmann::json{{"secret", secret}, {"name", name}, {"password", password}, {"language", "ja"}}
            .dump();
    }

    static std::string loginBody(const std::string& name, const std::string& password) {
        return nlohmann::json{{"name", name}, {"password", password}}.dump();
    }

    Response login(const std::string& name, const std::string& password,
                   const std::string& peer = "192.0.2.1") {
        Request request = makeRequest(Method::Post, "/api/v1/session", {}, loginBody(name, password));
        request.peer = peer;
        return call(std::move(request));
    }

    static Visitor visitorOf(const Response& response) {
        const std::string cookie(response.headers.find("Set-Cookie").value_or(""));
        const auto begin = cookie.find('=') + 1;
        return {Secret{cookie.substr(begin, cookie.find(';') - begin)},
                Secret{bodyOf(response)["token"].get<std::string>()}};
    }
};

TEST_F(PeopleTest, TheSecretMakesTheFirstAdminOnce) {
    const std::string secret = setupSecret().reveal();
    ASSERT_FALSE(secret.empty());
    EXPECT_TRUE(bodyOf(call(Method::Get, "/api/v1/session"))["setup_required"]);
    EXPECT_EQ(call(Method::Post, "/api/v1/setup", {}, setupBody("wrong")).status, 401);

    const Response made = call(Method::Post, "/api/v1/setup", {}, setupBody(secret));
    ASSERT_EQ(made.status, 200) << made.text;
    EXPECT_EQ(bodyOf(made)["user"]["role"], "admin");
    EXPECT_EQ(bodyOf(made)["user"]["language"], "ja");
    EXPECT_FALSE(bodyOf(made)["setup_required"]);
    EXPECT_EQ(call(Method::Get, "/api/v1/users", visitorOf(made)).status, 200);

    EXPECT_EQ(call(Method::Post, "/api/v1/setup", {}, setupBody(secret, "eve")).status, 409);
    EXPECT_TRUE(setupSecret().empty());
}

TEST_F(PeopleTest, GuessingTheSecretIsSlowed) {
    int refused = 0;
    for (int i = 0; i < 10; ++i) {
        refused += call(Method::Post, "/api/v1/setup", {}, setupBody("guess")).status == 429 ? 1 : 0;
    }
    EXPECT_GE(refused, 4);
}

TEST_F(PeopleTest, WeakPasswordsAreRefusedWithTheirField) {
    for (const char* password : {"short", "aaaaaaaaaaaa", "somebodyelse"}) {
        const Response response = call(Method::Post, "/api/v1/setup", {},
                                       setupBody(setupSecret().reveal(), "SomebodyElse", password));
        EXPECT_EQ(response.status, 400) << password;
        EXPECT_EQ(bodyOf(response)["error"]["fields"][0]["path"], "password") << password;
    }
}

TEST_F(PeopleTest, LoginGivesACookieThatScriptsCannotReadAndATokenThatOtherSitesCannotSend) {
    addUser("vera", Role::Viewer);
    const Response response = login("vera", kPassword);
    ASSERT_EQ(response.status, 200) << response.text;
    const std::string cookie(response.headers.find("Set-Cookie").value_or(""));
    EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
    EXPECT_NE(cookie.find("SameSite=Strict"), std::string::npos);
    EXPECT_EQ(cookie.find("Secure"), std::string::npos);  // this one came over plain HTTP

    Request secure = makeRequest(Method::Post, "/api/v1/session", {}, loginBody("vera", kPassword));
    secure.secure = true;
    EXPECT_NE(std::string(call(secure).headers.find("Set-Cookie").value_or("")).find("; Secure"),
              std::string::npos);

    // The database knows the session only by its hash.
    const Visitor vera = visitorOf(response);
    const auto stored = opened_->run([&](Tables& tables) -> Result<bool> {
        const std::string& token = vera.session.reveal();
        return tables.sessions.find(Bytes(token.begin(), token.end()), clock_.wallNow())
            .map([](const auto& found) { return found.has_value(); });
    });
    EXPECT_FALSE(stored.value());
    EXPECT_EQ(bodyOf(call(Method::Get, "/api/v1/session", vera))["user"]["name"], "vera");
}

TEST_F(PeopleTest, WrongNameAndWrongPasswordSoundTheSame) {
    addUser("vera", Role::Viewer);
    const Response wrongPassword = login("vera", "not her password");
    const Response wrongName = login("nobody", "not her password");
    EXPECT_EQ(wrongPassword.status, 401);
    EXPECT_EQ(wrongPassword.text, wrongName.text);
}

TEST_F(PeopleTest, GuessingIsSlowedPerAccountFromManyAddresses) {
    addUser("vera", Role::Viewer);
    for (int i = 0; i < LoginThrottle::kFreePerAccount; ++i) {
        EXPECT_EQ(login("vera", "a wrong password", "198.51.100." + std::to_string(i)).status, 401);
    }
    const Response slowed = login("vera", kPassword, "198.51.100.200");
    EXPECT_EQ(slowed.status, 429);
    EXPECT_EQ(slowed.headers.find("Retry-After"), "1");
    EXPECT_EQ(login("VERA", kPassword, "198.51.100.201").status, 429);  // another spelling is no way around
    clock_.advance(std::chrono::seconds{1});
    EXPECT_EQ(login("vera", kPassword, "198.51.100.202").status, 200);
    EXPECT_EQ(login("vera", "a wrong password").status, 401);  // success has wiped the slate
}

TEST_F(PeopleTest, SessionsEndWithoutUseAndAtTheLatestAfterAMonth) {
    addUser("vera", Role::Viewer);
    const Visitor idle = loggedIn("vera");
    clock_.advance(Authenticator::kIdle + std::chrono::seconds{1});
    EXPECT_EQ(call(Method::Get, "/api/v1/cameras", idle).status, 401);

    const Visitor busy = loggedIn("vera");
    const auto steps = Authenticator::kLongest / std::chrono::hours{12};
    for (int i = 0; i < steps - 1; ++i) {
        clock_.advance(std::chrono::hours{12});
        ASSERT_EQ(call(Method::Get, "/api/v1/cameras", busy).status, 200) << i;
    }
    clock_.advance(std::chrono::hours{13});
    EXPECT_EQ(call(Method::Get, "/api/v1/cameras", busy).status, 401);
}

TEST_F(PeopleTest, UsersAreMadeChangedAndRemoved) {
    addUser("ada", Role::Admin);
    const Visitor ada = loggedIn("ada");
    const std::string made =
        R"({"name":"otto","password":"ottos password","role":"operator","cameras":["gate"]})";
    ASSERT_EQ(call(Method::Post, "/api/v1/users", ada, made).status, 201);
    EXPECT_EQ(call(Method::Post, "/api/v1/users", ada, made).status, 409);
    const auto listed = bodyOf(call(Method::Get, "/api/v1/users", ada));
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_FALSE(listed.dump().find("argon2") != std::string::npos);

    const Response otto = login("otto", "ottos password");
    ASSERT_EQ(otto.status, 200);
    EXPECT_EQ(bodyOf(call(Method::Put, "/api/v1/users/otto", ada, R"({"cameras":null})"))["cameras"],
              nullptr);
    EXPECT_EQ(call(Method::Get, "/api/v1/cameras", visitorOf(otto)).status, 200);
    // A new password ends the sessions of whoever knew the old one.
    EXPECT_EQ(call(Method::Put, "/api/v1/users/otto", ada, R"({"password":"another password"})").status, 200);
    EXPECT_EQ(call(Method::Get, "/api/v1/cameras", visitorOf(otto)).status, 401);
    EXPECT_EQ(login("otto", "ottos password").status, 401);
    EXPECT_EQ(login("otto", "another password").status, 200);

    EXPECT_EQ(call(Method::Delete, "/api/v1/users/otto", ada).status, 204);
    EXPECT_EQ(call(Method::Delete, "/api/v1/users/otto", ada).status, 404);
    EXPECT_EQ(call(Method::Delete, "/api/v1/users/ada", ada).status, 409);  // the last admin stays
    EXPECT_EQ(call(Method::Put, "/api/v1/users/ada", ada, R"({"role":"viewer"})").status, 409);
}

TEST_F(PeopleTest, BodiesAreRefusedFieldByField) {
    addUser("ada", Role::Admin);
    const Visitor ada = loggedIn("ada");
    const Response response =
        call(Method::Post, "/api/v1/users", ada,
             R"({"name":"x","pasword":"0123456789","role":"king","cameras":["Gate!"]})");
    EXPECT_EQ(response.status, 400);
    EXPECT_GE(bodyOf(response)["error"]["fields"].size(), 2U) << response.text;
    EXPECT_EQ(call(Method::Post, "/api/v1/users", ada, "{not json").status, 400);
    EXPECT_EQ(call(Method::Post, "/api/v1/users", ada, std::string(100'000, '[')).status, 400);
    EXPECT_EQ(call(Method::Post, "/api/v1/users", ada, R"({"name":4E4444})").status, 400);
    const Response app = call(Method::Put, "/api/v1/cameras/gate/apps/occupancy", ada, R"({"wrong":1})");
    EXPECT_EQ(bodyOf(app)["error"]["fields"][0]["path"], "zones/0/threshold");
}

TEST_F(PeopleTest, LanguageIsTheUsersOwn) {
    addUser("vera", Role::Viewer);
    const Visitor vera = loggedIn("vera");
    EXPECT_EQ(call(Method::Put, "/api/v1/session/language", vera, R"({"language":"es"})").status, 204);
    EXPECT_EQ(bodyOf(call(Method::Get, "/api/v1/session", vera))["user"]["language"], "es");
    EXPECT_EQ(call(Method::Put, "/api/v1/session/language", vera, R"({"language":"xx"})").status, 400);
}

}  // namespace
}  // namespace ocellus
