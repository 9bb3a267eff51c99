// SPDX-License-Identifier: Apache-2.0
// What a detection costs per model, input and precision, on one thread: letterbox, inference and reading the
// outputs.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "inference/detector_model.h"

namespace ocellus {
namespace {

// A 1080p picture as it comes out of the decoder at a quarter; what it shows does not change the cost much.
Frame quarterFrame() {
    Frame frame;
    frame.reshape(480, 270);
    frame.pictureWidth = 1920;
    frame.pictureHeight = 1080;
    for (std::size_t at = 0; at < frame.y.size(); ++at) {
        frame.y[at] = static_cast<std::uint8_t>(at * 31 % 251);
    }
    std::ranges::fill(frame.u, 120);
    std::ranges::fill(frame.v, 135);
    return frame;
}

void detect(benchmark::State& state, const std::string& id, Precision precision, FrameSize input) {
    DetectorOptions options;
    options.model = id;
    options.precision = precision;
    options.input = input;
    const auto model = DetectorModel::load(ModelCatalogue{modelFolders(std::nullopt)}, options);
    if (!model) {
        state.SkipWithError(model.error().text().c_str());
        return;
    }
    auto request = (*model)->makeRequest(input);
    if (!request) {
        state.SkipWithError(request.error().text().c_str());
        return;
    }
    const Frame frame = quarterFrame();
    std::vector<Detection> found;
    for (auto _ : state) {
        if (auto done = (*request)->detect(frame, 0.1F, found); !done) {
            state.SkipWithError(done.error().text().c_str());
            return;
        }
    }
}

// Every model whose files are here, in every precision that it offers.
const bool kRegistered = [] {
    const ModelCatalogue catalogue{modelFolders(std::nullopt)};
    for (const ModelManifest& model : catalogue.list().models) {
        std::vector<FrameSize> sizes{model.sizes.front()};
        sizes.insert(sizes.end(), model.more.begin(), model.more.end());
        for (const FrameSize size : sizes) {
            for (const Precision precision : {Precision::Fp32, Precision::Bf16, Precision::Int8}) {
                if (model.offers(precision)) {
                    const std::string name =
                        model.id + "/" + textOf(size) + "/" + std::string{nameOf(precision)};
                    benchmark::RegisterBenchmark(name.c_str(), detect, model.id, precision, size)
                        ->Unit(benchmark::kMillisecond);
                }
            }
        }
    }
    return true;
}();

}  // namespace
}  // namespace ocellus
