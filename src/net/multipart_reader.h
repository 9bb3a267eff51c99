// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "image/jpeg_structure.h"
#include "image/picture.h"
#include "net/boundary.h"
#include "net/picture_buffer.h"

namespace ocellus {

inline constexpr std::size_t kMaximumPart = std::size_t{16} << 20;  // bytes

// Cuts a stream into JPEG pictures: multipart/x-mixed-replace as cameras really send it, or pictures one
// after the other. A picture ends where its own structure ends; boundaries and lengths only help, because
// cameras get them wrong (interfaces §6.2). Bytes go from the socket straight into the memory of the picture:
//
//   const std::size_t n = read(socket, reader.prepare());
//   reader.commit(n, clock.now());
//   while (auto picture = reader.next()) { … }
//
// What is no sound picture is dropped and counted, and the stream goes on. Memory stays under two parts
// however hostile the stream. Thread-compatible.
class MultipartReader {
public:
    struct Part {
        SharedBytes bytes;  // SOI to EOI, with Huffman tables
        JpegInfo info;
        Instant begun;          // when the read returned that held its first byte
        std::string timestamp;  // the X-Timestamp of its head, or empty
    };

    // `contentType` of the answer; empty or without boundary: learnt from the stream.
    explicit MultipartReader(std::string_view contentType = {}) : boundary_(contentType) {}

    // Where to read to next, never empty. Call only when next() gave nothing.
    [[nodiscard]] std::span<std::uint8_t> prepare();

    // `n` bytes were written to the front of what prepare() gave; `now`: when they had come.
    void commit(std::size_t n, Instant now);

    [[nodiscard]] std::optional<Part> next();

    // The stream has ended: a picture under way is cut off.
    void finish();

    // Reason -> count of what was dropped: the names of JpegFault, and too-large.
    [[nodiscard]] const std::map<std::string, std::uint64_t>& errors() const { return errors_; }

private:
    enum class State {
        Lines,         // delimiters, part heads and blank lines
        Body,          // a picture
        AfterPicture,  // at EOI, with a stated length not yet used up
        AfterLength,   // no EOI within the stated length
        SkipLength,    // skipLeft_ bytes that are not wanted
        SkipToNext,    // up to the next delimiter, or SOI where none is known
    };

    struct PartHead {
        std::size_t bytes = 0;  // 0: no head line yet
        std::optional<std::uint64_t> length;
        bool picture = true;  // by its type
        std::string timestamp;
    };

    // Each does one step with what is pending and returns false when it needs more bytes.
    bool stepLines();
    bool stepBody();
    bool stepAfterPicture();
    bool stepAfterLength();
    bool stepSkipLength();
    bool stepSkipToNext();

    void takeLine(std::string_view line);
    void endOfHead();
    void beginPicture();
    [[nodiscard]] bool somethingElse(std::string_view line, bool whole) const;
    void giveUpPart();
    [[nodiscard]] bool scanBody();
    void giveUpPicture();
    void completePicture();
    void dropPicture(std::string_view reason);
    void giveBack(std::size_t from);
    [[nodiscard]] std::size_t lengthLeft() const;

    [[nodiscard]] std::span<const std::uint8_t> pending() const;
    [[nodiscard]] std::string_view pendingText() const;

    void consume(std::size_t n) { begin_ += n; }

    State state_ = State::Lines;
    Boundary boundary_;
    bool delimiterSeen_ = false;
    bool trustLengths_ = true;  // until one proves wrong
    PartHead head_;
    bool headEnded_ = false;  // a picture must come now

    std::vector<std::uint8_t> input_;  // bytes that are not yet known to be of a picture
    std::size_t begin_ = 0;
    std::size_t end_ = 0;

    PictureBuffer body_;
    std::size_t scanned_ = 0;                // of body_
    std::optional<std::size_t> bodyLength_;  // stated and believed
    JpegStructure structure_;
    std::size_t usualSize_ = 0;  // of the last picture
    std::uint64_t skipLeft_ = 0;

    Instant now_;
    Instant begun_;
    std::optional<Part> ready_;
    std::map<std::string, std::uint64_t> errors_;
};

}  // namespace ocellus
