// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "image/jpeg_decoder.h"
#include "image/jpeg_encoder.h"
#include "simulator/disguise.h"
#include "simulator/framing.h"

namespace ocellus {
namespace {

std::vector<std::uint8_t> grey(int width, int height) {
    Frame frame;
    frame.reshape(width, height);
    frame.pictureWidth = width;
    frame.pictureHeight = height;
    for (std::size_t index = 0; index < frame.y.size(); ++index) {
        frame.y[index] = static_cast<std::uint8_t>(index * 7);
    }
    frame.u.assign(frame.u.size(), 128);
    frame.v.assign(frame.v.size(), 128);
    std::vector<std::uint8_t> jpeg;
    EXPECT_TRUE(JpegEncoder{}.encode(frame, 80, jpeg));
    return jpeg;
}

bool holds(const std::vector<std::uint8_t>& bytes, std::string_view text) {
    return std::string_view{reinterpret_cast<const char*>(bytes.data()), bytes.size()}.find(text) !=
           std::string_view::npos;
}

std::string text(Framing& framing, const EncodedPicture& picture) {
    std::string all;
    for (const WirePiece& piece : framing.part(picture)) {
        all += piece.text;
        all.append(piece.picture.begin(), piece.picture.end());
    }
    return all;
}

EncodedPicture picture(std::string_view bytes) {
    return std::make_shared<const std::vector<std::uint8_t>>(bytes.begin(), bytes.end());
}

TEST(Quirks, NamesAreUniqueAndFound) {
    std::set<std::string_view> names;
    for (const QuirkName& known : allQuirks()) {
        EXPECT_TRUE(names.insert(known.name).second) << known.name;
        EXPECT_EQ(findQuirk(known.name), known.quirk);
        EXPECT_FALSE(known.words.empty());
    }
    EXPECT_GE(names.size(), 40U);
    EXPECT_FALSE(findQuirk("no-such-quirk"));
}

TEST(Disguise, PicturesWithoutTablesStillDecodeByTheStandardOnes) {
    for (const Quirk quirk : {Quirk::NoHuffman, Quirk::Avi1, Quirk::Thumbnail, Quirk::Padding}) {
        const auto jpeg = disguise(grey(64, 48), quirk, 0);
        Frame frame;
        const auto decoded = JpegDecoder{}.decode(jpeg, {}, frame);
        EXPECT_TRUE(decoded) << static_cast<int>(quirk) << ": " << decoded.error().text();
        EXPECT_EQ(frame.width, 64);
    }
    EXPECT_FALSE(holds(disguise(grey(64, 48), Quirk::NoHuffman, 0), "\xff\xc4"));
    EXPECT_TRUE(holds(disguise(grey(64, 48), Quirk::Avi1, 0), "AVI1"));
    EXPECT_FALSE(holds(disguise(grey(64, 48), Quirk::Avi1, 0), "JFIF"));
}

TEST(Disguise, HostilePicturesAreRefusedByTheDecoder) {
    Frame frame;
    JpegDecoder decoder;
    EXPECT_FALSE(decoder.decode(disguise(grey(64, 48), Quirk::HugePicture, 0), {}, frame));
    EXPECT_FALSE(decoder.decode(disguise(grey(64, 48), Quirk::ManyScans, 0), {}, frame));
    EXPECT_FALSE(decoder.decode(disguise(grey(64, 48), Quirk::Truncated, 1), {}, frame));
    EXPECT_TRUE(decoder.decode(disguise(grey(64, 48), Quirk::Truncated, 2), {}, frame))
        << "every second is whole";
}

TEST(Framing, AProperStream) {
    Framing framing{Quirk::None, "1"};
    EXPECT_EQ(framing.head(),
              "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=ocellus\r\n"
              "Cache-Control: no-store\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(text(framing, picture("JPEG")),
              "--ocellus\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nJPEG\r\n");
}

struct Shape {
    Quirk quirk;
    const char* head;  // a piece of it
    const char* part;  // the second part as a whole
};

TEST(Framing, EachQuirkHasItsShape) {
    const std::vector<Shape> shapes{
        {Quirk::NoLength, "boundary=ocellus", "--ocellus\r\nContent-Type: image/jpeg\r\n\r\nJPEG\r\n"},
        {Quirk::Dashes, "boundary=--ocellus\r\n",
         "--ocellus\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nJPEG\r\n"},
        {Quirk::BareBoundary, "boundary=ocellus",
         "ocellus\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nJPEG\r\n"},
        {Quirk::QuotedBoundary, ";  boundary=\"part 7=:(x)\"",
         "--part 7=:(x)\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nJPEG\r\n"},
        {Quirk::NoFirstBoundary, "boundary=ocellus",
         "Content-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nJPEG\r\n--ocellus\r\n"},
        {Quirk::ClosingDashes, "boundary=ocellus",
         "--ocellus--\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nJPEG\r\n"},
        {Quirk::DoubleBoundary, "boundary=ocellus",
         "--ocellus\r\n--ocellus\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nJPEG\r\n"},
        {Quirk::LineFeeds, "boundary=ocellus\nCache-Control",
         "--ocellus\nContent-Type: image/jpeg\nContent-Length: 4\n\nJPEG\n"},
        {Quirk::BlankLines, "boundary=ocellus",
         "\r\n\r\n\r\n--ocellus\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nJPEG\r\n"},
        {Quirk::WrongLength, "boundary=ocellus",
         "--ocellus\r\nContent-Type: image/jpeg\r\nContent-Length: 1004\r\n\r\nJPEG\r\n"},
        {Quirk::ShortLength, "boundary=ocellus",
         "--ocellus\r\nContent-Type: image/jpeg\r\nContent-Length: 2\r\n\r\nJPEG\r\n"},
        {Quirk::HugeLength, "boundary=ocellus",
         "--ocellus\r\nContent-Type: image/jpeg\r\nContent-Length: 1000000000\r\n\r\nJPEG\r\n"},
        {Quirk::ZeroBoundary, "boundary=\r\n",
         "--\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nJPEG\r\n"},
        {Quirk::Raw, "video/x-motion-jpeg", "JPEG"},
        {Quirk::Http10, "HTTP/1.0 200 OK\r\n",
         "--ocellus\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nJPEG\r\n"},
        {Quirk::Icy, "ICY 200 OK\r\n",
         "--ocellus\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nJPEG\r\n"},
        {Quirk::Chunked, "Transfer-Encoding: chunked",
         "3c\r\n--ocellus\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nJP\r\n4\r\nEG\r\n\r\n"},
    };
    for (const Shape& shape : shapes) {
        Framing framing{shape.quirk, "7"};
        EXPECT_NE(framing.head().find(shape.head), std::string::npos) << framing.head();
        (void)framing.part(picture("JPEG"));
        EXPECT_EQ(text(framing, picture("JPEG")), shape.part) << static_cast<int>(shape.quirk);
    }
    EXPECT_TRUE((Framing{Quirk::NoStatus, "1"}.head().empty()));
}

TEST(Framing, PicturesAreNotCopied) {
    Framing framing{Quirk::None, "1"};
    const auto shared = picture("JPEG");
    EXPECT_EQ(framing.part(shared).front().picture.data(), shared->data());
}

}  // namespace
}  // namespace ocellus
