// SPDX-License-Identifier: Apache-2.0
#include "simulator/framing.h"

#include <array>
#include <cstdio>
#include <utility>

namespace ocellus {
namespace {

std::string hex(std::size_t number) {
    std::array<char, 20> text{};
    std::snprintf(text.data(), text.size(), "%zx", number);
    return text.data();
}

// Two chunks with the border in the middle of the picture.
std::vector<WirePiece> chunked(const std::string& before, const EncodedPicture& picture,
                               const std::string& after) {
    const std::span bytes{*picture};
    const auto left = bytes.first(bytes.size() / 2);
    const auto right = bytes.subspan(left.size());
    return {{hex(before.size() + left.size()) + "\r\n" + before, left},
            {"\r\n" + hex(right.size() + after.size()) + "\r\n", right},
            {after + "\r\n", {}}};
}

}  // namespace

Framing::Framing(Quirk quirk, std::string token)
    : quirk_(quirk),
      boundary_(quirk == Quirk::QuotedBoundary ? "part " + std::move(token) + "=:(x)" : "ocellus"),
      line_(quirk == Quirk::LineFeeds ? "\n" : "\r\n") {
    if (quirk == Quirk::ZeroBoundary) {
        boundary_.clear();
    }
}

std::string Framing::head() const {
    if (quirk_ == Quirk::NoStatus) {
        return {};
    }
    std::string status = "HTTP/1.1 200 OK";
    if (quirk_ == Quirk::Http10) {
        status = "HTTP/1.0 200 OK";
    } else if (quirk_ == Quirk::Icy) {
        status = "ICY 200 OK";
    } else if (quirk_ == Quirk::NoReason) {
        status = "HTTP/1.1 200";
    }
    std::string type = "multipart/x-mixed-replace; boundary=" + boundary_;
    if (quirk_ == Quirk::Dashes) {
        type = "multipart/x-mixed-replace; boundary=--" + boundary_;
    } else if (quirk_ == Quirk::QuotedBoundary) {
        type = "multipart/x-mixed-replace;  boundary=\"" + boundary_ + "\"";
    } else if (quirk_ == Quirk::Raw) {
        type = "video/x-motion-jpeg";
    }
    std::string text = status + line_ + "Content-Type: " + type + line_ + "Cache-Control: no-store" + line_;
    text += quirk_ == Quirk::Chunked ? "Transfer-Encoding: chunked" : "Connection: close";
    return text + line_ + line_;
}

std::string Framing::boundaryLine() const {
    const std::string dashes = quirk_ == Quirk::BareBoundary ? "" : "--";
    const std::string line = dashes + boundary_ + (quirk_ == Quirk::ClosingDashes ? "--" : "") + line_;
    return quirk_ == Quirk::DoubleBoundary ? line + line : line;
}

std::size_t Framing::claimedLength(std::size_t size) const {
    switch (quirk_) {
        case Quirk::WrongLength:
            return size + 1000;
        case Quirk::ShortLength:
            return size / 2;
        case Quirk::HugeLength:
            return 1'000'000'000;
        default:
            return size;
    }
}

std::string Framing::partHead(const char* type, std::size_t size) const {
    std::string head = std::string{"Content-Type: "} + type + line_;
    if (quirk_ != Quirk::NoLength) {
        head += "Content-Length: " + std::to_string(claimedLength(size)) + line_;
    }
    return head + line_;
}

std::vector<WirePiece> Framing::part(const EncodedPicture& picture) {
    const bool first = std::exchange(first_, false);
    if (quirk_ == Quirk::Raw) {
        return {{{}, *picture}};
    }
    std::string before = partHead("image/jpeg", picture->size());
    std::string after = line_;
    if (quirk_ == Quirk::NoFirstBoundary) {
        after += boundaryLine();  // after a picture, where others have it before
    } else {
        before = boundaryLine() + before;
    }
    if (quirk_ == Quirk::BlankLines && !first) {
        before = std::string{line_} + line_ + line_ + before;
    }
    if (quirk_ == Quirk::OtherParts) {
        const std::string xml = "<Meta boundary=\"" + boundary_ + "\"/>";
        before = boundaryLine() + partHead("application/xml", xml.size()) + xml + line_ + boundaryLine() +
                 partHead("audio/basic", 8) + std::string(8, '\x7f') + line_ + before;
    }
    return quirk_ == Quirk::Chunked ? chunked(before, picture, after)
                                    : std::vector<WirePiece>{{before, *picture}, {after, {}}};
}

}  // namespace ocellus
