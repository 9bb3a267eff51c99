// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "input.h"
#include "net/chunked_decoder.h"

using namespace ocellus;

namespace {

struct Outcome {
    std::string body;
    bool sound = true;
    bool finished = false;
    bool operator==(const Outcome&) const = default;
};

Outcome decode(std::vector<std::uint8_t> bytes, std::size_t step) {
    ChunkedDecoder decoder;
    Outcome outcome;
    for (std::size_t at = 0; at < bytes.size() && outcome.sound && !decoder.finished();) {
        const std::size_t n = std::min(step, bytes.size() - at);
        const auto result = decoder.decode(std::span(bytes).subspan(at, n));
        outcome.sound = result.has_value();
        if (result) {
            fuzz::require(result->payload <= result->consumed && result->consumed <= n);
            outcome.body.append(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                                bytes.begin() + static_cast<std::ptrdiff_t>(at + result->payload));
            at += result->consumed;
        }
    }
    outcome.finished = decoder.finished();
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::vector<std::uint8_t> bytes(data, data + size);
    const Outcome single = decode(bytes, 1);
    Outcome whole = decode(bytes, std::max<std::size_t>(size, 1));
    // What came before the break is handed over bytewise only.
    if (!whole.sound) {
        whole.body = single.body;
    }
    fuzz::require(single == whole);
    return 0;
}
