// SPDX-License-Identifier: Apache-2.0
#include "inference/model_manifest.h"

#include <gtest/gtest.h>

#include "unit/inference/manifest_folder.h"

namespace ocellus {
namespace {

using test::kManifest;
using test::ManifestFolder;

TEST(ModelManifest, IsReadWhole) {
    const ManifestFolder folder{"manifest"};
    const auto manifest = readManifest(folder.write("small/model.yaml", kManifest));
    ASSERT_TRUE(manifest) << manifest.error().text();
    EXPECT_EQ(manifest->id, "small");
    EXPECT_EQ(manifest->folder, folder.path() / "small");
    EXPECT_EQ(manifest->classes.size(), 8u);
    EXPECT_EQ(manifest->classes[7], ObjectClass::Vehicle);
    EXPECT_EQ(manifest->classes[1], std::nullopt);
    EXPECT_TRUE(manifest->redFirst);
    EXPECT_EQ(manifest->mean, (std::array<float, 3>{1, 2, 3}));
    EXPECT_EQ(manifest->scale, (std::array<float, 3>{4, 5, 6}));
    EXPECT_EQ(manifest->fit, Fit::Stretch);
    EXPECT_EQ(manifest->pad, 114);
    EXPECT_NEAR(manifest->calibration.scoreOf(ObjectClass::Human, 25), 0.3, 1e-6);
    EXPECT_EQ(manifest->file("small.onnx")->bytes, 3u);
    EXPECT_EQ(manifest->file("large.onnx"), nullptr);
    EXPECT_TRUE(manifest->offers(Precision::Bf16)) << "from fp32 files";
    EXPECT_FALSE(manifest->offers(Precision::Int8));
}

TEST(ModelManifest, PicksTheShapeNearestToThePicturesAspect) {
    const ManifestFolder folder{"shape"};
    const auto manifest = readManifest(folder.write("small/model.yaml", kManifest));
    ASSERT_TRUE(manifest);
    EXPECT_EQ(manifest->sizeFor({1920, 1080}, Detail::Plain), (FrameSize{416, 256}));
    EXPECT_EQ(manifest->sizeFor({2048, 2048}, Detail::Plain), (FrameSize{256, 256}));
    EXPECT_EQ(manifest->sizeFor({1080, 1920}, Detail::Plain), (FrameSize{192, 320}));
    EXPECT_EQ(manifest->sizeFor({}, Detail::Plain), (FrameSize{416, 256}));
    EXPECT_TRUE(manifest->accepts({640, 384}));
    EXPECT_TRUE(manifest->accepts({96, 96}));
    const auto refused = manifest->accepts({100, 96});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().remedy.find("416x256"), std::string::npos);
    EXPECT_FALSE(manifest->accepts({320000, 32}));
}

TEST(ModelManifest, HasLargerShapesForWhoLooksFinely) {
    ModelManifest manifest;
    manifest.sizes = {{416, 256}, {384, 288}};
    EXPECT_EQ(manifest.sizeFor({640, 480}, Detail::Fine), (FrameSize{384, 288})) << "there are no finer ones";
    manifest.fine = {{640, 384}, {512, 384}};
    EXPECT_EQ(manifest.sizeFor({640, 480}, Detail::Fine), (FrameSize{512, 384}));
    EXPECT_EQ(manifest.sizeFor({1920, 1080}, Detail::Fine), (FrameSize{640, 384}));
    EXPECT_EQ(manifest.sizeFor({640, 480}, Detail::Plain), (FrameSize{384, 288}));
    EXPECT_TRUE(manifest.accepts({640, 384}));
}

TEST(ModelManifest, Int8IsTheDefaultOnlyWhereTheProcessorIsMadeForIt) {
    ModelManifest manifest;
    manifest.variants = {{Precision::Fp32, {416, 256}, "f", ""},
                         {Precision::Int8, {416, 256}, "i", ""},
                         {Precision::Int8, {640, 384}, "j", ""}};
    EXPECT_EQ(manifest.defaultPrecision(true), Precision::Int8);
    EXPECT_EQ(manifest.defaultPrecision(false), Precision::Fp32);
    EXPECT_EQ(manifest.variantsFor(Precision::Int8, {600, 400}).front()->model, "j");
    EXPECT_EQ(manifest.variantsFor(Precision::Int8, {416, 416}).front()->model, "i");
    manifest.variants.resize(1);
    EXPECT_EQ(manifest.defaultPrecision(true), Precision::Fp32);
}

struct Fault {
    std::string from;  // replaced by `to` in the good manifest
    std::string to;
    std::string message;  // a part of what is said
};

class FaultyManifest : public testing::TestWithParam<Fault> {};

TEST_P(FaultyManifest, IsRefusedWithPlaceAndRemedy) {
    const ManifestFolder folder{"faulty"};
    std::string text = kManifest;
    const std::size_t at = text.find(GetParam().from);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, GetParam().from.size(), GetParam().to);
    const auto manifest = readManifest(folder.write("model.yaml", text));
    ASSERT_FALSE(manifest);
    EXPECT_NE(manifest.error().message.find(GetParam().message), std::string::npos)
        << manifest.error().text();
    EXPECT_NE(manifest.error().message.find("model.yaml:"), std::string::npos) << manifest.error().text();
    EXPECT_FALSE(manifest.error().remedy.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Each, FaultyManifest,
    testing::Values(Fault{"id: small", "id: ../small", "id"},
                    Fault{"title: A small one", "titel: x", "titel"},
                    Fault{"head: yolox", "head: resnet", "resnet"}, Fault{"0: human", "0: person", "person"},
                    Fault{"0: human", "-1: human", "classes"}, Fault{"416x256, 256", "416*256, 256", "size"},
                    Fault{"scale: [4, 5, 6]", "scale: [4, 0, 6]", "scale"},
                    Fault{"mean: [1, 2, 3]", "mean: [1, 2]", "mean"},
                    Fault{"fit: stretch", "fit: crop", "crop"}, Fault{"pad: 114", "pad: 256", "pad"},
                    Fault{"name: small.onnx", "name: ../x.onnx", "../x.onnx"},
                    Fault{"sha256: ba78", "sha256: BA78", "sha256"}, Fault{"https://", "http://", "source"},
                    Fault{"model: small.onnx", "model: other.onnx", "other.onnx"},
                    Fault{"precision: fp32", "precision: bf16", "precision"},
                    Fault{"25: 0.3", "25: 0.01", "calibration"}, Fault{"overlap: 0.5", "overlap: [", ":"}));

TEST(ModelManifest, TheOnesInTheBoxAreGood) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(OCELLUS_SOURCE_DIR "/models")) {
        if (entry.is_directory()) {
            const auto manifest = readManifest(entry.path() / "model.yaml");
            ASSERT_TRUE(manifest) << manifest.error().text();
            EXPECT_EQ(manifest->id, entry.path().filename());
            ++count;
        }
    }
    EXPECT_GE(count, 8);
}

}  // namespace
}  // namespace ocellus
