// SPDX-License-Identifier: Apache-2.0
#include "net/chunked_decoder.h"

#include <gtest/gtest.h>

#include <string>

namespace ocellus {
namespace {

struct Outcome {
    std::string body;
    std::size_t consumed = 0;
    bool finished = false;
    bool broken = false;
};

// Feeds `wire` in pieces of `step` bytes.
Outcome decode(std::string wire, std::size_t step) {
    ChunkedDecoder decoder;
    Outcome outcome;
    while (outcome.consumed < wire.size() && !decoder.finished()) {
        const std::size_t n = std::min(step, wire.size() - outcome.consumed);
        auto* data = reinterpret_cast<std::uint8_t*>(wire.data()) + outcome.consumed;
        const auto result = decoder.decode({data, n});
        if (!result) {
            outcome.broken = true;
            break;
        }
        outcome.body.append(reinterpret_cast<const char*>(data), result->payload);
        outcome.consumed += result->consumed;
    }
    outcome.finished = decoder.finished();
    return outcome;
}

// interfaces 6.2: chunk sizes must not appear inside the JPEG, wherever reads cut.
TEST(ChunkedDecoder, GivesTheSameBodyHoweverTheBytesArrive) {
    const std::pair<const char*, const char*> cases[] = {
        {"5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\nNEXT", "hello world"},
        {"5\nhello\n6\n world\n0\n\nNEXT", "hello world"},
        {"A \r\n0123456789\r\n00b\r\nabcdefghijk\r\n0\r\nTrailer: x\r\n\r\nNEXT", "0123456789abcdefghijk"},
        {"\r\n1\r\nx\r\n0\r\n\r\nNEXT", "x"},
    };
    for (const auto& [wire, body] : cases) {
        for (const std::size_t step : {1, 2, 3, 5, 7, 100}) {
            const Outcome outcome = decode(wire, step);
            EXPECT_EQ(outcome.body, body) << wire << " by " << step;
            EXPECT_TRUE(outcome.finished);
            EXPECT_EQ(std::string(wire).substr(outcome.consumed), "NEXT");
        }
    }
}

TEST(ChunkedDecoder, RefusesBrokenFraming) {
    for (const char* wire :
         {"xyz\r\n", "-5\r\nhello", "5\r\nhelloworld\r\n", ";ext\r\n", "fffffffffffffffff\r\n"}) {
        EXPECT_TRUE(decode(wire, 1).broken) << wire;
        EXPECT_TRUE(decode(wire, 100).broken) << wire;
    }
}

TEST(ChunkedDecoder, BoundsExtensionsAndTrailers) {
    EXPECT_TRUE(decode("5;" + std::string(10'000, 'x'), 1000).broken);
    std::string trailers = "0\r\n";
    while (trailers.size() < 10'000) {
        trailers += "Name: value\r\n";
    }
    EXPECT_TRUE(decode(trailers, 1000).broken);
}

}  // namespace
}  // namespace ocellus
