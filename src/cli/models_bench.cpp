// SPDX-License-Identifier: Apache-2.0
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <ctime>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/model_commands.h"
#include "cli/model_options.h"

namespace ocellus::cli {

namespace {

struct BenchOptions {
    ModelOptions model;
    int runs = 50;
    bool json = false;
};

// A 1080p picture as it comes out of the decoder at a quarter.
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

// The median of `runs`, in milliseconds of processor time: what else the machine does counts little.
double medianMilliseconds(int runs, const std::function<void()>& work) {
    std::vector<double> times;
    for (int run = 0; run < runs; ++run) {
        const std::clock_t begin = std::clock();
        work();
        times.push_back(1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    std::ranges::nth_element(times, times.begin() + runs / 2);
    return times[static_cast<std::size_t>(runs / 2)];
}

struct Cost {
    double letterbox = 0;  // milliseconds
    double whole = 0;      // with letterbox, inference and decoding of the outputs
};

Result<Cost> measure(DetectorModel& model, FrameSize input, int runs) {
    auto request = model.makeRequest(input);
    if (!request) {
        return tl::unexpected{request.error()};
    }
    const Frame frame = quarterFrame();
    std::vector<Detection> found;
    Result<void> last;
    const auto detect = [&] { last = (*request)->detect(frame, 0.1F, found); };
    detect();  // warms up
    Cost cost;
    cost.whole = medianMilliseconds(runs, detect);
    if (!last) {
        return tl::unexpected{last.error()};
    }
    Letterbox letterbox;
    std::vector<std::uint8_t> bgr(3 * static_cast<std::size_t>(input.width) *
                                  static_cast<std::size_t>(input.height));
    cost.letterbox = medianMilliseconds(
        runs, [&] { letterbox.pack(frame, input, model.manifest().fit, model.manifest().pad, bgr); });
    return cost;
}

int bench(const BenchOptions& options) {
    const auto catalogue = catalogueWith(options.model.folder);
    const auto wanted = catalogue ? options.model.detectorOptions() : tl::unexpected{catalogue.error()};
    const auto manifest = wanted ? catalogue->find(wanted->model) : tl::unexpected{wanted.error()};
    if (!manifest) {
        return report(manifest.error());
    }
    std::vector<FrameSize> sizes{manifest->sizes.front()};
    sizes.insert(sizes.end(), manifest->more.begin(), manifest->more.end());
    if (wanted->input) {
        sizes = {*wanted->input};
    }
    if (!options.json) {
        std::cout << fmt::format("{:<13} {:<9} {:<6} {:>14} {:>13}\n", "model", "input", "in",
                                 "CPU ms/picture", "letterbox ms");
    }
    for (const FrameSize size : sizes) {
        for (const Precision precision : {Precision::Fp32, Precision::Bf16, Precision::Int8}) {
            if (!manifest->offers(precision) || (wanted->precision && *wanted->precision != precision)) {
                continue;
            }
            DetectorOptions one = *wanted;
            one.input = size;
            one.precision = precision;
            const auto model = DetectorModel::load(*catalogue, one);
            const auto cost = model ? measure(**model, size, options.runs) : tl::unexpected{model.error()};
            if (!cost) {
                return report(cost.error());
            }
            if (options.json) {
                const nlohmann::ordered_json line{{"model", manifest->id},
                                                  {"input", textOf(size)},
                                                  {"precision", nameOf(precision)},
                                                  {"ms", cost->whole},
                                                  {"letterbox_ms", cost->letterbox}};
                std::cout << line.dump() << std::endl;
            } else {
                std::cout << fmt::format("{:<13} {:<9} {:<6} {:>14.2f} {:>13.2f}", manifest->id, textOf(size),
                                         nameOf(precision), cost->whole, cost->letterbox)
                          << std::endl;
            }
        }
    }
    return kDone;
}

}  // namespace

void addModelsBench(CLI::App& models, Action& action) {
    CLI::App* const command =
        models.add_subcommand("bench", "Measure what a model costs on this machine, on one thread");
    const auto options = std::make_shared<BenchOptions>();
    options->model.addTo(*command);
    constexpr int kMostRuns = 10'000;
    command->add_option("--runs", options->runs, "Inferences for each figure")
        ->check(CLI::Range(1, kMostRuns))
        ->capture_default_str();
    command->add_flag("--json", options->json, "JSON lines on standard output");
    command->callback([options, &action] { action = [options] { return bench(*options); }; });
}

}  // namespace ocellus::cli
