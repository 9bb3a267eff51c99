// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace ocellus {

// One way in which real cameras, or hostile ones, depart from what the standards say. A simulated camera has
// one of them or none.
enum class Quirk {
    None,
    // How pictures are wrapped.
    NoLength,
    Dashes,
    BareBoundary,
    QuotedBoundary,
    NoFirstBoundary,
    ClosingDashes,
    DoubleBoundary,
    LineFeeds,
    BlankLines,
    WrongLength,
    ShortLength,
    Chunked,
    OtherParts,
    Raw,
    Split,
    Burst,
    // How the answer begins.
    Http10,
    Icy,
    NoReason,
    NoStatus,
    Redirect,
    // What the pictures are like.
    NoHuffman,
    Avi1,
    Thumbnail,
    Padding,
    Truncated,
    Corrupt,
    HugePicture,
    ManyScans,
    // How passwords are asked for.
    DigestSha256,
    DigestSession,
    DigestNoQop,
    DigestStale,
    DigestNoNonce,
    SeveralChallenges,
    // What breaks or attacks a reader.
    Hang,
    Close,
    Reset,
    SlowDrip,
    RedirectLoop,
    EndlessHead,
    EndlessPart,
    HugeLength,
    ZeroBoundary,
    Garbage,
};

struct QuirkName {
    Quirk quirk;
    std::string_view name;   // of --quirk
    std::string_view words;  // what it does, in one line
};

// All but None.
[[nodiscard]] std::span<const QuirkName> allQuirks();

[[nodiscard]] std::optional<Quirk> findQuirk(std::string_view name);

// The quirk is in how Digest is asked for, so the camera must ask for it.
[[nodiscard]] bool needsDigest(Quirk quirk);

}  // namespace ocellus
