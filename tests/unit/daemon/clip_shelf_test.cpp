// SPDX-License-Identifier: Apache-2.0
#include "daemon/trials/clip_shelf.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/temporary_folder.h"

namespace ocellus {
namespace {

using nlohmann::json;

json piece(const std::string& name, std::uint64_t bytes, std::uint64_t offset, const std::string& base64) {
    return {{"name", name}, {"bytes", bytes}, {"offset", offset}, {"data", base64}};
}

class ClipShelfTest : public ::testing::Test {
protected:
    TemporaryFolder folder_;
    ClipShelf shelf_{folder_.path() / "clips"};
};

TEST_F(ClipShelfTest, MakesAClipOfItsPieces) {
    EXPECT_EQ(shelf_.list(), json::array());
    EXPECT_EQ(shelf_.add(piece("door.avi", 5, 0, "YWJj")).value(),
              (json{{"name", "door.avi"}, {"received", 3}, {"complete", false}}));
    EXPECT_EQ(shelf_.list(), json::array()) << "not whole yet";
    EXPECT_FALSE(shelf_.find("door.avi"));
    EXPECT_EQ(shelf_.add(piece("door.avi", 5, 3, "ZGU=")).value()["complete"], true);
    EXPECT_EQ(shelf_.list(), (json{{{"name", "door.avi"}, {"bytes", 5}}}));
    const auto file = shelf_.find("door.avi");
    ASSERT_TRUE(file);
    std::ifstream in(*file);
    std::string text;
    in >> text;
    EXPECT_EQ(text, "abcde");
    EXPECT_TRUE(shelf_.remove("door.avi"));
    EXPECT_FALSE(shelf_.find("door.avi"));
    EXPECT_EQ(shelf_.remove("door.avi").error().kind, Error::Kind::NotFound);
}

TEST_F(ClipShelfTest, PiecesComeInOrderAndFit) {
    ASSERT_TRUE(shelf_.add(piece("a", 6, 0, "YWJj")));
    EXPECT_EQ(shelf_.add(piece("a", 6, 4, "ZGU=")).error().kind, Error::Kind::Conflict);
    EXPECT_EQ(shelf_.add(piece("a", 4, 3, "ZGU=")).error().kind, Error::Kind::Conflict) << "too much";
    EXPECT_EQ(shelf_.add(piece("b", 6, 3, "ZGU=")).error().kind, Error::Kind::Conflict) << "no beginning";
    ASSERT_TRUE(shelf_.add(piece("a", 3, 0, "YWJj"))) << "from 0 it begins anew";
}

TEST_F(ClipShelfTest, NamesStayInTheFolder) {
    for (const char* name : {"", "../a", "a/b", ".hidden", "a b", "a.part", "ü"}) {
        EXPECT_FALSE(shelf_.add(piece(name, 3, 0, "YWJj"))) << name;
        EXPECT_FALSE(shelf_.find(name)) << name;
    }
    EXPECT_FALSE(shelf_.add(piece("a", 3, 0, "not base64!")));
}

TEST_F(ClipShelfTest, IsBounded) {
    EXPECT_FALSE(shelf_.add(piece("a", ClipShelf::kLargestClip + 1, 0, "YWJj")));
    std::filesystem::create_directories(folder_.path() / "clips");
    const auto large = folder_.path() / "clips" / "large.avi";
    std::ofstream{large} << "x";
    std::filesystem::resize_file(large, ClipShelf::kAllClips - 2);
    EXPECT_EQ(shelf_.add(piece("a", 3, 0, "YWJj")).error().kind, Error::Kind::Limit);
    EXPECT_TRUE(shelf_.add(piece("large.avi", 3, 0, "YWJj"))) << "it takes the place of the large one";
}

}  // namespace
}  // namespace ocellus
