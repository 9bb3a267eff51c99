// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "daemon/configuration/yaml_node.h"
#include "daemon/configuration/yaml_reader.h"

namespace ocellus {
namespace {

using nlohmann::json;
using testing::HasSubstr;

YamlError errorOf(const std::string& text) {
    const auto node = parseYaml(text);
    return node ? YamlError{} : node.error();
}

json valuesOf(const std::string& text, const std::vector<SettingDescriptor>& members = {}) {
    const auto node = parseYaml(text);
    EXPECT_TRUE(node.has_value()) << (node ? "" : node.error().message);
    return node ? toJson(*node, members).json : json();
}

SettingDescriptor setting(std::string name, SettingType type) {
    SettingDescriptor descriptor;
    descriptor.name = std::move(name);
    descriptor.type = type;
    return descriptor;
}

TEST(Yaml, ReadsPlainValuesByTheirLooks) {
    EXPECT_EQ(valuesOf("{a: 1, b: -2.5, c: true, d: text, e: '1', f: [1, x], g: , h: 1e3, i: .5, j: inf}"),
              json::parse(R"({"a": 1, "b": -2.5, "c": true, "d": "text", "e": "1", "f": [1, "x"], "g": null,
                              "h": 1000.0, "i": 0.5, "j": "inf"})"));
    EXPECT_EQ(valuesOf(""), json::object());
}

TEST(Yaml, LetsTheSettingSayWhatAPlainValueIs) {
    const std::vector<SettingDescriptor> members{
        setting("text", SettingType::Text),     setting("secret", SettingType::Secret),
        setting("choice", SettingType::Choice), setting("yes", SettingType::Boolean),
        setting("off", SettingType::Boolean),   setting("number", SettingType::Number),
        setting("object", SettingType::Object)};
    EXPECT_EQ(
        valuesOf("text: 0042\nsecret: 1e5\nchoice: 5\nyes: Yes\noff: off\nnumber: '5'\nobject:\n", members),
        json::parse(R"({"text": "0042", "secret": "1e5", "choice": "5", "yes": true, "off": false,
                              "number": "5", "object": {}})"));
}

TEST(Yaml, RemembersLines) {
    const auto node = parseYaml("a: 1\nlist:\n  - x: 1\n    y: 2\n  - {x: 3,\n     y: 4}\n");
    ASSERT_TRUE(node.has_value());
    const LinedJson document = toJson(*node, {});
    EXPECT_EQ(document.lineOf("a"), 1);
    EXPECT_EQ(document.lineOf("list"), 2);
    EXPECT_EQ(document.lineOf("list/0/y"), 4);
    EXPECT_EQ(document.lineOf("list/1"), 5);
    EXPECT_EQ(document.lineOf("list/1/y"), 6);
    EXPECT_EQ(document.lineOf("list/1/missing"), 5) << "of what it is missing in";
    EXPECT_EQ(document.lineOf("nowhere"), 1);
}

TEST(Yaml, SaysWhereTheSyntaxIsWrong) {
    const YamlError indentation = errorOf("a:\n  b: 1\n c: 2\n");
    EXPECT_EQ(indentation.line, 3);
    EXPECT_GT(indentation.column, 0);
    EXPECT_EQ(errorOf("a: [1, 2\nb: 3\n").line, 2);
    for (const char* open : {"x: 1\na: \"open\n", "x: 1\na: \"open\\\"\nb: 1\n", "x: 1\na: 'it''s open\n",
                             "\xef\xbb\xbfx: 'caf\xc3\xa9'\na: 'open\n"}) {
        EXPECT_EQ(errorOf(open).line, 2) << open;
    }
    EXPECT_EQ(errorOf("a: \"closed \\\" \"\nb: 'closed '' '\nc: it's \"\nd: \"\"\ne: ''\n").message, "");
    EXPECT_EQ(errorOf("a: 1\n\tb: 2\n").line, 2);
}

TEST(Yaml, RefusesAKeyThatIsGivenTwice) {
    const YamlError error = errorOf("a: 1\nb: 2\na: 3\n");
    EXPECT_EQ(error.line, 3);
    EXPECT_EQ(error.message, "\"a\" is given twice, first on line 1");
}

TEST(Yaml, RefusesAKeyThatIsNoWord) {
    EXPECT_EQ(errorOf("? [a, b]\n: 1\n").message, "a key is no plain word");
}

TEST(Yaml, RefusesASecondDocument) {
    EXPECT_EQ(errorOf("a: 1\n---\nb: 2\n").message, "a second document begins here");
}

TEST(Yaml, TakesAliasesThatMeanWell) {
    EXPECT_EQ(valuesOf("zones: &z [1, 2]\nagain: *z\n"),
              json::parse(R"({"zones": [1, 2], "again": [1, 2]})"));
}

// A few hundred bytes that would unfold to a billion values.
TEST(Yaml, RefusesAliasesThatMultiply) {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int k = 0; k < 10; ++k) {
            bomb += (k > 0 ? ", " : "") + before;
        }
        bomb += "]\n";
    }
    EXPECT_THAT(errorOf(bomb).message, HasSubstr("more than 100000 values"));
}

TEST(Yaml, RefusesAnAliasInsideWhatItRepeats) {
    EXPECT_EQ(errorOf("a: &a [1, *a]\n").message, "an alias stands inside what it repeats");
}

TEST(Yaml, RefusesWhatIsTooDeep) {
    EXPECT_EQ(errorOf(std::string(33, '[') + std::string(33, ']')).message, "is nested too deeply");
    EXPECT_EQ(errorOf(std::string(32, '[') + std::string(32, ']')).message, "");
    EXPECT_NE(errorOf(std::string(100'000, '[')).message, "");
    EXPECT_NE(errorOf(std::string(100'000, '{')).message, "");
    std::string nested = "a0: &a0 [1]\n";
    for (int i = 1; i < 40; ++i) {
        nested +=
            "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
    }
    EXPECT_EQ(errorOf(nested).message, "is nested too deeply");
}

TEST(Yaml, RefusesWhatIsTooLargeOrNoText) {
    EXPECT_THAT(errorOf(std::string(kMaximumYaml + 1, ' ')).message, HasSubstr("larger than 1 MiB"));
    EXPECT_EQ(errorOf(std::string("a: 1\nb: \0", 9)).line, 2);
    EXPECT_EQ(errorOf("a: \xff\n").message, "the file is not UTF-8");
}

}  // namespace
}  // namespace ocellus
