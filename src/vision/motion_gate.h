// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "vision/luma_grid.h"

namespace ocellus {

// Says whether a picture shows anything that the last inferred one did not. It compares cell means, so that
// slow movement adds up until it is seen; sensor noise averages out; small changes of the whole picture's
// brightness and the bands that flickering lamps draw are taken out, bounded, so that no change can hide as
// one of them. It errs towards "changed": that costs one inference, the other error costs an alarm. Bound to
// its camera.
class MotionGate {
public:
    // Measures this frame against the reference. A first frame and one of another size are changed.
    [[nodiscard]] bool changed(const LumaGrid& grid);

    // The frame of this grid was inferred: it is the reference from now on.
    void setReference(const LumaGrid& grid);

private:
    [[nodiscard]] bool lumaChanged(const LumaGrid& grid);
    [[nodiscard]] bool chromaChanged(std::span<const std::int16_t> now, std::span<const std::int16_t> before);
    void subtract(std::span<const std::int16_t> now, std::span<const std::int16_t> before);
    void levelRows();
    [[nodiscard]] bool exceeds(int least, int most);
    template <class Function>
    void sample(Function&& function);

    int columns_ = 0;
    int rows_ = 0;
    std::vector<std::int16_t> luma_;
    std::vector<std::int16_t> blue_;
    std::vector<std::int16_t> red_;
    std::vector<std::int16_t> difference_;  // sixteenths of a level
    std::vector<std::int16_t> sorted_;
};

}  // namespace ocellus
