// SPDX-License-Identifier: Apache-2.0
#include "inference/dataset.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "inference/dataset_readers.h"

namespace ocellus {

namespace {

namespace fs = std::filesystem;

struct Name {
    std::string_view name;
    ObjectClass object;
};

constexpr std::array kNames{
    Name{"human", ObjectClass::Human},        Name{"person", ObjectClass::Human},
    Name{"pedestrian", ObjectClass::Human},   Name{"head", ObjectClass::Head},
    Name{"face", ObjectClass::Face},          Name{"vehicle", ObjectClass::Vehicle},
    Name{"car", ObjectClass::Vehicle},        Name{"bus", ObjectClass::Vehicle},
    Name{"truck", ObjectClass::Vehicle},      Name{"van", ObjectClass::Vehicle},
    Name{"bicycle", ObjectClass::Bicycle},    Name{"bike", ObjectClass::Bicycle},
    Name{"motorcycle", ObjectClass::Bicycle}, Name{"motorbike", ObjectClass::Bicycle},
};

// The first by name, so that every run reads the same.
std::optional<fs::path> cocoFile(const fs::path& folder, const std::string& split) {
    std::vector<fs::path> files;
    std::error_code fault;
    for (const fs::path& place : {folder / "annotations", folder}) {
        for (const auto& entry : fs::directory_iterator(place, fault)) {
            if (entry.path().extension() == ".json" &&
                entry.path().filename().string().find(split) != std::string::npos) {
                files.push_back(entry.path());
            }
        }
    }
    const auto first = std::ranges::min_element(files);
    return first == files.end() ? std::nullopt : std::optional{*first};
}

}  // namespace

std::optional<ObjectClass> objectNamed(std::string_view name) {
    const std::string lower = toLower(name);
    const auto found = std::ranges::find(kNames, std::string_view{lower}, &Name::name);
    return found == kNames.end() ? std::nullopt : std::optional{found->object};
}

Result<std::vector<LabelledPicture>> readDataset(const fs::path& folder, const std::string& split) {
    std::error_code fault;
    if (!fs::is_directory(folder, fault)) {
        return failure(Error::Kind::NotFound, folder.string() + " is no folder",
                       "name the folder of a data set");
    }
    auto read = [&]() -> Result<std::vector<LabelledPicture>> {
        if (fs::exists(folder / "labels.jsonl", fault)) {
            return readJsonLines(folder / "labels.jsonl", split);
        }
        if (fs::exists(folder / "data.yaml", fault)) {
            return readYolo(folder, split);
        }
        if (const auto coco = cocoFile(folder, split)) {
            return readCoco(folder, *coco);
        }
        return failure(
            Error::Kind::BadInput, folder.string() + " holds no labels that are known here",
            "give a folder with labels.jsonl, COCO annotations/*.json, or YOLO data.yaml and labels/*.txt");
    }();
    if (read && read->empty()) {
        return failure(Error::Kind::BadInput,
                       folder.string() + " has no labelled pictures" +
                           (split.empty() ? "" : " in its part '" + split + "'"),
                       "check the folder, or name another --split");
    }
    return read;
}

}  // namespace ocellus
