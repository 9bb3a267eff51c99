// SPDX-License-Identifier: Apache-2.0
#include "inference/model_import.h"

#include <gtest/gtest.h>

#include "unit/inference/manifest_folder.h"

namespace ocellus {
namespace {

using test::kManifest;
using test::ManifestFolder;

TEST(ModelImport, TakesAFolderWithItsManifest) {
    const ManifestFolder from{"from"};
    const ManifestFolder to{"to"};
    from.write("model.yaml", kManifest);
    const ModelCatalogue catalogue{{to.path()}};
    EXPECT_FALSE(importModel(from.path(), catalogue, to.path())) << "its file is missing";
    EXPECT_TRUE(catalogue.list().models.empty()) << "nothing half done is listed";

    from.write("small.onnx", "abc");
    const auto id = importModel(from.path(), catalogue, to.path());
    ASSERT_TRUE(id) << id.error().text();
    EXPECT_EQ(*id, "small");
    EXPECT_TRUE(catalogue.locate(*catalogue.find("small"), "small.onnx"));
    EXPECT_FALSE(importModel(from.path(), catalogue, to.path())) << "it is there already";
}

TEST(ModelImport, TakesAFileThatAManifestNamesByItsContent) {
    const ManifestFolder box{"box"};
    const ManifestFolder to{"to"};
    box.write("small/model.yaml", kManifest);
    const ModelCatalogue catalogue{{to.path(), box.path()}};
    const auto right = box.write("downloads/whatever.bin", "abc");
    const auto wrong = box.write("downloads/small.onnx", "abd");
    EXPECT_FALSE(importModel(wrong, catalogue, to.path()));
    EXPECT_FALSE(importModel(to.path() / "nothing", catalogue, to.path()));
    ASSERT_TRUE(importModel(right, catalogue, to.path()));
    EXPECT_EQ(*catalogue.locate(*catalogue.find("small"), "small.onnx"), to.path() / "small/small.onnx");
}

}  // namespace
}  // namespace ocellus
