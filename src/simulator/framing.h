// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "simulator/picture_store.h"
#include "simulator/quirk.h"

namespace ocellus {

// What goes over the wire one after the other: a text of its own, then bytes of a shared picture.
struct WirePiece {
    std::string text;
    std::span<const std::uint8_t> picture;
};

// How one connection's stream of pictures is wrapped, quirk and all. Pure; thread-compatible.
class Framing {
public:
    // `token` makes the boundary of this connection another one, for quirks that want that.
    Framing(Quirk quirk, std::string token);

    // The answer's head; empty for a camera that sends none.
    [[nodiscard]] std::string head() const;

    // The next part of the stream. Its pictures' bytes stay the picture's.
    [[nodiscard]] std::vector<WirePiece> part(const EncodedPicture& picture);

private:
    [[nodiscard]] std::string boundaryLine() const;
    [[nodiscard]] std::string partHead(const char* type, std::size_t size) const;
    [[nodiscard]] std::size_t claimedLength(std::size_t size) const;

    Quirk quirk_;
    std::string boundary_;
    const char* line_;  // end of line
    bool first_ = true;
};

}  // namespace ocellus
