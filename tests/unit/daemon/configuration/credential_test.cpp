// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/credential.h"

#include <gmock/gmock.h>
#include <stdlib.h>  // setenv
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "daemon/configuration/configuration.h"

namespace ocellus {
namespace {

using std::filesystem::perms;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CredentialFile : public testing::Test {
protected:
    CredentialFile()
        : folder_(std::filesystem::temp_directory_path() /
                  ("ocellus-credential-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(folder_);
    }

    ~CredentialFile() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& text, perms permissions = perms::owner_read | perms::owner_write) {
        std::ofstream(folder_ / "secret") << text;
        std::filesystem::permissions(folder_ / "secret", permissions);
    }

    [[nodiscard]] Result<ResolvedCredential> resolved() const { return resolve({{}, "secret", {}}, folder_); }

    std::filesystem::path folder_;
};

TEST_F(CredentialFile, HoldsThePasswordWithoutItsLineEnd) {
    write("pass word\r\n");
    const auto credential = resolved();
    ASSERT_TRUE(credential.has_value());
    EXPECT_EQ(credential->password.reveal(), "pass word");
    EXPECT_EQ(credential->warning, "");
}

TEST_F(CredentialFile, IsWarnedOfWhereOthersCanReadIt) {
    write("x", perms::owner_read | perms::group_read);
    EXPECT_THAT(resolved()->warning, HasSubstr("chmod 600"));
}

TEST_F(CredentialFile, IsRefusedWhereItCannotBeRight) {
    EXPECT_THAT(resolved().error().message, HasSubstr("there is no file"));
    write("\n");
    EXPECT_THAT(resolved().error().message, HasSubstr("is empty"));
    write(std::string(4097, 'x'));
    EXPECT_THAT(resolved().error().message, HasSubstr("larger than 4 KiB"));
    EXPECT_THAT(resolve({{}, ".", {}}, folder_).error().message, HasSubstr("there is no file"));
}

TEST_F(CredentialFile, IsFoundBesideTheConfiguration) {
    write("hunter2", perms::owner_read | perms::others_read);
    std::ofstream(folder_ / "ocellus.yaml")
        << "cameras:\n  - {id: a, source: \"http://c/\", password_file: secret}\n";
    const auto loaded = loadConfiguration(folder_ / "ocellus.yaml");
    ASSERT_TRUE(loaded.has_value()) << loaded.error().front().text();
    EXPECT_EQ(loaded->settings.cameras[0].password.reveal(), "hunter2");
    EXPECT_THAT(loaded->warnings, ElementsAre(HasSubstr("can be read by other users")));
}

TEST_F(CredentialFile, IsMissedWithItsLine) {
    const auto loaded = readConfiguration(
        "cameras:\n  - id: a\n    source: \"http://c/\"\n    password_file: gone\n", folder_ / "o.yaml");
    ASSERT_FALSE(loaded.has_value());
    EXPECT_THAT(loaded.error().front().text(),
                HasSubstr("o.yaml:4: cameras/0/password_file: there is no file"));
}

TEST(Credential, MayStandInTheEnvironment) {
    ASSERT_EQ(::setenv("OCELLUS_TEST_PASSWORD", "hunter2", 1), 0);
    EXPECT_EQ(resolve({{}, {}, "OCELLUS_TEST_PASSWORD"}, ".")->password.reveal(), "hunter2");
    ::unsetenv("OCELLUS_TEST_PASSWORD");
    EXPECT_THAT(resolve({{}, {}, "OCELLUS_TEST_PASSWORD"}, ".").error().message, HasSubstr("is not set"));
}

TEST(Credential, IsTakenAsItStands) {
    EXPECT_EQ(resolve({Secret{"x"}, {}, {}}, ".")->password.reveal(), "x");
}

TEST(ConfigurationFile, IsMissedInWords) {
    const auto loaded = loadConfiguration("/nowhere/ocellus.yaml");
    ASSERT_FALSE(loaded.has_value());
    EXPECT_EQ(loaded.error().front().text(),
              "/nowhere/ocellus.yaml: there is no such file (check the path given to --config)");
    EXPECT_FALSE(loadConfiguration("/tmp").has_value());
}

}  // namespace
}  // namespace ocellus
