// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/secret.h"

namespace ocellus::media {

// What one worker process is to play, from its start to its end.
struct Job {
    enum class Kind : std::uint8_t {
        Clip,        // a video file: every picture in order, waiting for room, so none is lost
        Rtsp,        // a camera: a picture that finds no room is dropped
        EncodeH264,  // takes pictures and gives H.264 (media/encoder_link.h)
        EncodeJpeg,  // likewise, as JPEG with the standard's Huffman tables
    };
    enum class Trust : std::uint8_t { Verify, Pin, Accept };

    Kind kind = Kind::Clip;
    bool loop = false;             // clips: begin again at the end, for ever
    double picturesPerSecond = 0;  // clips: pick that many of the clip's time; 0 is all of them. Encoders:
                                   // the rate that is to be expected
    bool jpegAsIs = false;         // hand JPEG pictures over as they are, not decoded
    std::string url;               // Rtsp: without credentials
    std::string username;
    Secret password;
    Trust trust = Trust::Verify;  // rtsps
    std::string pin;  // Trust::Pin: SHA-256 of the certificate in hex; empty: any, and its hash is told
};

[[nodiscard]] constexpr bool encodes(Job::Kind kind) {
    return kind == Job::Kind::EncodeH264 || kind == Job::Kind::EncodeJpeg;
}

inline constexpr std::size_t kMaximumJob = 8192;  // bytes, encoded

// Goes over the socket and never on a command line, which every user of the machine can read.
[[nodiscard]] std::vector<std::uint8_t> encode(const Job& job);
[[nodiscard]] std::optional<Job> decodeJob(std::span<const std::uint8_t> bytes);

}  // namespace ocellus::media
