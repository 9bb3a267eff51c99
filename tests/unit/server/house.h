// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "base/clock.h"
#include "server/api/router.h"
#include "server/api/session_cookie.h"
#include "storage/store.h"
#include "support/fake_host.h"
#include "support/temporary_folder.h"

namespace ocellus {

inline constexpr PasswordHasher::Cost kCheapHash{1, 8192};  // libsodium's least

// Who a test speaks as; empty: nobody.
struct Visitor {
    Secret session;
    Secret token;
};

// All of the server but the sockets, over a store of its own.
class House : public ::testing::Test {
protected:
    House() {
        opened_ = std::move(Store::open(folder_.path(), clock_).value());
        authenticator_ = std::make_unique<Authenticator>(*opened_, clock_, kCheapHash);
        devices_ = std::make_unique<DeviceDigest>(*opened_, clock_);
        const ApiContext context{host_, *opened_, *authenticator_, *devices_, clock_};
        router_ = std::make_unique<Router>(context, apiRoutes(context), StaticFiles(folder_.path() / "web"));
    }

    static constexpr const char* kPassword = "a good password";

    void addUser(const std::string& name, Role role, std::optional<std::vector<std::string>> cameras = {}) {
        const User user{name, authenticator_->hashPassword(Secret{kPassword}).value(), role, "en",
                        std::move(cameras)};
        ASSERT_TRUE(opened_->run([&](Tables& tables) { return tables.users.add(user); }));
    }

    Visitor loggedIn(const std::string& name) {
        clock_.advance(std::chrono::seconds{1});  // a user's 33rd session ends the oldest: let one be that
        const auto identity = authenticator_->login(name, Secret{kPassword}, "192.0.2.1");
        EXPECT_TRUE(identity.has_value()) << name;
        return identity ? Visitor{identity->sessionToken, identity->changeToken} : Visitor{};
    }

    static Request makeRequest(Method method, const std::string& target, const Visitor& visitor = {},
                               std::string body = {}) {
        Request request;
        request.method = method;
        request.methodText = toText(method);
        request.rawTarget = target;
        request.target = parseTarget(target).value();
        request.headers.add("Host", "ocellus.test");
        if (!visitor.session.empty()) {
            request.headers.add("Cookie", std::string(kSessionCookie) + "=" + visitor.session.reveal());
        }
        if (!visitor.token.empty()) {
            request.headers.add(kChangeHeader, visitor.token.reveal());
        }
        if (!body.empty()) {
            request.headers.add("Content-Type", "application/json");
        }
        request.body = std::move(body);
        request.peer = "192.0.2.1";
        return request;
    }

    Answer ask(Request request) {
        auto promise = std::make_shared<std::promise<Answer>>();
        auto future = promise->get_future();
        router_->answer(std::move(request),
                        [promise](Answer answer) { promise->set_value(std::move(answer)); });
        return future.get();
    }

    // The answer, where it is one and not a feed.
    Response call(Request request) {
        Answer answer = ask(std::move(request));
        auto* response = std::get_if<Response>(&answer);
        return response != nullptr ? std::move(*response) : emptyResponse(200);
    }

    Response call(Method method, const std::string& target, const Visitor& visitor = {},
                  std::string body = {}) {
        return call(makeRequest(method, target, visitor, std::move(body)));
    }

    static nlohmann::json bodyOf(const Response& response) { return nlohmann::json::parse(response.text); }

    TemporaryFolder folder_;
    ManualClock clock_;
    FakeHost host_;
    std::unique_ptr<Store> opened_;
    std::unique_ptr<Authenticator> authenticator_;
    std::unique_ptr<DeviceDigest> devices_;
    std::unique_ptr<Router> router_;
};

}  // namespace ocellus
