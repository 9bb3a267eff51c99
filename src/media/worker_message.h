// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "image/picture.h"

namespace ocellus::media {

inline constexpr std::uint64_t kMaximumVideoPixels = 64ULL * 1024 * 1024;  // contract, "Limits"

// A picture lies in a slot of the shared memory; the worker leaves that slot alone until it is released.
struct PictureReady {
    std::uint32_t slot = 0;
    PictureFormat format = PictureFormat::I420;
    bool fullRange = false;
    std::uint32_t width = 0;  // pixels; 0 for a JPEG whose size the container did not tell
    std::uint32_t height = 0;
    std::uint64_t bytes = 0;
    Duration time{};                  // presentation time in its stream
    std::optional<Instant> captured;  // live: when it reached this machine
    std::optional<WallTime> sent;     // live: the camera's own time, from its RTCP sender reports
};

// The clip came to its end; a looping one begins again.
struct ClipEnded {};

// About once a second: what has been read from the network so far.
struct Pulse {
    std::uint64_t bytes = 0;
};

// The camera's certificate, SHA-256 in hex.
struct Certificate {
    std::string hash;
};

// Why the worker gives up; it ends after saying so.
struct WorkerFailure {
    enum class Kind : std::uint8_t {
        WrongPath,
        WrongPassword,
        Refused,        // nobody listens on that port
        NoRoute,        // the host cannot be reached, or did not answer
        UnknownName,    // the name has no address
        NotTrusted,     // the certificate
        MissingPlugin,  // no decoder for it is installed
        NoVideo,
        Corrupt,
        Ended,  // the camera closed the stream
        Other,
    };
    Kind kind = Kind::Other;
    std::string detail;  // GStreamer's words; printable ASCII, at most 300 letters
};

using WorkerMessage = std::variant<PictureReady, ClipEnded, Pulse, Certificate, WorkerFailure>;

inline constexpr std::size_t kMaximumMessage = 512;  // bytes, encoded

[[nodiscard]] std::vector<std::uint8_t> encode(const WorkerMessage& message);

// The bounds of the shared memory that a message must keep.
struct RingShape {
    std::uint32_t slots = 0;
    std::uint64_t slotBytes = 0;
};

// Believes nothing: a worker decodes hostile bytes and may have been taken over by them. What comes out is
// within `shape` and its numbers agree with each other; anything else is an Error of Kind::Protocol.
[[nodiscard]] Result<WorkerMessage> decodeMessage(std::span<const std::uint8_t> bytes, RingShape shape);

// Bytes of an I420 picture without padding.
[[nodiscard]] constexpr std::uint64_t i420Bytes(std::uint64_t width, std::uint64_t height) {
    return width * height + 2 * ((width + 1) / 2) * ((height + 1) / 2);
}

}  // namespace ocellus::media
