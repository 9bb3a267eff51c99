// SPDX-License-Identifier: Apache-2.0
#include "simulator/quirk.h"

#include <algorithm>
#include <array>

namespace ocellus {
namespace {

constexpr std::array kNames{
    QuirkName{Quirk::NoLength, "no-length", "parts have no Content-Length"},
    QuirkName{Quirk::Dashes, "dashes", "the boundary in the answer's head already has the two dashes"},
    QuirkName{Quirk::BareBoundary, "bare-boundary", "boundary lines come without the two dashes"},
    QuirkName{Quirk::QuotedBoundary, "quoted-boundary",
              "the boundary is quoted, has blanks before it, and is another one each time"},
    QuirkName{Quirk::NoFirstBoundary, "no-first-boundary",
              "the stream begins with a part's head; boundaries come only after pictures"},
    QuirkName{Quirk::ClosingDashes, "closing-dashes",
              "every boundary line ends with two dashes, as if it were the last"},
    QuirkName{Quirk::DoubleBoundary, "double-boundary", "every boundary line comes twice"},
    QuirkName{Quirk::LineFeeds, "lf", "lines end with LF instead of CR LF"},
    QuirkName{Quirk::BlankLines, "blank-lines", "blank lines stand between the parts"},
    QuirkName{Quirk::WrongLength, "wrong-length", "Content-Length is larger than the picture"},
    QuirkName{Quirk::ShortLength, "short-length", "Content-Length is smaller than the picture"},
    QuirkName{Quirk::Chunked, "chunked", "chunked transfer coding, with chunk borders inside the pictures"},
    QuirkName{Quirk::OtherParts, "other-parts", "parts with XML and sound stand between the pictures"},
    QuirkName{Quirk::Raw, "raw", "JPEG files one after the other, without multipart"},
    QuirkName{Quirk::Split, "split", "every write holds only a few bytes, so that markers are split"},
    QuirkName{Quirk::Burst, "burst", "a second's pictures come all at once"},
    QuirkName{Quirk::Http10, "http10", "the answer is HTTP/1.0"},
    QuirkName{Quirk::Icy, "icy", "the answer begins with ICY 200 OK"},
    QuirkName{Quirk::NoReason, "no-reason", "the status line has no reason"},
    QuirkName{Quirk::NoStatus, "no-status", "there is no answer's head at all: the stream begins at once"},
    QuirkName{Quirk::Redirect, "redirect", "the stream is found after one redirect"},
    QuirkName{Quirk::NoHuffman, "no-huffman", "pictures have no Huffman tables; the standard ones are meant"},
    QuirkName{Quirk::Avi1, "avi1", "as no-huffman, with the AVI1 mark of Motion JPEG"},
    QuirkName{Quirk::Thumbnail, "thumbnail", "pictures hold a smaller JPEG in their EXIF segment"},
    QuirkName{Quirk::Padding, "padding", "zeros follow each picture, within its Content-Length"},
    QuirkName{Quirk::Truncated, "truncated", "every second picture breaks off in the middle"},
    QuirkName{Quirk::Corrupt, "corrupt", "every second picture has noise in its middle"},
    QuirkName{Quirk::HugePicture, "huge-picture", "pictures claim to be 65500x65500"},
    QuirkName{Quirk::ManyScans, "many-scans", "pictures are progressive with a thousand scans"},
    QuirkName{Quirk::DigestSha256, "digest-sha256", "Digest with SHA-256 only"},
    QuirkName{Quirk::DigestSession, "digest-session", "Digest with MD5-sess"},
    QuirkName{Quirk::DigestNoQop, "digest-no-qop", "Digest as in RFC 2069, without qop"},
    QuirkName{Quirk::DigestStale, "digest-stale", "a nonce serves one request; then it is stale"},
    QuirkName{Quirk::DigestNoNonce, "digest-no-nonce",
              "a Digest challenge without nonce beside one for Basic"},
    QuirkName{Quirk::SeveralChallenges, "several-challenges",
              "Basic and Digest with two algorithms are on offer"},
    QuirkName{Quirk::Hang, "hang", "stops in the middle of the fourth picture and keeps the connection"},
    QuirkName{Quirk::Close, "close", "closes the connection after the fourth picture"},
    QuirkName{Quirk::Reset, "reset", "resets the connection in the middle of the fourth picture"},
    QuirkName{Quirk::SlowDrip, "slow-drip", "one byte each 100 ms"},
    QuirkName{Quirk::RedirectLoop, "redirect-loop", "redirects without end"},
    QuirkName{Quirk::EndlessHead, "endless-head", "the answer's head never ends"},
    QuirkName{Quirk::EndlessPart, "endless-part", "the first part never ends"},
    QuirkName{Quirk::HugeLength, "huge-length", "parts claim to have 1 GB"},
    QuirkName{Quirk::ZeroBoundary, "zero-boundary", "the boundary is empty"},
    QuirkName{Quirk::Garbage, "garbage", "random bytes instead of an answer"},
};

}  // namespace

std::span<const QuirkName> allQuirks() {
    return kNames;
}

std::optional<Quirk> findQuirk(std::string_view name) {
    const auto* found = std::ranges::find(kNames, name, &QuirkName::name);
    return found == kNames.end() ? std::nullopt : std::optional{found->quirk};
}

bool needsDigest(Quirk quirk) {
    return quirk >= Quirk::DigestSha256 && quirk <= Quirk::SeveralChallenges;
}

}  // namespace ocellus
