// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "integration/server/raw_client.h"
#include "server/server.h"
#include "storage/store.h"
#include "support/fake_host.h"
#include "support/temporary_folder.h"

namespace ocellus {

// A server on free ports of 127.0.0.1, with its network thread, a store of its own and cameras gate and yard.
class RunningServer : public ::testing::Test {
protected:
    static constexpr PasswordHasher::Cost kCheapHash{1, 8192};
    static constexpr const char* kPassword = "a good password";

    RunningServer() : store_(std::move(Store::open(folder_.path() / "data", clock_).value())) {
        settings_.http = "127.0.0.1:0";
        settings_.https = "127.0.0.1:0";
        settings_.webFolder = folder_.path() / "web";
        settings_.passwordCost = kCheapHash;
    }

    ~RunningServer() override {
        server_.reset();
        guard_.reset();
        if (network_.joinable()) {
            network_.join();
        }
    }

    void start() {
        server_ = std::make_unique<Server>(context_, host_, *store_, clock_, settings_);
        const auto started = server_->start();
        ASSERT_TRUE(started) << started.error().text();
        network_ = std::thread([this] { context_.run(); });
    }

    [[nodiscard]] std::string http() const { return *server_->httpAddress(); }

    [[nodiscard]] std::string https() const { return *server_->httpsAddress(); }

    void addUser(const std::string& name, Role role) {
        PasswordHasher hasher(kCheapHash);
        const User user{name, hasher.hash(Secret{kPassword}).value(), role, "en", std::nullopt};
        ASSERT_TRUE(store_->run([&](Tables& tables) { return tables.users.add(user); }));
    }

    // The Cookie and X-Ocellus-Token lines of a fresh login.
    std::string loggedIn(const std::string& name) {
        RawClient client(http(), false);
        const auto answer = client.ask("POST", "/api/v1/session", "",
                                       nlohmann::json{{"name", name}, {"password", kPassword}}.dump());
        EXPECT_EQ(answer.status, 200) << answer.body;
        const std::string& cookie = answer.headers.at("set-cookie");
        return "Cookie: " + cookie.substr(0, cookie.find(';')) +
               "\r\nX-Ocellus-Token: " + nlohmann::json::parse(answer.body)["token"].get<std::string>() +
               "\r\n";
    }

    // Waits for something that another thread brings about.
    template <class Condition>
    static bool eventually(Condition condition) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{5};
        while (!condition()) {
            if (std::chrono::steady_clock::now() > end) {
                return false;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds{2});
        }
        return true;
    }

    TemporaryFolder folder_;
    SystemClock clock_;
    FakeHost host_;
    std::unique_ptr<Store> store_;
    ServerSettings settings_;
    boost::asio::io_context context_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_{context_.get_executor()};
    std::unique_ptr<Server> server_;
    std::thread network_;
};

}  // namespace ocellus
