// SPDX-License-Identifier: Apache-2.0
#include "base/settings.h"

#include <gmock/gmock.h>

namespace ocellus {

enum class Colour { Red, Blue };

template <>
struct EnumerationNames<Colour> {
    static constexpr std::array<std::pair<Colour, std::string_view>, 2> kNames{
        {{Colour::Red, "red"}, {Colour::Blue, "blue"}}};
};

namespace {

enum class Pace { Five = 5, Ten = 10 };

}  // namespace

template <>
struct EnumerationNames<Pace> {
    static constexpr std::array<std::pair<Pace, std::string_view>, 2> kNames{
        {{Pace::Five, "5"}, {Pace::Ten, "10"}}};
    static constexpr bool kAreNumbers = true;
};

namespace {

struct Door {
    std::string name = "Door";
    int count = 5;
    Duration time = fromSeconds(10);
    Colour colour = Colour::Red;
    Secret password;
    Pace pace = Pace::Five;
};

struct Bell {
    int volume = 3;
};

struct House {
    std::vector<Door> doors;
    bool open = true;
    Bell bell;
    std::optional<Bell> secondBell;
};

SettingsSchema<House> schema() {
    const auto door =
        SettingsSchema<Door>()
            .field("name", &Door::name, {.help = "Its name", .maximumLength = 20, .forbidden = "\"&¥"})
            .field("count", &Door::count, {.minimum = 1, .maximum = 40})
            .field("time", &Door::time, {.unit = "s", .minimum = 0.1, .maximum = 3600})
            .field("colour", &Door::colour, {})
            .field("password", &Door::password, {})
            .field("pace", &Door::pace, {});
    const auto bell = SettingsSchema<Bell>().field("volume", &Bell::volume, {.minimum = 0, .maximum = 9});
    return SettingsSchema<House>()
        .list("doors", &House::doors, door, {.maximumLength = 2})
        .field("open", &House::open, {})
        .object("bell", &House::bell, bell, {})
        .object("second_bell", &House::secondBell, bell, {})
        .complete([](House& house) {
            for (Door& each : house.doors) {
                each.name = each.name.empty() ? "Nameless" : each.name;
            }
        })
        .check([](const House& house) -> Result<void> {
            for (std::size_t i = 0; i < house.doors.size(); ++i) {
                if (house.doors[i].name == "Trap") {
                    Error error{Error::Kind::BadInput, "a trap", ""};
                    error.fields.push_back(
                        {"doors/" + std::to_string(i) + "/name", "is a trap", "rename it"});
                    return tl::unexpected(error);
                }
            }
            return {};
        });
}

std::string firstError(const nlohmann::json& json) {
    const auto house = schema().read(json);
    return house ? "" : house.error().front().text();
}

TEST(Settings, ReadsWhatIsGivenAndKeepsDefaultsForTheRest) {
    const auto house = schema().read({{"doors", {{{"time", 0.1}, {"colour", "blue"}}}}});
    ASSERT_TRUE(house.has_value());
    EXPECT_EQ(house->doors.at(0).time, Duration{100'000});
    EXPECT_EQ(house->doors.at(0).colour, Colour::Blue);
    EXPECT_EQ(house->doors.at(0).count, 5);
    EXPECT_TRUE(house->open);
}

TEST(Settings, NamesFieldValueAndRemedyOfEachKindOfMistake) {
    const auto door = [](const nlohmann::json& json) { return firstError({{"doors", {json}}}); };
    EXPECT_EQ(door({{"count", 41}}), "doors/0/count: 41 is out of range (choose 1 to 40)");
    EXPECT_EQ(door({{"count", 1.5}}), "doors/0/count: 1.5 is not a whole number (give a whole number)");
    EXPECT_EQ(door({{"time", 0.05}}), "doors/0/time: 0.05 is out of range (choose 0.1 to 3600 s)");
    EXPECT_EQ(door({{"colour", "green"}}),
              "doors/0/colour: \"green\" is not one of the choices (choose one of red, blue)");
    EXPECT_EQ(door({{"name", "a¥b"}}), "doors/0/name: \"a¥b\" holds the character ¥ (leave it out)");
    EXPECT_EQ(door({{"nmae", "x"}}), "doors/0/nmae: unknown key \"nmae\" (did you mean \"name\"?)");
    EXPECT_EQ(firstError({{"doors", 3}}),
              "doors: must be a list (write one item a line, each beginning with \"- \")");
    EXPECT_EQ(firstError({{"open", "yes"}}), "open: \"yes\" is not true or false (give true or false)");
}

TEST(Settings, KeepsChoicesThatAreNumbersNumbers) {
    const auto house = schema().read({{"doors", {{{"pace", 10}}}}});
    ASSERT_TRUE(house.has_value());
    EXPECT_EQ(house->doors[0].pace, Pace::Ten);
    EXPECT_EQ(schema().write(*house)["doors"][0]["pace"], 10);
    EXPECT_EQ(
        toJsonSchema(schema().descriptors())["properties"]["doors"]["items"]["properties"]["pace"]["enum"],
        nlohmann::json({5, 10}));
    EXPECT_EQ(firstError({{"doors", {{{"pace", 7}}}}}),
              "doors/0/pace: \"7\" is not one of the choices (choose one of 5, 10)");
}

TEST(Settings, CompletesBeforeItChecksAndNamesTheFieldThatACheckNames) {
    const auto house = schema().read({{"doors", {{{"name", ""}}}}});
    ASSERT_TRUE(house.has_value());
    EXPECT_EQ(house->doors[0].name, "Nameless");
    EXPECT_EQ(firstError({{"doors", {{{"name", "Trap"}}}}}), "doors/0/name: is a trap (rename it)");
}

TEST(Settings, RefusesControlCharacters) {
    EXPECT_EQ(firstError({{"doors", {{{"name", "a\r\nb"}}}}}),
              "doors/0/name: it holds a control character (leave out line breaks and tabs)");
}

TEST(Settings, CountsLettersNotBytes) {
    EXPECT_EQ(firstError({{"doors", {{{"name", "駅前改札口一二三四五六七八九十一二三四"}}}}}), "");
}

TEST(Settings, FindsAllMistakesAtOnce) {
    const auto house = schema().read({{"doors", {{{"count", 0}, {"time", -1}}}}, {"opne", true}});
    ASSERT_FALSE(house.has_value());
    EXPECT_EQ(house.error().size(), 3u);
}

TEST(Settings, NeverWritesASecret) {
    House house;
    house.doors.push_back({});
    house.doors[0].password = Secret{"hunter2"};
    EXPECT_THAT(schema().write(house).dump(), testing::Not(testing::HasSubstr("hunter2")));
    EXPECT_EQ(schema().write(house)["doors"][0]["password"], "***");
}

TEST(Settings, SaysOfAnObjectWhetherItMayBeAbsent) {
    const auto properties = toJsonSchema(schema().descriptors())["properties"];
    EXPECT_EQ(properties["bell"]["type"], "object");
    EXPECT_FALSE(properties["bell"].contains("default"));
    EXPECT_EQ(properties["second_bell"]["type"], (nlohmann::json{"object", "null"}));
    EXPECT_TRUE(properties["second_bell"]["default"].is_null());
    EXPECT_TRUE(properties["second_bell"]["properties"].contains("volume"));
}

TEST(Settings, KeepsTheOrderOfItsDeclarationForForms) {
    const auto json = toJsonSchema(schema().descriptors());
    const auto& door = json["properties"]["doors"]["items"]["properties"];
    EXPECT_EQ(door["name"]["x-order"], 0);
    EXPECT_EQ(door["count"]["x-order"], 1);
    EXPECT_EQ(door["pace"]["x-order"], 5);
}

TEST(Settings, DescribesItselfAsJsonSchema) {
    const auto json = toJsonSchema(schema().descriptors());
    const auto& count = json["properties"]["doors"]["items"]["properties"]["count"];
    EXPECT_EQ(count["minimum"], 1);
    EXPECT_EQ(count["default"], 5);
    EXPECT_EQ(json["additionalProperties"], false);
}

TEST(Settings, ATextOfSeveralLinesMayHoldLineEnds) {
    SettingDescriptor lines;
    lines.multiline = true;
    EXPECT_TRUE(SettingValue<std::string>::read("a\r\nb\n", lines));
    EXPECT_FALSE(SettingValue<std::string>::read("a\tb", lines));
    EXPECT_FALSE(SettingValue<std::string>::read("a\nb", SettingDescriptor{}));
    lines.name = "text";
    EXPECT_EQ(toJsonSchema({lines})["properties"]["text"]["x-multiline"], true);
}

}  // namespace
}  // namespace ocellus
