// SPDX-License-Identifier: Apache-2.0
#include "inference/dataset.h"

#include <gtest/gtest.h>

#include "unit/inference/manifest_folder.h"

namespace ocellus {
namespace {

using Folder = test::ManifestFolder;

void expectBox(const Label& label, ObjectClass object, double x, double y, double width, double height) {
    EXPECT_EQ(label.object, object);
    EXPECT_NEAR(label.box.x, x, 1e-9);
    EXPECT_NEAR(label.box.y, y, 1e-9);
    EXPECT_NEAR(label.box.width, width, 1e-9);
    EXPECT_NEAR(label.box.height, height, 1e-9);
}

TEST(Dataset, ReadsJsonLines) {
    const Folder folder{"jsonl"};
    folder.write(
        "labels.jsonl",
        R"({"image":"images/a.jpg","split":"val","annotated":["person","bike","cat"],)"
        R"("boxes":[["person",0.5,0.5,0.2,0.4,0.9,"human",0],["bike",0.1,0.1,0.1,0.1,0.3,"teacher",1]]})"
        "\n"
        R"({"image":"images/b.jpg","split":"train","annotated":[],"boxes":[]})"
        "\n");
    const auto pictures = readDataset(folder.path(), "val");
    ASSERT_TRUE(pictures) << pictures.error().text();
    ASSERT_EQ(pictures->size(), 1u);
    const LabelledPicture& picture = pictures->front();
    EXPECT_EQ(picture.image, folder.path() / "images/a.jpg");
    EXPECT_TRUE(picture.annotated.test(static_cast<std::size_t>(ObjectClass::Bicycle)));
    EXPECT_FALSE(picture.annotated.test(static_cast<std::size_t>(ObjectClass::Head)));
    ASSERT_EQ(picture.labels.size(), 2u);
    expectBox(picture.labels[0], ObjectClass::Human, 0.4, 0.3, 0.2, 0.4);
    EXPECT_TRUE(picture.labels[1].ignored);
    EXPECT_EQ(readDataset(folder.path(), "")->size(), 2u);
    EXPECT_FALSE(readDataset(folder.path(), "test"));
}

TEST(Dataset, ReadsCoco) {
    const Folder folder{"coco"};
    folder.write("val2017/a.jpg", "");
    folder.write(
        "annotations/instances_val2017.json",
        R"({"images":[{"id":7,"file_name":"a.jpg","width":200,"height":100}],)"
        R"("categories":[{"id":1,"name":"person"},{"id":6,"name":"bus"},{"id":17,"name":"cat"}],)"
        R"("annotations":[{"image_id":7,"category_id":1,"bbox":[20,10,40,50],"iscrowd":1},)"
        R"({"image_id":7,"category_id":6,"bbox":[0,0,200,100]},)"
        R"({"image_id":7,"category_id":17,"bbox":[0,0,1,1]},{"image_id":8,"category_id":1,"bbox":[0,0,1,1]}]})");
    const auto pictures = readDataset(folder.path(), "val");
    ASSERT_TRUE(pictures) << pictures.error().text();
    ASSERT_EQ(pictures->size(), 1u);
    EXPECT_EQ(pictures->front().image, folder.path() / "val2017/a.jpg");
    ASSERT_EQ(pictures->front().labels.size(), 2u);
    expectBox(pictures->front().labels[0], ObjectClass::Human, 0.1, 0.1, 0.2, 0.5);
    EXPECT_TRUE(pictures->front().labels[0].ignored);
    expectBox(pictures->front().labels[1], ObjectClass::Vehicle, 0, 0, 1, 1);
}

TEST(Dataset, ReadsYolo) {
    const Folder folder{"yolo"};
    folder.write("data.yaml", "names: [Car, dog, motorbike]\n");
    folder.write("valid/images/a.jpg", "");
    folder.write("valid/labels/a.txt", "0 0.5 0.5 0.2 0.4\n1 0.5 0.5 1 1\n\n2 0.1 0.2 0.2 0.2\n");
    folder.write("train/images/b.jpg", "");
    folder.write("train/labels/b.txt", "");
    folder.write("train/labels/without-picture.txt", "");
    const auto pictures = readDataset(folder.path(), "valid");
    ASSERT_TRUE(pictures) << pictures.error().text();
    ASSERT_EQ(pictures->size(), 1u);
    ASSERT_EQ(pictures->front().labels.size(), 2u);
    expectBox(pictures->front().labels[0], ObjectClass::Vehicle, 0.4, 0.3, 0.2, 0.4);
    EXPECT_EQ(pictures->front().labels[1].object, ObjectClass::Bicycle);
    EXPECT_EQ(readDataset(folder.path(), "")->size(), 2u);
    folder.write("valid/labels/a.txt", "0 0.5 half\n");
    EXPECT_NE(readDataset(folder.path(), "valid").error().message.find("a.txt:1"), std::string::npos);
}

TEST(Dataset, SaysWhatIsMissingOrBroken) {
    const Folder folder{"bad"};
    EXPECT_EQ(readDataset(folder.path() / "none", "").error().kind, Error::Kind::NotFound);
    EXPECT_NE(readDataset(folder.path(), "").error().remedy.find("labels.jsonl"), std::string::npos);
    folder.write("labels.jsonl", "{}\n");
    EXPECT_NE(readDataset(folder.path(), "").error().message.find("labels.jsonl:1"), std::string::npos);
    folder.write("labels.jsonl", "{\n");
    EXPECT_FALSE(readDataset(folder.path(), ""));
}

}  // namespace
}  // namespace ocellus
