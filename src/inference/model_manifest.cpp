// SPDX-License-Identifier: Apache-2.0
#include "inference/model_manifest.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace ocellus {

const ModelFile* ModelManifest::file(std::string_view name) const {
    const auto found = std::ranges::find(files, name, &ModelFile::name);
    return found == files.end() ? nullptr : &*found;
}

bool ModelManifest::offers(Precision precision) const {
    return !variantsFor(precision, {}).empty();
}

std::vector<const ModelVariant*> ModelManifest::variantsFor(Precision precision, FrameSize size) const {
    const Precision stored = precision == Precision::Bf16 ? Precision::Fp32 : precision;
    std::vector<const ModelVariant*> found;
    for (const ModelVariant& variant : variants) {
        if (variant.precision == stored) {
            found.push_back(&variant);
        }
    }
    std::ranges::stable_sort(found, {}, [size](const ModelVariant* of) {
        return std::abs(of->size.width - size.width) + std::abs(of->size.height - size.height);
    });
    return found;
}

Precision ModelManifest::defaultPrecision(bool hasVnni) const {
    return (hasVnni && offers(Precision::Int8)) || !offers(Precision::Fp32) ? Precision::Int8
                                                                            : Precision::Fp32;
}

Result<void> ModelManifest::accepts(FrameSize size) const {
    constexpr int kLargest = 2048;  // pixels a side; a larger input would take minutes
    const auto lists = {&sizes, &fine, &more};
    const bool listed = std::ranges::any_of(
        lists, [&](const auto* list) { return std::ranges::find(*list, size) != list->end(); });
    const bool stepped = sizeStep > 0 && size.width > 0 && size.height > 0 && size.width <= kLargest &&
                         size.height <= kLargest && size.width % sizeStep == 0 && size.height % sizeStep == 0;
    if (listed || stepped) {
        return {};
    }
    std::string known;
    for (const auto* list : lists) {
        for (const FrameSize each : *list) {
            known += (known.empty() ? "" : ", ") + textOf(each);
        }
    }
    if (sizeStep > 0) {
        known += ", or multiples of " + std::to_string(sizeStep) + " up to " + std::to_string(kLargest);
    }
    return failure(Error::Kind::BadInput, "the model " + id + " takes no input of " + textOf(size),
                   "use " + known);
}

FrameSize ModelManifest::sizeFor(FrameSize picture, Detail detail) const {
    const std::vector<FrameSize>& shapes = detail == Detail::Fine && !fine.empty() ? fine : sizes;
    const auto aspect = [](FrameSize size) {
        return std::log(static_cast<double>(size.width) / size.height);
    };
    if (picture.width < 1 || picture.height < 1) {
        return shapes.front();
    }
    return *std::ranges::min_element(
        shapes, {}, [&](FrameSize size) { return std::abs(aspect(size) - aspect(picture)); });
}

std::optional<FrameSize> parseSize(std::string_view text) {
    FrameSize size;
    const char* const end = text.data() + text.size();
    const auto [cross, first] = std::from_chars(text.data(), end, size.width);
    if (first != std::errc{} || cross == end || *cross != 'x') {
        return std::nullopt;
    }
    const auto [last, second] = std::from_chars(cross + 1, end, size.height);
    if (second != std::errc{} || last != end || size.width < 1 || size.height < 1) {
        return std::nullopt;
    }
    return size;
}

std::string textOf(FrameSize size) {
    return std::to_string(size.width) + "x" + std::to_string(size.height);
}

}  // namespace ocellus
