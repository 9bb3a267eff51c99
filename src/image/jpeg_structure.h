// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tl/expected.hpp>

namespace ocellus {

// Why bytes are no picture that may be decoded.
enum class JpegFault { NotJpeg, Truncated, Corrupt, Unsupported, TooManyPixels, TooManyScans };

// As it stands in metrics: truncated, too-many-pixels, …
[[nodiscard]] std::string_view name(JpegFault fault);

// What the segments of a JPEG say. A value.
struct JpegInfo {
    int width = 0;  // pixels
    int height = 0;
    int components = 0;  // 1 or 3
    int scans = 0;
    bool progressive = false;
    bool huffmanTables = false;  // false: the tables of the standard's annex K.3.3 are meant
    std::size_t firstScan = 0;   // offset of the first SOS marker
    std::size_t size = 0;        // bytes up to the end of EOI
};

// Walks the segments of a JPEG as its bytes arrive and finds its true end: thumbnails inside EXIF have
// markers of their own, so searching for SOI and EOI would cut pictures up. Decodes nothing.
// Thread-compatible.
class JpegStructure {
public:
    enum class State { Reading, Complete, Broken };

    // Reads on and returns how many of `bytes` belong to the picture: all of them while Reading, and none
    // once it is Complete or Broken.
    std::size_t feed(std::span<const std::uint8_t> bytes);

    [[nodiscard]] State state() const { return state_; }

    // While Broken. Truncated: the next picture's SOI stands where this one's data should go on.
    [[nodiscard]] JpegFault fault() const { return fault_; }

    // info().size counts what belongs to the picture so far; where it is Truncated, the next one begins
    // there.
    [[nodiscard]] const JpegInfo& info() const { return info_; }

private:
    enum class Phase { Soi, Marker, Length, Frame, Skip, Entropy };

    void take(std::uint8_t byte);
    void takeMarker(std::uint8_t code);
    void takeEntropyMarker(std::uint8_t code);
    void beginSegment(std::size_t length);
    void readFrame();
    void endSegment();
    void breakOff(JpegFault fault);

    State state_ = State::Reading;
    JpegFault fault_ = JpegFault::NotJpeg;
    JpegInfo info_;
    Phase phase_ = Phase::Soi;
    bool afterFill_ = false;   // the byte before was FF
    std::uint8_t marker_ = 0;  // of the present segment
    std::size_t left_ = 0;     // bytes of the present segment
    std::size_t taken_ = 0;    // bytes of its length or frame header
    std::size_t stray_ = 0;    // bytes between segments that are none
    std::array<std::uint8_t, 6> frame_{};
};

// The whole picture at once; trailing bytes are allowed.
[[nodiscard]] tl::expected<JpegInfo, JpegFault> inspectJpeg(std::span<const std::uint8_t> bytes);

}  // namespace ocellus
