// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>

#include "gate/gate.h"

namespace ocellus::test {

// Bytes that pass for a JPEG: storage does not look inside.
inline Publishable samplePicture(std::size_t bytes, PictureFormat format = PictureFormat::Jpeg) {
    const std::shared_ptr<std::uint8_t[]> data{new std::uint8_t[bytes]};
    std::fill(data.get(), data.get() + bytes, std::uint8_t{0x5a});
    auto picture = std::make_shared<Picture>();
    picture->format = format;
    picture->bytes = SharedBytes{{data, data.get()}, bytes};
    return Gate{}.pass(std::move(picture));
}

}  // namespace ocellus::test
