// SPDX-License-Identifier: Apache-2.0
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "inference/dataset_readers.h"

namespace ocellus {

namespace {

namespace fs = std::filesystem;

struct Names {
    std::vector<std::optional<ObjectClass>> objects;  // by the data set's number
    ObjectClasses annotated;
};

// `names` is a list, or a map from number to name.
Names readNames(const fs::path& file) {
    constexpr std::size_t kMostClasses = 10'000;
    Names names;
    const YAML::Node node = YAML::LoadFile(file.string())["names"];
    for (auto entry = node.begin(); entry != node.end(); ++entry) {
        const bool map = node.IsMap();
        const std::size_t number = map ? entry->first.as<std::size_t>() : names.objects.size();
        const auto object = objectNamed(map ? entry->second.as<std::string>() : entry->as<std::string>());
        if (number < kMostClasses) {
            names.objects.resize(std::max(names.objects.size(), number + 1));
            names.objects[number] = object;
        }
        if (object) {
            names.annotated.set(static_cast<std::size_t>(*object));
        }
    }
    return names;
}

// labels/val/a.txt belongs to images/val/a.jpg; val/labels/a.txt to val/images/a.jpg.
std::optional<fs::path> imageOf(const fs::path& folder, const fs::path& labels) {
    fs::path image = folder;
    for (const fs::path& part : fs::relative(labels, folder)) {
        image /= part == "labels" ? fs::path{"images"} : part;
    }
    for (const char* const extension : {".jpg", ".jpeg", ".JPG"}) {
        image.replace_extension(extension);
        std::error_code fault;
        if (fs::exists(image, fault)) {
            return image;
        }
    }
    return std::nullopt;
}

Result<std::vector<Label>> readLabels(const fs::path& file, const Names& names) {
    std::ifstream in(file);
    std::vector<Label> labels;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        std::istringstream fields{line};
        std::size_t kind = 0;
        double x = 0;
        double y = 0;
        double width = 0;
        double height = 0;
        if (line.find_first_not_of(" \t\r") == std::string::npos) {
            continue;
        }
        if (!(fields >> kind >> x >> y >> width >> height)) {
            return failure(Error::Kind::BadInput,
                           file.string() + ":" + std::to_string(number) + ": not an object",
                           "each line is: class, centre x, centre y, width, height");
        }
        if (kind < names.objects.size() && names.objects[kind]) {
            labels.push_back({*names.objects[kind], {x - width / 2, y - height / 2, width, height}, false});
        }
    }
    return labels;
}

}  // namespace

Result<std::vector<LabelledPicture>> readYolo(const fs::path& folder, const std::string& split) {
    std::vector<LabelledPicture> pictures;
    try {
        const Names names = readNames(folder / "data.yaml");
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            const fs::path& file = entry.path();
            const fs::path inside = fs::relative(file, folder);
            const auto has = [&](std::string_view part) {
                return std::ranges::find(inside, fs::path{part}) != inside.end();
            };
            const bool anySplit = has("train") || has("val") || has("valid") || has("test");
            if (file.extension() != ".txt" || !has("labels") || (anySplit && !split.empty() && !has(split))) {
                continue;
            }
            const auto image = imageOf(folder, file);
            if (!image) {
                continue;
            }
            auto labels = readLabels(file, names);
            if (!labels) {
                return tl::unexpected{labels.error()};
            }
            pictures.push_back({*image, std::move(*labels), names.annotated});
            if (pictures.size() == kMaximumLabelledPictures) {
                break;
            }
        }
    } catch (const YAML::Exception& wrong) {
        return failure(Error::Kind::BadInput, (folder / "data.yaml").string() + ": " + wrong.what(),
                       "data.yaml needs `names`");
    } catch (const fs::filesystem_error& wrong) {
        return failure(Error::Kind::Storage, wrong.what(), "check the folder's permissions");
    }
    std::ranges::sort(pictures, {}, &LabelledPicture::image);
    return pictures;
}

}  // namespace ocellus
