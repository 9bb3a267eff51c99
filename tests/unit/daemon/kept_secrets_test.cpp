// SPDX-License-Identifier: Apache-2.0
#include "daemon/registry/kept_secrets.h"

#include <gtest/gtest.h>

#include "base/settings.h"

namespace ocellus {
namespace {

struct Receiver {
    std::string address;
    Secret password;
};

struct Place {
    Secret password;
    std::vector<Receiver> receivers;
};

const std::vector<SettingDescriptor>& descriptors() {
    static const auto schema = SettingsSchema<Place>()
                                   .field("password", &Place::password, {})
                                   .list("receivers", &Place::receivers,
                                         SettingsSchema<Receiver>()
                                             .field("address", &Receiver::address, {})
                                             .field("password", &Receiver::password, {}),
                                         {});
    return schema.descriptors();
}

const nlohmann::json kBefore{{"password", "a"},
                             {"receivers", {{{"address", "x"}, {"password", "b"}}, {{"address", "y"}}}}};

TEST(KeptSecrets, StarsKeepWhatWasThereAndAnythingElseReplacesIt) {
    nlohmann::json settings{{"password", "***"},
                            {"receivers",
                             {{{"address", "x"}, {"password", "new"}},
                              {{"address", "y"}, {"password", "***"}},
                              {{"address", "z"}, {"password", "***"}}}}};
    keepSecrets(settings, kBefore, descriptors());
    EXPECT_EQ(settings["password"], "a");
    EXPECT_EQ(settings["receivers"][0]["password"], "new");
    EXPECT_EQ(settings["receivers"][1]["password"], "");
    EXPECT_EQ(settings["receivers"][2]["password"], "");
}

TEST(KeptSecrets, HidingLeavesNoSecretAndShowsWhetherOneIsSet) {
    nlohmann::json settings = kBefore;
    settings["receivers"][1]["password"] = "";
    hideSecrets(settings, descriptors());
    EXPECT_EQ(settings["password"], "***");
    EXPECT_EQ(settings["receivers"][0]["password"], "***");
    EXPECT_EQ(settings["receivers"][1]["password"], "");
    EXPECT_EQ(settings["receivers"][0]["address"], "x");
}

TEST(KeptSecrets, SettingsOfAnotherShapeAreLeftToValidation) {
    nlohmann::json settings{{"password", 3}, {"receivers", "none"}};
    keepSecrets(settings, kBefore, descriptors());
    EXPECT_EQ(settings["password"], 3);
}

}  // namespace
}  // namespace ocellus
