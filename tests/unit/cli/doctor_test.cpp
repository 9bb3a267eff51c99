// SPDX-License-Identifier: Apache-2.0
// `ocellus doctor` on the detectors that there are to choose from.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "inference/detector_model.h"
#include "support/temporary_folder.h"
#include "unit/cli/command_call.h"

namespace ocellus::cli {
namespace {

std::vector<nlohmann::json> modelsTold(const std::string& folder) {
    const Outcome outcome = cli::call(addDoctor, {"doctor", "--json", "--models", folder});
    std::vector<nlohmann::json> told;
    std::istringstream in{outcome.out};
    for (std::string line; std::getline(in, line);) {
        auto finding = nlohmann::json::parse(line);
        if (finding.dump().find("ocellus-") != std::string::npos &&
            finding.dump().find(" ms a picture") != std::string::npos) {
            told.push_back(std::move(finding));
        }
    }
    return told;
}

// The same net under another name, as a second one of our own would lie there.
void addTwin(const std::filesystem::path& folder) {
    std::ifstream in(OCELLUS_SOURCE_DIR "/models/ocellus-s/model.yaml");
    std::string manifest{std::istreambuf_iterator<char>(in), {}};
    manifest.replace(manifest.find("id: ocellus-s"), 13, "id: ocellus-x");
    std::filesystem::create_directories(folder / "ocellus-x");
    std::ofstream(folder / "ocellus-x/model.yaml") << manifest;
}

TEST(Doctor, TellsTheDetectorsOfOurOwnWithCostAndAccuracy) {
    const TemporaryFolder folder;
    addTwin(folder.path());
    const auto told = modelsTold(folder.path().string());
    ASSERT_GE(told.size(), 2u);
    EXPECT_NE(told[0].dump().find(kBuiltInDetector), std::string::npos)
        << "the one that would run comes first";
    const auto twin = std::ranges::find_if(
        told, [](const auto& each) { return each.dump().find("ocellus-x") != std::string::npos; });
    ASSERT_NE(twin, told.end());
    EXPECT_NE(twin->dump().find("models.detector could be"), std::string::npos);
    EXPECT_NE(twin->dump().find("AP50"), std::string::npos);
}

}  // namespace
}  // namespace ocellus::cli
