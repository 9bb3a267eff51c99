// SPDX-License-Identifier: Apache-2.0
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <initializer_list>

#include "base/text.h"
#include "inference/model_manifest.h"

namespace ocellus {

namespace {

constexpr std::uintmax_t kLargestManifest = 64 << 10;  // bytes
constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 30;
constexpr int kLargestClass = 999;

// What is wrong and where; caught in readManifest() and nowhere else.
struct Wrong {
    int line = 0;
    std::string message;
    std::string remedy;
};

[[noreturn]] void refuse(const YAML::Node& at, std::string message, std::string remedy) {
    throw Wrong{at.IsDefined() ? at.Mark().line + 1 : 0, std::move(message), std::move(remedy)};
}

YAML::Node need(const YAML::Node& map, const std::string& key) {
    const YAML::Node value = map[key];
    if (!value) {
        refuse(map, "the key '" + key + "' is missing",
               "add it; docs/reference/models.md tells what it means");
    }
    return value;
}

std::string textAt(const YAML::Node& map, const std::string& key, bool needed = true) {
    if (!needed && !map[key]) {
        return {};
    }
    const YAML::Node value = need(map, key);
    if (!value.IsScalar()) {
        refuse(value, "'" + key + "' is not a text", "write it on one line");
    }
    return value.as<std::string>();
}

double numberOf(const YAML::Node& value, const std::string& key, double least, double most) {
    double number = 0;
    const bool isNumber = value.IsScalar() && YAML::convert<double>::decode(value, number);
    const bool within = number >= least && number <= most;  // never so for "nan"
    if (!isNumber || !within) {
        refuse(value,
               "'" + key + "' is not a number from " + std::to_string(least) + " to " + std::to_string(most),
               "correct it");
    }
    return number;
}

double numberAt(const YAML::Node& map, const std::string& key, double least, double most, double otherwise) {
    return map[key] ? numberOf(map[key], key, least, most) : otherwise;
}

FrameSize sizeOf(const YAML::Node& value, const std::string& key) {
    const auto size = value.IsScalar() ? parseSize(value.as<std::string>()) : std::nullopt;
    if (!size) {
        refuse(value, "'" + key + "' is not a size", "write width and height in pixels, such as 416x256");
    }
    return *size;
}

std::vector<FrameSize> sizesAt(const YAML::Node& map, const std::string& key) {
    std::vector<FrameSize> sizes;
    for (const YAML::Node& value : map[key]) {
        sizes.push_back(sizeOf(value, key));
    }
    return sizes;
}

std::array<float, 3> channelsAt(const YAML::Node& map, const std::string& key, float otherwise) {
    std::array<float, 3> values{otherwise, otherwise, otherwise};
    const YAML::Node list = map[key];
    if (list) {
        if (!list.IsSequence() || list.size() != values.size()) {
            refuse(list, "'" + key + "' is not three numbers", "give one for each colour, such as [0, 0, 0]");
        }
        for (std::size_t at = 0; at < values.size(); ++at) {
            values[at] = static_cast<float>(numberOf(list[at], key, -1e4, 1e4));
        }
    }
    return values;
}

// One of two words.
bool choiceAt(const YAML::Node& map, const std::string& key, const std::string& no, const std::string& yes) {
    const std::string word = map[key] ? textAt(map, key) : no;
    if (word != no && word != yes) {
        refuse(map[key], "'" + key + "' is '" + word + "'", "use " + no + " or " + yes);
    }
    return word == yes;
}

void checkKeys(const YAML::Node& map, std::initializer_list<const char*> allowed, const std::string& where) {
    if (!map.IsMap()) {
        refuse(map, where + " is not a list of keys and values", "see docs/reference/models.md");
    }
    const std::vector<std::string> known(allowed.begin(), allowed.end());
    for (const auto& entry : map) {
        const auto key = entry.first.as<std::string>("");
        if (std::ranges::find(known, key) == known.end()) {
            const std::string near = nearestWord(key, known);
            refuse(entry.first, std::string{where}.append(" has an unknown key '").append(key).append("'"),
                   near.empty() ? "remove it" : std::string{"did you mean '"}.append(near).append("'?"));
        }
    }
}

ObjectClass objectOf(const YAML::Node& value) {
    const auto name = value.as<std::string>("");
    const auto found = std::ranges::find(kObjectClassNames, name);
    if (found == kObjectClassNames.end()) {
        refuse(value, "'" + name + "' is none of the classes", "use human, head, face, vehicle or bicycle");
    }
    return static_cast<ObjectClass>(found - kObjectClassNames.begin());
}

void readInput(const YAML::Node& input, ModelManifest& manifest) {
    checkKeys(input, {"sizes", "fine", "more", "step", "colour", "mean", "scale", "fit", "pad"}, "'input'");
    manifest.sizes = sizesAt(input, "sizes");
    manifest.fine = sizesAt(input, "fine");
    manifest.more = sizesAt(input, "more");
    if (manifest.sizes.empty()) {
        refuse(input, "'sizes' of 'input' is empty", "name at least one, such as [416x416]");
    }
    manifest.sizeStep = static_cast<int>(numberAt(input, "step", 0, 1024, 0));
    manifest.redFirst = choiceAt(input, "colour", "bgr", "rgb");
    manifest.mean = channelsAt(input, "mean", 0);
    manifest.scale = channelsAt(input, "scale", 1);
    if (std::ranges::find(manifest.scale, 0.0F) != manifest.scale.end()) {
        refuse(input["scale"], "'scale' holds 0, by which nothing can be divided", "use 1 for none");
    }
    manifest.fit = choiceAt(input, "fit", "letterbox", "stretch") ? Fit::Stretch : Fit::Letterbox;
    manifest.pad = static_cast<std::uint8_t>(numberAt(input, "pad", 0, 255, 0));
}

void readClasses(const YAML::Node& classes, ModelManifest& manifest) {
    if (!classes.IsMap() || classes.size() == 0) {
        refuse(classes, "'classes' names no class",
               "give the model's numbers and our names, such as {0: human}");
    }
    for (const auto& entry : classes) {
        const auto index = static_cast<std::size_t>(numberOf(entry.first, "classes", 0, kLargestClass));
        manifest.classes.resize(std::max(manifest.classes.size(), index + 1));
        manifest.classes[index] = objectOf(entry.second);
    }
}

void readFiles(const YAML::Node& files, ModelManifest& manifest) {
    for (const YAML::Node& entry : files) {
        checkKeys(entry, {"name", "bytes", "sha256", "source"}, "an entry of 'files'");
        ModelFile file{textAt(entry, "name"),
                       static_cast<std::uint64_t>(numberOf(need(entry, "bytes"), "bytes", 1, kLargestFile)),
                       textAt(entry, "sha256"), textAt(entry, "source", false)};
        if (file.name.empty() || file.name.starts_with('.') || file.name.find('/') != std::string::npos) {
            refuse(entry["name"], "'" + file.name + "' is not a file's name", "give it without folders");
        }
        const bool hexadecimal = file.sha256.find_first_not_of("0123456789abcdef") == std::string::npos &&
                                 file.sha256.size() == 64;
        if (!hexadecimal) {
            refuse(entry["sha256"], "'sha256' of " + file.name + " is not one",
                   "write the 64 lower-case digits that sha256sum prints");
        }
        if (!file.source.empty() && !file.source.starts_with("https://")) {
            refuse(entry["source"], "'source' of " + file.name + " is not an https address",
                   "correct or remove it");
        }
        manifest.files.push_back(std::move(file));
    }
}

void readVariants(const YAML::Node& variants, ModelManifest& manifest) {
    for (const YAML::Node& entry : variants) {
        checkKeys(entry, {"precision", "size", "model", "weights"}, "an entry of 'variants'");
        const auto precision = precisionNamed(textAt(entry, "precision"));
        if (!precision || *precision == Precision::Bf16) {
            refuse(entry["precision"], "'precision' is neither fp32 nor int8", "bf16 runs from fp32 files");
        }
        ModelVariant variant{*precision, sizeOf(need(entry, "size"), "size"), textAt(entry, "model"),
                             textAt(entry, "weights", false)};
        for (const std::string& name : {variant.model, variant.weights}) {
            if (!name.empty() && manifest.file(name) == nullptr) {
                refuse(entry, "'" + name + "' is not among 'files'", "add it there with its sha256");
            }
        }
        manifest.variants.push_back(std::move(variant));
    }
    if (manifest.variants.empty()) {
        refuse(variants, "'variants' is empty", "name at least one model file");
    }
}

void readCalibration(const YAML::Node& calibration, ModelManifest& manifest) {
    for (const auto& entry : calibration) {
        std::vector<Calibration::Knot> knots;
        for (const auto& knot : entry.second) {
            knots.push_back({static_cast<int>(numberOf(knot.first, "calibration", 1, 99)),
                             static_cast<float>(numberOf(knot.second, "calibration", 0, 1))});
        }
        std::ranges::sort(knots, {}, &Calibration::Knot::threshold);
        if (auto set = manifest.calibration.set(objectOf(entry.first), std::move(knots)); !set) {
            refuse(entry.first, set.error().message, set.error().remedy);
        }
    }
}

ModelManifest fromYaml(const YAML::Node& root) {
    checkKeys(root,
              {"id", "title", "licence", "origin", "accuracy", "cost", "head", "classes", "overlap", "input",
               "variants", "files", "calibration"},
              "the manifest");
    ModelManifest manifest;
    manifest.id = textAt(root, "id");
    constexpr std::size_t kLongestId = 64;
    if (manifest.id.empty() || manifest.id.size() > kLongestId || manifest.id.front() == '-' ||
        manifest.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos) {
        refuse(root["id"], "'id' is not small letters, digits and dashes", "use something like yolox-nano");
    }
    manifest.title = textAt(root, "title");
    manifest.licence = textAt(root, "licence");
    manifest.origin = textAt(root, "origin");
    manifest.accuracy = textAt(root, "accuracy", false);
    manifest.cost = textAt(root, "cost", false);
    manifest.head = textAt(root, "head");
    manifest.overlap = static_cast<float>(numberAt(root, "overlap", 0, 1, 0.6));
    readClasses(need(root, "classes"), manifest);
    if (auto head = makeHead(manifest.head, manifest.classes); !head) {
        refuse(root["head"], head.error().message, head.error().remedy);
    }
    readInput(need(root, "input"), manifest);
    readFiles(need(root, "files"), manifest);
    readVariants(need(root, "variants"), manifest);
    readCalibration(root["calibration"], manifest);
    return manifest;
}

}  // namespace

Result<ModelManifest> readManifest(const std::filesystem::path& file) {
    std::error_code fault;
    const auto bytes = std::filesystem::file_size(file, fault);
    if (fault) {
        return failure(Error::Kind::NotFound, "cannot read " + file.string() + ": " + fault.message(),
                       "check the path and its permissions");
    }
    if (bytes > kLargestManifest) {
        return failure(Error::Kind::Limit, file.string() + " is larger than 64 KiB",
                       "this is not a manifest");
    }
    try {
        ModelManifest manifest = fromYaml(YAML::LoadFile(file.string()));
        manifest.folder = file.parent_path();
        return manifest;
    } catch (const Wrong& wrong) {
        const std::string line = wrong.line > 0 ? ":" + std::to_string(wrong.line) : "";
        return failure(Error::Kind::BadInput, file.string() + line + ": " + wrong.message, wrong.remedy);
    } catch (const YAML::Exception& broken) {
        return failure(Error::Kind::BadInput,
                       file.string() + ":" + std::to_string(broken.mark.line + 1) + ": " + broken.msg,
                       "correct the YAML");
    }
}

}  // namespace ocellus
