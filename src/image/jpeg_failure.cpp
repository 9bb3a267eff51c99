// SPDX-License-Identifier: Apache-2.0
#include "image/jpeg_failure.h"

#include <array>
#include <charconv>

namespace ocellus {

namespace {

struct Known {
    std::string_view part;  // of libjpeg's message
    std::string_view reason;
    std::string_view remedy;
};

constexpr std::string_view kTransfer = "the picture broke on its way or on disk; get it again";
constexpr std::string_view kFormat =
    "save or send it as a baseline or progressive JPEG of 8 bits, grey or YCbCr";

constexpr std::array kKnown{
    Known{"Premature end", "truncated", kTransfer},
    Known{"Empty input", "truncated", kTransfer},
    Known{"Not a JPEG", "not-jpeg", "give a JPEG file"},
    Known{"Maximum supported image dimension", "too-many-pixels", "use a smaller picture"},
    Known{"Image too wide", "too-many-pixels", "use a smaller picture"},
    Known{"more than 500 scans", "too-many-scans", "use a picture of at most 100 scans"},
    Known{"Unsupported", "unsupported", kFormat},
    Known{"unsupported", "unsupported", kFormat},
    Known{"not supported", "unsupported", kFormat},
    Known{"Sorry", "unsupported", kFormat},
    Known{"Could not determine subsampling", "unsupported", kFormat},
};

}  // namespace

JpegFailure jpegFailure(std::string_view libraryMessage) {
    // TurboJPEG puts the name of its function in front of messages of its own.
    std::string message = "cannot decode the picture: " + std::string{libraryMessage};
    for (const Known& known : kKnown) {
        if (libraryMessage.find(known.part) != std::string_view::npos) {
            return {{Error::Kind::BadInput, std::move(message), std::string{known.remedy}}, known.reason};
        }
    }
    return {{Error::Kind::BadInput, std::move(message), std::string{kTransfer}}, "corrupt"};
}

bool isHarmlessJpegWarning(std::string_view libraryMessage) {
    constexpr std::string_view kBefore = "Corrupt JPEG data: ";
    constexpr std::string_view kAfter = " extraneous bytes before marker 0xd9";
    constexpr int kPadding = 7;  // bytes: up to a multiple of eight
    if (!libraryMessage.starts_with(kBefore) || !libraryMessage.ends_with(kAfter)) {
        return false;
    }
    int bytes = 0;
    const char* const first = libraryMessage.data() + kBefore.size();
    const auto [last, fault] = std::from_chars(first, libraryMessage.data() + libraryMessage.size(), bytes);
    return fault == std::errc{} && bytes <= kPadding;
}

}  // namespace ocellus
