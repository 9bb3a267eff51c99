// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "image/letterbox.h"
#include "inference/calibration.h"
#include "inference/head.h"
#include "inference/precision.h"

namespace ocellus {

// A file that belongs to a model, known by its content wherever it lies.
struct ModelFile {
    std::string name;         // without folders
    std::uint64_t bytes = 0;  // at most 1 GiB
    std::string sha256;       // lower-case hexadecimal
    std::string source;       // official download address; empty for one that comes with the program
};

// One form in which a model comes. `size` is the input it was made for; others are got by reshaping.
struct ModelVariant {
    Precision precision = Precision::Fp32;  // Fp32 serves bf16 as well
    FrameSize size;
    std::string model;    // a file's name
    std::string weights;  // likewise, of an .xml; empty for .onnx
};

// How closely a picture is looked at: fine shapes of the input show smaller objects and cost more.
enum class Detail { Plain, Fine };

// What must be known of a model to run it: `model.yaml` in a folder of its own. docs/reference/models.md
// tells every key. Immutable once read.
struct ModelManifest {
    std::string id;
    std::string title;
    std::string licence;
    std::string origin;
    std::string accuracy;  // one line for doctor, as measured; may be empty
    std::string cost;      // likewise
    std::string head;
    ClassMap classes;
    float overlap = 0.6F;          // above which two boxes of a class are one object
    std::vector<FrameSize> sizes;  // of the input, one of which is picked by the picture's aspect
    std::vector<FrameSize> fine;   // likewise, larger; empty: there is only one kind
    std::vector<FrameSize> more;   // offered besides, on request
    int sizeStep = 0;              // any other size in whole multiples of this works, too; 0: none does
    bool redFirst = false;
    std::array<float, 3> mean{};
    std::array<float, 3> scale{1, 1, 1};
    Fit fit = Fit::Letterbox;
    std::uint8_t pad = 0;
    std::vector<ModelVariant> variants;
    std::vector<ModelFile> files;
    Calibration calibration;
    std::filesystem::path folder;  // where the manifest lies

    [[nodiscard]] const ModelFile* file(std::string_view name) const;
    [[nodiscard]] bool offers(Precision precision) const;
    // Those of that precision, the nearest in size first, else as the manifest has them: the first whose
    // files are here is to be run.
    [[nodiscard]] std::vector<const ModelVariant*> variantsFor(Precision precision, FrameSize size) const;
    // Int8 where the processor is made for it and the model comes in it, else fp32.
    [[nodiscard]] Precision defaultPrecision(bool hasVnni) const;
    // Whether an input of this size can be run; the error names what can.
    [[nodiscard]] Result<void> accepts(FrameSize size) const;
    // Of `sizes`, or of `fine` if there are any, the one whose aspect is nearest to the picture's.
    [[nodiscard]] FrameSize sizeFor(FrameSize picture, Detail detail) const;
};

// Errors name the key, its line and what it should be.
[[nodiscard]] Result<ModelManifest> readManifest(const std::filesystem::path& file);

// "416x256".
[[nodiscard]] std::optional<FrameSize> parseSize(std::string_view text);
[[nodiscard]] std::string textOf(FrameSize size);

}  // namespace ocellus
