// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace ocellus {

// What a picture may be before anything is decoded (contract, Limits).
inline constexpr std::int64_t kMaximumPixels = 64'000'000;
inline constexpr int kMaximumScans = 100;  // a progressive picture of thousands costs minutes to decode

}  // namespace ocellus
