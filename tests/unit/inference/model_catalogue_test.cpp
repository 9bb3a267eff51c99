// SPDX-License-Identifier: Apache-2.0
#include "inference/model_catalogue.h"

#include <gtest/gtest.h>

#include "inference/sha256.h"
#include "unit/inference/manifest_folder.h"

namespace ocellus {
namespace {

using test::kManifest;
using test::ManifestFolder;

TEST(Sha256, OfAFile) {
    const ManifestFolder folder{"sha"};
    EXPECT_EQ(*sha256Of(folder.write("abc", "abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(*sha256Of(folder.write("none", "")),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_FALSE(sha256Of(folder.path() / "missing"));
}

TEST(ModelCatalogue, FindsManifestsAndNamesTheNearestForATypingError) {
    const ManifestFolder folder{"list"};
    folder.write("small/model.yaml", kManifest);
    folder.write("broken/model.yaml", "id: [");
    const ModelCatalogue catalogue{{folder.path()}};
    EXPECT_EQ(catalogue.list().models.size(), 1u);
    EXPECT_EQ(catalogue.list().problems.size(), 1u);
    EXPECT_TRUE(catalogue.find("small"));
    EXPECT_NE(catalogue.find("smalll").error().remedy.find("'small'"), std::string::npos);
    EXPECT_EQ(catalogue.find("broken").error().kind, Error::Kind::BadInput);
}

TEST(ModelCatalogue, TheFirstFolderWins) {
    const ManifestFolder first{"first"};
    const ManifestFolder second{"second"};
    std::string other = kManifest;
    other.replace(other.find("A small one"), 11, "Another one");
    first.write("small/model.yaml", other);
    second.write("small/model.yaml", kManifest);
    EXPECT_EQ(ModelCatalogue({first.path(), second.path()}).find("small")->title, "Another one");
}

TEST(ModelCatalogue, AFileIsKnownByItsContentWhereverItLies) {
    const ManifestFolder folder{"box"};
    const ManifestFolder other{"elsewhere"};
    folder.write("small/model.yaml", kManifest);
    const ModelCatalogue catalogue{{folder.path(), other.path()}};
    const auto manifest = catalogue.find("small");
    ASSERT_TRUE(manifest);

    const auto missing = catalogue.locate(*manifest, "small.onnx");
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().remedy.find("models pull small"), std::string::npos);

    folder.write("small/small.onnx", "xyz");  // same size, other content
    other.write("deep/er/small.onnx", "abd");
    EXPECT_FALSE(catalogue.locate(*manifest, "small.onnx"));

    const auto right = other.write("onnx/small.onnx", "abc");
    EXPECT_EQ(*catalogue.locate(*manifest, "small.onnx"), right);
    folder.write("small/small.onnx", "abc");
    EXPECT_EQ(*catalogue.locate(*manifest, "small.onnx"), folder.path() / "small/small.onnx");
}

// A model that its publisher and somebody else give out in different files runs from either.
TEST(ModelCatalogue, AnyFormOfAModelWillDo) {
    const ManifestFolder folder{"forms"};
    std::string text = kManifest;
    const std::string form = "  - {precision: fp32, size: 416x256, model: other.onnx}\n";
    text.insert(text.find("  - {precision"), form);
    text.insert(text.find("  - name"),
                "  - {name: other.onnx, bytes: 3, sha256: " + std::string(64, 'a') + "}\n");
    folder.write("small/model.yaml", text);
    folder.write("small/small.onnx", "abc");
    const ModelCatalogue catalogue{{folder.path()}};
    const auto manifest = catalogue.find("small");
    ASSERT_TRUE(manifest) << manifest.error().text();
    const auto variants = manifest->variantsFor(Precision::Fp32, {416, 256});
    ASSERT_EQ(variants.size(), 2u);
    EXPECT_EQ(variants[0]->model, "other.onnx");
    EXPECT_FALSE(catalogue.locate(*manifest, *variants[0]));
    EXPECT_EQ(catalogue.locate(*manifest, *variants[1])->model, folder.path() / "small/small.onnx");
}

}  // namespace
}  // namespace ocellus
