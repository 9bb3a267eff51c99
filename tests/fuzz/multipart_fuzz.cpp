// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstring>

#include "image/limits.h"
#include "input.h"
#include "net/multipart_reader.h"

using namespace ocellus;

// The first byte chooses the Content-Type, the second how much each read brings.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) {
        return 0;
    }
    constexpr std::array<std::string_view, 4> kTypes{"multipart/x-mixed-replace; boundary=frame",
                                                     "multipart/x-mixed-replace; boundary=\"--b\"",
                                                     "image/jpeg", ""};
    MultipartReader reader(kTypes.at(data[0] % kTypes.size()));
    const std::size_t step = data[1] == 255 ? size : data[1] + std::size_t{1};
    std::span<const std::uint8_t> wire(data + 2, size - 2);
    while (!wire.empty()) {
        const std::span<std::uint8_t> room = reader.prepare();
        fuzz::require(!room.empty());
        const std::size_t n = std::min({step, room.size(), wire.size()});
        std::memcpy(room.data(), wire.data(), n);
        wire = wire.subspan(n);
        reader.commit(n, Instant{});
        while (const auto part = reader.next()) {
            // Only sound pictures come out.
            const auto info = inspectJpeg(part->bytes.view());
            fuzz::require(info && info->size == part->bytes.size && info->huffmanTables);
            fuzz::require(info->width == part->info.width && part->timestamp.size() <= 40);
        }
    }
    reader.finish();
    fuzz::require(!reader.next());
    return 0;
}
