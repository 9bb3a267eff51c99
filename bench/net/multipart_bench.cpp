// SPDX-License-Identifier: Apache-2.0
// The MJPEG reader beside a plain copy of the same bytes in the same run: both move every byte once, so what
// the reader costs beyond memcpy is what it thinks.
#include <benchmark/benchmark.h>

#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "net/multipart_reader.h"

namespace ocellus {
namespace {

constexpr std::size_t kPictures = 64;

// A 1080p picture's worth of data: noise with FF stuffed as in real ones.
std::string jpeg(std::size_t dataBytes) {
    std::string bytes(
        "\xff\xd8\xff\xc0\x00\x11\x08\x04\x38\x07\x80\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
        "\xff\xc4\x00\x03\x00\xff\xda\x00\x0c\x03\x01\x00\x02\x11\x03\x11\x00\x3f\x00",
        40);
    std::minstd_rand random(1);
    while (bytes.size() < dataBytes) {
        bytes += static_cast<char>(random() >> 8);
        if (bytes.back() == '\xff') {
            bytes += '\0';
        }
    }
    return bytes + "\xff\xd9";
}

std::string stream(bool sized, std::size_t pictureBytes) {
    const std::string picture = jpeg(pictureBytes);
    std::string wire;
    for (std::size_t i = 0; i < kPictures; ++i) {
        wire += "--frame\r\nContent-Type: image/jpeg\r\n";
        wire += sized ? "Content-Length: " + std::to_string(picture.size()) + "\r\n\r\n" : "\r\n";
        wire += picture + "\r\n";
    }
    return wire;
}

// The socket is a memcpy of what it would give: at most 64 KiB at once.
void read(benchmark::State& state, bool sized) {
    const std::string wire = stream(sized, static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        MultipartReader reader("multipart/x-mixed-replace; boundary=frame");
        std::size_t at = 0;
        std::size_t pictures = 0;
        while (at < wire.size()) {
            const auto room = reader.prepare();
            const std::size_t n = std::min(room.size(), wire.size() - at);
            std::memcpy(room.data(), wire.data() + at, n);
            at += n;
            reader.commit(n, Instant{});
            while (const auto part = reader.next()) {
                benchmark::DoNotOptimize(part->bytes.data.get());
                ++pictures;
            }
        }
        if (pictures != kPictures) {
            state.SkipWithError("pictures were lost");
        }
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(wire.size()));
}

void readSized(benchmark::State& state) {
    read(state, true);
}

void readUnsized(benchmark::State& state) {
    read(state, false);
}

// Every picture's bytes once into memory of its own, in the same pieces.
void plainCopy(benchmark::State& state) {
    const std::string wire = stream(true, static_cast<std::size_t>(state.range(0)));
    const std::size_t each = wire.size() / kPictures;
    for (auto _ : state) {
        for (std::size_t i = 0; i < kPictures; ++i) {
            const auto bytes = std::make_shared_for_overwrite<std::uint8_t[]>(each);
            for (std::size_t at = 0; at < each; at += std::size_t{64} * 1024) {
                std::memcpy(bytes.get() + at, wire.data() + i * each + at,
                            std::min(each - at, std::size_t{64} * 1024));
            }
            benchmark::DoNotOptimize(bytes.get());
        }
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(kPictures * each));
}

BENCHMARK(plainCopy)->Arg(40'000)->Arg(150'000)->Arg(1'000'000);
BENCHMARK(readSized)->Arg(40'000)->Arg(150'000)->Arg(1'000'000);
BENCHMARK(readUnsized)->Arg(40'000)->Arg(150'000)->Arg(1'000'000);

}  // namespace
}  // namespace ocellus
