// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <nlohmann/json.hpp>

#include "inference/dataset_readers.h"

namespace ocellus {

namespace {

LabelledPicture fromJson(const nlohmann::json& line, const std::filesystem::path& folder) {
    LabelledPicture picture;
    picture.image = folder / line.at("image").get<std::string>();
    for (const auto& name : line.at("annotated")) {
        if (const auto object = objectNamed(name.get<std::string>())) {
            picture.annotated.set(static_cast<std::size_t>(*object));
        }
    }
    for (const auto& box : line.at("boxes")) {
        if (const auto object = objectNamed(box.at(0).get<std::string>())) {
            const double width = box.at(3);
            const double height = box.at(4);
            picture.labels.push_back(
                {*object,
                 {box.at(1).get<double>() - width / 2, box.at(2).get<double>() - height / 2, width, height},
                 box.at(7).get<int>() != 0});
        }
    }
    return picture;
}

}  // namespace

Result<std::vector<LabelledPicture>> readJsonLines(const std::filesystem::path& file,
                                                   const std::string& split) {
    std::ifstream in(file);
    std::vector<LabelledPicture> pictures;
    int number = 0;
    for (std::string text; std::getline(in, text) && pictures.size() < kMaximumLabelledPictures;) {
        ++number;
        try {
            const auto line = nlohmann::json::parse(text);
            if (split.empty() || line.value("split", "") == split) {
                pictures.push_back(fromJson(line, file.parent_path()));
            }
        } catch (const nlohmann::json::exception& wrong) {
            return failure(Error::Kind::BadInput,
                           file.string() + ":" + std::to_string(number) + ": " + wrong.what(),
                           "each line is an object with image, annotated and boxes");
        }
    }
    return pictures;
}

}  // namespace ocellus
