// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/reference_page.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace ocellus {
namespace {

// The page that people read says what the program does: a setting that changes without it fails here.
TEST(ConfigurationReference, IsThePageThatIsCommitted) {
    const std::string path = OCELLUS_SOURCE_DIR "/docs/reference/configuration.md";
    const std::string page = configurationReference();
    if (std::getenv("OCELLUS_UPDATE_REFERENCE") != nullptr) {
        std::ofstream(path) << page;
    }
    std::ifstream in(path);
    const std::string committed{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    EXPECT_EQ(committed, page) << "run this test with OCELLUS_UPDATE_REFERENCE=1 and commit the page";
}

TEST(ConfigurationReference, NamesSectionsValuesAndRequirements) {
    const std::string page = configurationReference();
    EXPECT_THAT(page, testing::HasSubstr("\n## `cameras[].apps.occupancy.zones[]`\n"));
    EXPECT_THAT(page,
                testing::HasSubstr("| `threshold` | whole number | `5` | 1 to 40 | At or above this many"));
    EXPECT_THAT(page, testing::HasSubstr("`5`, `10`, `15`, `60`, `300`"));
}

}  // namespace
}  // namespace ocellus
