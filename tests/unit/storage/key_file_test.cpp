// SPDX-License-Identifier: Apache-2.0
#include "storage/key_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "storage/sealed_settings.h"
#include "support/temporary_folder.h"

namespace ocellus {
namespace {

TEST(KeyFile, IsMadeOnceAndReadableByItsOwnerOnly) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "key";
    const auto made = KeyFile::open(path);
    ASSERT_TRUE(made) << made.error().text();

    struct stat facts {};

    ASSERT_EQ(::stat(path.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0600U);
    EXPECT_EQ(facts.st_size, 32);
    const Bytes sealed = made->seal(Secret{"camera password"}, "camera/gate");
    const auto again = KeyFile::open(path);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->unseal(sealed, "camera/gate").value().reveal(), "camera password");
}

TEST(KeyFile, SealsTheSameTextDifferentlyEachTime) {
    const TemporaryFolder folder;
    const auto key = KeyFile::open(folder.path() / "key");
    ASSERT_TRUE(key);
    EXPECT_NE(key->seal(Secret{"a"}, "c"), key->seal(Secret{"a"}, "c"));
    EXPECT_EQ(key->unseal(key->seal(Secret{""}, "c"), "c").value().reveal(), "");
}

TEST(KeyFile, RefusesWhatWasChangedMovedOrSealedElsewhere) {
    const TemporaryFolder folder;
    const auto key = KeyFile::open(folder.path() / "key");
    const auto other = KeyFile::open(folder.path() / "other");
    ASSERT_TRUE(key && other);
    Bytes sealed = key->seal(Secret{"password"}, "camera/gate");
    EXPECT_FALSE(key->unseal(sealed, "camera/yard"));
    EXPECT_FALSE(other->unseal(sealed, "camera/gate"));
    sealed.back() ^= 1;
    const auto changed = key->unseal(sealed, "camera/gate");
    ASSERT_FALSE(changed);
    EXPECT_NE(changed.error().message.find("camera/gate"), std::string::npos);
    EXPECT_FALSE(key->unseal(Bytes(10), "camera/gate"));
}

TEST(KeyFile, RefusesAFileThatOthersMayReadOrThatIsShort) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "key";
    ASSERT_TRUE(KeyFile::open(path));
    ::chmod(path.c_str(), 0644);
    const auto open = KeyFile::open(path);
    ASSERT_FALSE(open);
    EXPECT_NE(open.error().remedy.find("chmod 600"), std::string::npos);
    std::ofstream{folder.path() / "short"} << "abc";
    ::chmod((folder.path() / "short").c_str(), 0600);
    EXPECT_FALSE(KeyFile::open(folder.path() / "short"));
}

TEST(SealedSettings, TakesSecretsOutAtAnyDepthAndPutsThemBack) {
    const TemporaryFolder folder;
    const auto key = KeyFile::open(folder.path() / "key");
    ASSERT_TRUE(key);
    SettingDescriptor password;
    password.name = "password";
    password.type = SettingType::Secret;
    SettingDescriptor list;
    list.name = "http";
    list.type = SettingType::List;
    list.members = {password};
    const nlohmann::json settings = {
        {"password", "outer-secret"},
        {"title", "Gate"},
        {"http",
         {{{"password", "first-secret"}, {"port", 1}}, {{"port", 2}}, {{"password", "third-secret"}}}}};
    const SealedSettings sealed = sealSettings(settings, {password, list}, *key, "app/gate/occupancy");
    EXPECT_EQ(sealed.open.find("secret"), std::string::npos) << sealed.open;
    EXPECT_EQ(std::string(sealed.secrets.begin(), sealed.secrets.end()).find("secret"), std::string::npos);
    const auto whole = unsealSettings(sealed, *key, "app/gate/occupancy");
    ASSERT_TRUE(whole) << whole.error().text();
    EXPECT_EQ(*whole, settings);
}

}  // namespace
}  // namespace ocellus
