// SPDX-License-Identifier: Apache-2.0
// `ocellus models` as a user calls it: exit codes, JSON lines alone on standard output (contract).
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "image/jpeg_encoder.h"
#include "inference/detector_model.h"
#include "support/temporary_folder.h"
#include "unit/cli/command_call.h"

namespace ocellus::cli {
namespace {

Outcome call(std::vector<std::string> arguments) {
    return cli::call(addModels, std::move(arguments));
}

std::vector<nlohmann::json> linesOf(const std::string& text) {
    std::vector<nlohmann::json> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) {
        lines.push_back(nlohmann::json::parse(line));
    }
    return lines;
}

void write(const std::filesystem::path& file, const std::string& content) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << content;
}

TEST(Models, ListNamesTheBuiltInOne) {
    const Outcome outcome = call({"models", "list", "--json"});
    EXPECT_EQ(outcome.code, kDone) << outcome.err;
    const auto lines = linesOf(outcome.out);
    const auto own =
        std::ranges::find_if(lines, [](const auto& line) { return line["id"] == kBuiltInDetector; });
    ASSERT_NE(own, lines.end());
    EXPECT_EQ((*own)["here"], true);
    EXPECT_EQ((*own)["licence"], "Apache-2.0");
    EXPECT_NE((*own)["accuracy"].get<std::string>().find("human"), std::string::npos);
    EXPECT_NE((*own)["cost"].get<std::string>().find("yolox-nano"), std::string::npos);
    const std::string page = call({"models", "list"}).out;
    EXPECT_NE(page.find((*own)["accuracy"].get<std::string>()), std::string::npos);
    EXPECT_NE(page.find((*own)["cost"].get<std::string>()), std::string::npos);
}

TEST(Models, ABrokenManifestIsNamedAndTheOthersAreListed) {
    const TemporaryFolder folder;
    write(folder.path() / "odd/model.yaml", "id: odd\n");
    const Outcome outcome = call({"models", "list", "--models", folder.path().string()});
    EXPECT_EQ(outcome.code, kBadInput);
    EXPECT_NE(outcome.err.find("odd/model.yaml"), std::string::npos);
    EXPECT_NE(outcome.out.find("ocellus-s"), std::string::npos);
}

TEST(Models, EvalMeasuresAFolderOfLabelledPictures) {
    const TemporaryFolder folder;
    Frame frame;
    frame.reshape(64, 48);
    std::ranges::fill(frame.y, 100);
    std::ranges::fill(frame.u, 128);
    std::ranges::fill(frame.v, 128);
    std::vector<std::uint8_t> jpeg;
    ASSERT_TRUE(JpegEncoder{}.encode(frame, 90, jpeg));
    write(folder.path() / "images/a.jpg", {jpeg.begin(), jpeg.end()});
    write(folder.path() / "labels.jsonl", R"({"image":"images/a.jpg","split":"val","annotated":["person"],)"
                                          R"("boxes":[["person",0.5,0.5,0.5,0.5,1,"human",0]]})"
                                          "\n");
    const Outcome outcome = call({"models", "eval", "--dataset", folder.path().string(), "--json"});
    EXPECT_EQ(outcome.code, kDone) << outcome.err;
    const auto lines = linesOf(outcome.out);
    ASSERT_FALSE(lines.empty());
    EXPECT_EQ(lines[0]["class"], "human");
    EXPECT_EQ(lines[0]["labels"], 1);
    EXPECT_EQ(lines[0]["recall"], 0) << "nobody is found in a grey picture at the default threshold";

    const Outcome other = call({"models", "eval", "--dataset", folder.path().string(), "--split", "test"});
    EXPECT_EQ(other.code, kBadInput);
    EXPECT_NE(other.err.find("'test'"), std::string::npos);
}

TEST(Models, BenchGivesAFigureForEachPrecision) {
    const Outcome outcome = call({"models", "bench", "--runs", "1", "--input", "96x64", "--json"});
    EXPECT_EQ(outcome.code, kDone) << outcome.err;
    const auto lines = linesOf(outcome.out);
    ASSERT_EQ(lines.size(), 3u);
    for (const auto& line : lines) {
        EXPECT_EQ(line["input"], "96x64");
        EXPECT_GE(line["ms"], 0);
    }
}

TEST(Models, PullAndImportSayWhatIsWrong) {
    const TemporaryFolder folder;
    const std::string to = folder.path().string();
    const Outcome pull = call({"models", "pull", "ocelus-s", "--models", to});
    EXPECT_EQ(pull.code, kBadInput);
    EXPECT_NE(pull.err.find("'ocellus-s'"), std::string::npos);
    EXPECT_EQ(call({"models", "pull", "ocellus-s", "--models", to}).code, kDone) << "it is here already";
    write(folder.path() / "some.onnx", "abc");
    const Outcome taken = call({"models", "import", to + "/some.onnx", "--models", to + "/new"});
    EXPECT_EQ(taken.code, kBadInput);
    EXPECT_NE(taken.err.find("model.yaml"), std::string::npos);
    EXPECT_EQ(call({"models"}).code, kBadInput);
    EXPECT_EQ(call({"models", "list", "--models", to + "/nowhere"}).code, kBadInput);
}

}  // namespace
}  // namespace ocellus::cli
