// SPDX-License-Identifier: Apache-2.0
// What decoding a 1080p picture costs: plainly with libjpeg-turbo, and as the analysis road does it. One run
// holds both, since machines drift.
#include <benchmark/benchmark.h>
#include <turbojpeg.h>

#include "image/letterbox.h"
#include "street_picture.h"

namespace ocellus {
namespace {

const std::vector<std::uint8_t>& picture() {
    static const std::vector<std::uint8_t> kPicture = bench::streetPicture();
    return kPicture;
}

bool skipped(benchmark::State& state) {
    if (picture().empty()) {
        state.SkipWithError("set OCELLUS_BENCH_PICTURE to a JPEG");
    }
    return picture().empty();
}

void plainWholeToRgb(benchmark::State& state) {
    if (skipped(state)) {
        return;
    }
    tjhandle handle = tjInitDecompress();
    std::vector<std::uint8_t> rgb(std::size_t{1920} * 1080 * 3);
    for (auto _ : state) {
        tjDecompress2(handle, picture().data(), picture().size(), rgb.data(), 1920, 0, 1080, TJPF_RGB, 0);
    }
    tjDestroy(handle);
    state.counters["bytes"] = static_cast<double>(picture().size());
}

BENCHMARK(plainWholeToRgb)->Unit(benchmark::kMillisecond);

void decodeAt(benchmark::State& state) {
    if (skipped(state)) {
        return;
    }
    JpegDecoder decoder;
    Frame frame;
    const auto divisor = static_cast<int>(state.range(0));
    for (auto _ : state) {
        benchmark::DoNotOptimize(decoder.decode(picture(), {1920 / divisor, 1080 / divisor}, frame));
    }
}

BENCHMARK(decodeAt)->ArgName("scale 1/")->Arg(1)->Arg(2)->Arg(4)->Arg(8)->Unit(benchmark::kMillisecond);

void letterbox(benchmark::State& state) {
    if (skipped(state)) {
        return;
    }
    const FrameSize input{static_cast<int>(state.range(0)), static_cast<int>(state.range(1))};
    const FrameSize covered = coveredSize({1920, 1080}, input, Fit::Letterbox);
    Frame frame;
    if (!JpegDecoder{}.decode(picture(), covered, frame)) {
        return;
    }
    Letterbox letterbox;
    std::vector<std::uint8_t> bgr(3 * static_cast<std::size_t>(input.width) *
                                  static_cast<std::size_t>(input.height));
    for (auto _ : state) {
        benchmark::DoNotOptimize(letterbox.pack(frame, input, Fit::Letterbox, 114, bgr));
    }
}

BENCHMARK(letterbox)->Args({416, 256})->Args({640, 384})->Unit(benchmark::kMillisecond);

void encode(benchmark::State& state) {
    if (skipped(state)) {
        return;
    }
    Frame frame;
    if (!JpegDecoder{}.decode(picture(), {}, frame)) {
        return;
    }
    JpegEncoder encoder;
    std::vector<std::uint8_t> jpeg;
    for (auto _ : state) {
        benchmark::DoNotOptimize(encoder.encode(frame, 80, jpeg));
    }
}

BENCHMARK(encode)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ocellus
