// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "inference/dataset_readers.h"

namespace ocellus {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestFile = std::uintmax_t{1} << 30;  // bytes; COCO's own are half of it

// Beside the labels, in `images`, or in a folder named after them (instances_val2017.json: val2017).
fs::path placeOf(const fs::path& folder, const fs::path& labels, const std::string& name) {
    const std::string stem = labels.stem().string();
    const fs::path own = folder / stem.substr(stem.find_last_of('_') + 1) / name;
    for (const fs::path& place : {folder / "images" / name, own, labels.parent_path() / name}) {
        std::error_code fault;
        if (fs::exists(place, fault)) {
            return place;
        }
    }
    return folder / name;
}

struct Picture {
    LabelledPicture labelled;
    double width = 0;
    double height = 0;
};

std::vector<LabelledPicture> fromJson(const nlohmann::json& root, const fs::path& folder,
                                      const fs::path& labels) {
    std::map<std::int64_t, ObjectClass> objects;
    ObjectClasses annotated;
    for (const auto& category : root.at("categories")) {
        if (const auto object = objectNamed(category.at("name").get<std::string>())) {
            objects[category.at("id")] = *object;
            annotated.set(static_cast<std::size_t>(*object));
        }
    }
    std::map<std::int64_t, Picture> pictures;
    for (const auto& image : root.at("images")) {
        const fs::path place = placeOf(folder, labels, image.at("file_name").get<std::string>());
        pictures[image.at("id")] = {{place, {}, annotated}, image.at("width"), image.at("height")};
    }
    for (const auto& annotation : root.at("annotations")) {
        const auto object = objects.find(annotation.at("category_id"));
        const auto picture = pictures.find(annotation.at("image_id"));
        if (object != objects.end() && picture != pictures.end()) {
            const auto& box = annotation.at("bbox");
            auto& [labelled, width, height] = picture->second;
            labelled.labels.push_back({object->second,
                                       {box.at(0).get<double>() / width, box.at(1).get<double>() / height,
                                        box.at(2).get<double>() / width, box.at(3).get<double>() / height},
                                       annotation.value("iscrowd", 0) != 0});
        }
    }
    std::vector<LabelledPicture> list;
    list.reserve(pictures.size());
    for (auto& [id, picture] : pictures) {
        list.push_back(std::move(picture.labelled));
    }
    return list;
}

}  // namespace

Result<std::vector<LabelledPicture>> readCoco(const fs::path& folder, const fs::path& file) {
    std::error_code fault;
    if (fs::file_size(file, fault) > kLargestFile) {
        return failure(Error::Kind::Limit, file.string() + " is larger than 1 GiB", "split it");
    }
    std::ifstream in(file);
    try {
        return fromJson(nlohmann::json::parse(in), folder, file);
    } catch (const nlohmann::json::exception& wrong) {
        return failure(Error::Kind::BadInput, file.string() + ": " + wrong.what(),
                       "COCO labels have images, annotations and categories");
    }
}

}  // namespace ocellus
