// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "image/frame.h"
#include "inference/compiled_model.h"
#include "inference/precision.h"

namespace ocellus {

// What is to be compiled, and how pictures come to it: u8, height x width x blue-green-red; the graph itself
// takes the mean off, divides and turns the colours round.
struct CompileSettings {
    std::filesystem::path model;    // .xml or .onnx
    std::filesystem::path weights;  // of an .xml; empty for .onnx
    FrameSize input;
    Precision precision = Precision::Fp32;
    bool redFirst = false;        // the network wants red-green-blue
    std::array<float, 3> mean{};  // in the network's order of colours
    std::array<float, 3> scale{1, 1, 1};
    int threads = 1;  // how many threads will each run requests of their own at the same time
};

// The inference engine. Loads its plug-ins when made; made once by a program and handed down. Thread-safe.
class Runtime {
public:
    Runtime();
    ~Runtime();
    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;

    [[nodiscard]] Result<std::unique_ptr<CompiledModel>> compile(const CompileSettings& settings);
    [[nodiscard]] std::string version() const;    // of the engine
    [[nodiscard]] std::string processor() const;  // as the engine names it

private:
    struct Engine;
    std::unique_ptr<Engine> engine_;
};

}  // namespace ocellus
