// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "base/result.h"
#include "image/frame.h"
#include "inference/head.h"

namespace ocellus {

// A network in use by one thread: fill the input, run, read the outputs. Bound to its thread.
class InferenceRequest {
public:
    virtual ~InferenceRequest() = default;
    [[nodiscard]] virtual std::span<std::uint8_t> input() = 0;  // height x width x 3
    [[nodiscard]] virtual Result<void> run() = 0;  // on the calling thread, which it keeps busy alone
    [[nodiscard]] virtual std::span<const TensorView> outputs() const = 0;  // the same places after every run
};

// A network that is compiled once for one input size and serves all threads. Thread-safe.
class CompiledModel {
public:
    virtual ~CompiledModel() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<InferenceRequest>> makeRequest() = 0;
    [[nodiscard]] virtual FrameSize inputSize() const = 0;
};

}  // namespace ocellus
