// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "storage/tables.h"
#include "support/temporary_folder.h"

namespace ocellus {
namespace {

class AccountsTest : public ::testing::Test {
protected:
    void SetUp() override { reopen(); }

    void reopen() {
        tables_.reset();
        auto opened = Tables::open(folder_.path());
        ASSERT_TRUE(opened) << opened.error().text();
        tables_ = std::move(*opened);
    }

    static WallTime at(int seconds) { return WallTime{std::chrono::seconds{seconds}}; }

    // All bytes of all files of the folder: what a thief of the disk reads.
    [[nodiscard]] std::string everythingOnDisk() const {
        std::ostringstream all;
        for (const auto& entry : std::filesystem::directory_iterator{folder_.path()}) {
            all << std::ifstream{entry.path(), std::ios::binary}.rdbuf();
        }
        return all.str();
    }

    TemporaryFolder folder_;
    std::unique_ptr<Tables> tables_;
};

TEST_F(AccountsTest, UsersAreAddedChangedListedAndRemoved) {
    Users& users = tables_->users;
    EXPECT_FALSE(users.any().value());
    ASSERT_TRUE(users.add({"ada", "hash-a", Role::Admin, "en", std::nullopt}));
    ASSERT_TRUE(users.add({"bob", "hash-b", Role::Viewer, "ja", std::vector<std::string>{"gate", "yard"}}));
    const auto taken = users.add({"bob", "x", Role::Admin, "en", std::nullopt});
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().kind, Error::Kind::Conflict);
    EXPECT_NE(taken.error().message.find("bob"), std::string::npos);
    ASSERT_TRUE(users.change({"bob", "hash-c", Role::Operator, "es", std::vector<std::string>{}}));
    reopen();
    EXPECT_TRUE(tables_->users.any().value());
    const auto list = tables_->users.list().value();
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].name, "ada");
    EXPECT_FALSE(list[0].cameras.has_value()) << "none means all";
    EXPECT_EQ(list[1].passwordHash, "hash-c");
    EXPECT_EQ(list[1].role, Role::Operator);
    EXPECT_EQ(list[1].language, "es");
    EXPECT_EQ(list[1].cameras, std::vector<std::string>{}) << "an empty list means no camera, not all";
    ASSERT_TRUE(tables_->users.remove("bob"));
    EXPECT_FALSE(tables_->users.find("bob").value().has_value());
    EXPECT_EQ(tables_->users.remove("bob").error().kind, Error::Kind::NotFound);
    EXPECT_EQ(tables_->users.change({"bob", "", Role::Admin, "en", std::nullopt}).error().kind,
              Error::Kind::NotFound);
}

TEST_F(AccountsTest, TheLastAdminStays) {
    Users& users = tables_->users;
    ASSERT_TRUE(users.add({"ada", "h", Role::Admin, "en", std::nullopt}));
    ASSERT_TRUE(users.add({"bob", "h", Role::Viewer, "en", std::nullopt}));
    EXPECT_EQ(users.remove("ada").error().kind, Error::Kind::Conflict);
    EXPECT_EQ(users.change({"ada", "h", Role::Operator, "en", std::nullopt}).error().kind,
              Error::Kind::Conflict);
    EXPECT_TRUE(users.change({"ada", "new", Role::Admin, "ja", std::nullopt})) << "its password may change";
    ASSERT_TRUE(users.change({"bob", "h", Role::Admin, "en", std::nullopt}));
    EXPECT_TRUE(users.remove("ada"));
}

TEST_F(AccountsTest, ASessionEndsByTimeByLogoutAndWithItsUser) {
    ASSERT_TRUE(tables_->users.add({"ada", "h", Role::Admin, "en", std::nullopt}));
    ASSERT_TRUE(tables_->users.add({"bob", "h", Role::Admin, "en", std::nullopt}));
    Sessions& sessions = tables_->sessions;
    ASSERT_TRUE(sessions.add({{1}, "ada", "csrf", at(10), at(10), at(100)}));
    ASSERT_TRUE(sessions.add({{2}, "bob", "csrf", at(10), at(10), at(100)}));
    EXPECT_FALSE(sessions.add({{3}, "eve", "csrf", at(10), at(10), at(100)})) << "no such user";
    EXPECT_EQ(sessions.find({1}, at(99)).value()->csrfToken, "csrf");
    EXPECT_FALSE(sessions.find({1}, at(100)).value().has_value());
    ASSERT_TRUE(sessions.touch({1}, at(50), at(150)));
    EXPECT_EQ(sessions.find({1}, at(149)).value()->lastUsed, at(50));
    EXPECT_EQ(sessions.removeExpired(at(120)).value(), 1);
    EXPECT_FALSE(sessions.find({2}, at(20)).value().has_value());
    ASSERT_TRUE(tables_->users.remove("ada"));
    EXPECT_FALSE(sessions.find({1}, at(51)).value().has_value());
}

TEST_F(AccountsTest, AUserHasABoundedNumberOfSessions) {
    ASSERT_TRUE(tables_->users.add({"ada", "h", Role::Admin, "en", std::nullopt}));
    for (int i = 0; i <= Sessions::kMostPerUser; ++i) {
        ASSERT_TRUE(
            tables_->sessions.add({{static_cast<std::uint8_t>(i)}, "ada", "c", at(i), at(i), at(1000)}));
    }
    EXPECT_FALSE(tables_->sessions.find({0}, at(1)).value().has_value()) << "longest unused";
    EXPECT_TRUE(tables_->sessions.find({1}, at(1)).value().has_value());
}

TEST_F(AccountsTest, ADeviceAccountKeepsItsHa1Sealed) {
    ASSERT_TRUE(tables_->deviceAccounts.add(
        {"nvr", "gate", Secret{"md5-in-the-clear"}, Secret{"sha-in-the-clear"}, at(5)}));
    EXPECT_EQ(tables_->deviceAccounts.add({"nvr", "yard", {}, {}, at(5)}).error().kind,
              Error::Kind::Conflict);
    reopen();
    const auto found = tables_->deviceAccounts.find("nvr").value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->ha1Md5.reveal(), "md5-in-the-clear");
    EXPECT_EQ(found->ha1Sha256.reveal(), "sha-in-the-clear");
    EXPECT_EQ(found->camera, "gate");
    EXPECT_EQ(tables_->deviceAccounts.list().value().size(), 1U);
    EXPECT_EQ(everythingOnDisk().find("in-the-clear"), std::string::npos);
    EXPECT_TRUE(tables_->deviceAccounts.remove("nvr"));
    EXPECT_EQ(tables_->deviceAccounts.remove("nvr").error().kind, Error::Kind::NotFound);
}

TEST_F(AccountsTest, CamerasAndAppSettingsKeepTheirSecretsSealed) {
    SettingDescriptor password;
    password.name = "password";
    password.type = SettingType::Secret;
    const nlohmann::json camera = {{"source", "http://127.0.0.1/"}, {"password", "in-the-clear"}};
    ASSERT_TRUE(tables_->cameras.put({"gate", camera}, {password}));
    ASSERT_TRUE(tables_->appSettings.put({"gate", "occupancy", {{"password", "in-the-clear"}}}, {password}));
    ASSERT_TRUE(tables_->appSettings.put({"yard", "occupancy", {{"object", "human"}}}, {password}));
    reopen();
    EXPECT_EQ(tables_->cameras.find("gate").value()->settings, camera);
    EXPECT_EQ(tables_->cameras.list().value().size(), 1U);
    EXPECT_EQ(tables_->appSettings.find("gate", "occupancy").value(),
              (nlohmann::json{{"password", "in-the-clear"}}));
    EXPECT_EQ(tables_->appSettings.list().value().size(), 2U);
    EXPECT_EQ(everythingOnDisk().find("in-the-clear"), std::string::npos);
    ASSERT_TRUE(tables_->cameras.remove("gate"));
    EXPECT_FALSE(tables_->appSettings.find("gate", "occupancy").value().has_value())
        << "goes with its camera";
    EXPECT_TRUE(tables_->appSettings.find("yard", "occupancy").value().has_value());
    EXPECT_EQ(tables_->cameras.remove("gate").error().kind, Error::Kind::NotFound);
    EXPECT_EQ(tables_->appSettings.remove("gate", "occupancy").error().kind, Error::Kind::NotFound);
}

TEST_F(AccountsTest, TheSetupSecretStaysTillTheFirstUser) {
    const auto secret = tables_->setupSecret.current().value();
    ASSERT_TRUE(secret);
    EXPECT_GE(secret->reveal().size(), 20U);
    reopen();
    EXPECT_TRUE(tables_->setupSecret.matches(*secret).value()) << "what was printed first still works";
    EXPECT_FALSE(tables_->setupSecret.matches(Secret{"guess"}).value());
    EXPECT_FALSE(tables_->setupSecret.matches(Secret{}).value());
    ASSERT_TRUE(tables_->users.add({"ada", "h", Role::Admin, "en", std::nullopt}));
    EXPECT_FALSE(tables_->setupSecret.current().value().has_value());
    EXPECT_FALSE(tables_->setupSecret.matches(*secret).value());
}

TEST_F(AccountsTest, ALostKeyFileIsSaidBeforeAnythingIsSealedWithAnother) {
    tables_.reset();
    std::filesystem::remove(folder_.path() / "key");
    const auto opened = Tables::open(folder_.path());
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find("key file"), std::string::npos);
    EXPECT_NE(opened.error().remedy.find("backup"), std::string::npos);
}

}  // namespace
}  // namespace ocellus
