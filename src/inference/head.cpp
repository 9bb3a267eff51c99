// SPDX-License-Identifier: Apache-2.0
#include "inference/head.h"

#include <algorithm>

#include "inference/heads.h"

namespace ocellus {

namespace {

std::string textOf(std::span<const std::size_t> shape) {
    std::string text = "[";
    for (const std::size_t size : shape) {
        text += (text.size() > 1 ? ", " : "") + (size == 0 ? std::string{"any"} : std::to_string(size));
    }
    return text + "]";
}

}  // namespace

Result<std::unique_ptr<Head>> makeHead(std::string_view name, ClassMap classes) {
    if (name == "ocellus") {
        return makeOcellusHead(std::move(classes));
    }
    if (name == "yolox") {
        return makeYoloxHead(std::move(classes));
    }
    if (name == "nanodet-plus") {
        return makeNanodetPlusHead(std::move(classes));
    }
    if (name == "omz-ssd") {
        return makeOmzSsdHead(std::move(classes));
    }
    if (name == "yunet") {
        return makeYunetHead(std::move(classes));
    }
    std::string known;
    for (const std::string_view head : kHeadNames) {
        known += (known.empty() ? "" : ", ") + std::string{head};
    }
    return failure(Error::Kind::BadInput, "no head is called '" + std::string{name} + "'",
                   "use one of " + known);
}

Result<void> expectShape(const TensorView& output, std::span<const std::size_t> wanted,
                         std::string_view head) {
    const bool fits = std::ranges::equal(
        output.shape, wanted, [](std::size_t have, std::size_t want) { return want == 0 || have == want; });
    if (!fits) {
        return failure(Error::Kind::BadInput,
                       "output '" + (output.names.empty() ? "" : output.names.front()) + "' is " +
                           textOf(output.shape) + ", but the head " + std::string{head} + " reads " +
                           textOf(wanted),
                       "check `head`, `classes` and the file in the model's manifest");
    }
    return {};
}

}  // namespace ocellus
