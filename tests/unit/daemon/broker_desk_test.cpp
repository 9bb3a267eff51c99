// SPDX-License-Identifier: Apache-2.0
#include "daemon/receivers/broker_desk.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <boost/asio/io_context.hpp>
#include <fstream>
#include <iterator>

#include "support/temporary_folder.h"

namespace ocellus {
namespace {

using nlohmann::json;

constexpr const char* kCertificate = "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n";
constexpr const char* kKey = "-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----\n";

// Store and outputs without a network: no broker answers, which is all the same here.
class BrokerDeskTest : public ::testing::Test {
protected:
    void SetUp() override { openWith({}); }

    void openWith(BrokerConfiguration declared) {
        outputs_.reset();
        desk_.reset();
        store_.reset();
        auto store = Store::open(folder_.path(), clock_);
        ASSERT_TRUE(store);
        store_ = std::move(*store);
        auto desk = BrokerDesk::open(*store_, std::move(declared));
        ASSERT_TRUE(desk);
        desk_ = std::move(*desk);
        const auto settings = desk_->settings();
        ASSERT_TRUE(settings) << settings.error().text();
        auto outputs = Outputs::open(*store_, context_, clock_, *settings);
        ASSERT_TRUE(outputs) << outputs.error().text();
        outputs_ = std::move(*outputs);
        desk_->attach(*outputs_);
    }

    std::string pathOf(const json& settings) {
        const auto changed = desk_->change(settings);
        return changed ? "" : changed.error().fields.empty() ? "?" : changed.error().fields[0].path;
    }

    TemporaryFolder folder_;
    SystemClock clock_;
    boost::asio::io_context context_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<BrokerDesk> desk_;
    std::unique_ptr<Outputs> outputs_;
};

TEST_F(BrokerDeskTest, IsOffUntilItIsSetAndThenKept) {
    EXPECT_EQ(desk_->write()["state"], "off");
    EXPECT_EQ(desk_->write()["declared"], false);
    const auto kept =
        desk_->change({{"url", "mqtt://127.0.0.1:1"}, {"username", "ada"}, {"password", "hidden"}});
    ASSERT_TRUE(kept) << kept.error().text();
    EXPECT_EQ((*kept)["settings"]["password"], "***");
    EXPECT_NE((*kept)["state"], "off");
    ASSERT_TRUE(desk_->change({{"password", "***"}, {"keep_alive", 30}, {"home_assistant", true}}));
    openWith({});
    const auto settings = desk_->settings();
    ASSERT_TRUE(settings && *settings);
    EXPECT_EQ((*settings)->password.reveal(), "hidden") << "*** leaves it as it is";
    EXPECT_EQ((*settings)->username, "ada");
    EXPECT_EQ((*settings)->keepAlive, fromSeconds(30));
    EXPECT_EQ((*settings)->discoveryPrefix, "homeassistant");
    ASSERT_TRUE(desk_->change({{"url", ""}}));
    EXPECT_EQ(desk_->write()["state"], "off");
}

TEST_F(BrokerDeskTest, NamesTheFieldThatIsWrongAndKeepsNothing) {
    EXPECT_EQ(pathOf({{"url", "127.0.0.1"}}), "url");
    EXPECT_EQ(pathOf({{"url", "mqtt://a"}, {"keep_alive", 4}}), "keep_alive");
    EXPECT_EQ(pathOf({{"url", "mqtts://a"}, {"tls", {{"ca", "/etc/shadow"}}}}), "tls/ca") << "no paths here";
    EXPECT_EQ(pathOf({{"url", "mqtts://a"}, {"tls", {{"certificate", kCertificate}}}}), "tls/key");
    EXPECT_EQ(pathOf({{"url", "mqtts://a"}, {"tls", {{"key", kKey}}}}), "tls/certificate");
    EXPECT_EQ(pathOf({{"url", "mqtt://a"}, {"home_assistant_prefix", "/x"}}), "home_assistant_prefix");
    EXPECT_EQ(pathOf({{"password_file", "/etc/shadow"}}), "password_file") << "files are for ocellus.yaml";
    EXPECT_EQ(desk_->write()["settings"]["url"], "");
}

TEST_F(BrokerDeskTest, LaysPastedCertificatesWhereOnlyItReadsThem) {
    const auto set =
        desk_->change({{"url", "mqtts://127.0.0.1:1"},
                       {"tls", {{"ca", kCertificate}, {"certificate", kCertificate}, {"key", kKey}}}});
    ASSERT_TRUE(set) << set.error().text();
    EXPECT_EQ((*set)["settings"]["tls"]["key"], "***");
    EXPECT_EQ((*set)["settings"]["tls"]["ca"], kCertificate);
    const auto settings = desk_->settings();
    ASSERT_TRUE(settings && *settings);
    std::ifstream in((*settings)->key);
    EXPECT_EQ((std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}), kKey);

    struct stat facts {};

    ASSERT_EQ(::stat((*settings)->key.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0600U);
}

TEST_F(BrokerDeskTest, OneThatIsDeclaredIsOnlyShown) {
    BrokerConfiguration declared;
    declared.url = "mqtt://127.0.0.1:1";
    declared.password = Secret{"hidden"};
    openWith(declared);
    const json shown = desk_->write();
    EXPECT_EQ(shown["declared"], true);
    EXPECT_EQ(shown["settings"]["password"], "***");
    EXPECT_EQ(desk_->change({{"url", ""}}).error().kind, Error::Kind::Conflict);
}

}  // namespace
}  // namespace ocellus
