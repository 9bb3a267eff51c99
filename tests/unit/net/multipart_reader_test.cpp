// SPDX-License-Identifier: Apache-2.0
#include "net/multipart_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/synthetic_jpeg.h"

namespace ocellus {
namespace {

using test::make;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr std::string_view kType = "multipart/x-mixed-replace; boundary=frame";

const std::string kOne = make({.seed = 1});
const std::string kTwo = make({.dataBytes = 5000, .seed = 2, .thumbnail = true});
const std::string kThree = make({.dataBytes = 300, .seed = 3, .restarts = true});

std::string text(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

struct Outcome {
    std::vector<std::string> pictures;
    std::map<std::string, std::uint64_t> errors;
    std::vector<std::string> timestamps;
};

// Feeds `wire` in reads of at most `step` bytes; the read number is the time.
Outcome read(std::string_view type, std::string_view wire, std::size_t step, bool finish = true) {
    MultipartReader reader(type);
    Outcome outcome;
    int reads = 0;
    while (!wire.empty()) {
        const std::span<std::uint8_t> room = reader.prepare();
        const std::size_t n = std::min({step, room.size(), wire.size()});
        if (n == 0) {
            ADD_FAILURE() << "no room to read to";
            break;
        }
        std::copy_n(wire.begin(), n, room.begin());
        wire.remove_prefix(n);
        reader.commit(n, Instant{Duration{++reads}});
        while (auto part = reader.next()) {
            outcome.pictures.push_back(text(part->bytes.view()));
            outcome.timestamps.push_back(part->timestamp);
        }
    }
    if (finish) {
        reader.finish();
    }
    outcome.errors = reader.errors();
    return outcome;
}

std::string sized(const std::string& jpeg, std::size_t length) {
    return "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n" +
           jpeg + "\r\n";
}

std::string sized(const std::string& jpeg) {
    return sized(jpeg, jpeg.size());
}

std::string unsized(const std::string& jpeg) {
    return "--frame\r\nContent-Type: image/jpeg\r\n\r\n" + jpeg + "\r\n";
}

struct Stream {
    const char* name;
    std::string type;
    std::string wire;
};

// interfaces 6.2: every way to frame three sound pictures gives these three pictures and no error, wherever
// the reads cut.
std::vector<Stream> soundStreams() {
    const std::string head = "Content-Type: image/jpeg\r\n\r\n";
    const auto framed = [&](const std::string& delimiter, const std::string& end) {
        return delimiter + end + head + kOne + end + delimiter + end + head + kTwo + end + delimiter + end +
               head + kThree + end;
    };
    const std::string type(kType);
    const std::string lf = "--frame\nContent-Type: image/jpeg\n\n";
    std::string zeros(100, '\0');
    return {
        {"as the standard has it", type, sized(kOne) + sized(kTwo) + sized(kThree) + "--frame--\r\n"},
        {"no Content-Length", type, unsized(kOne) + unsized(kTwo) + unsized(kThree) + "--frame--\r\n"},
        {"no head at all", type,
         "--frame\r\n\r\n" + kOne + "\r\n--frame\r\n\r\n" + kTwo + "\r\n--frame\r\n\r\n" + kThree},
        {"boundary stated with its dashes", "multipart/x-mixed-replace; boundary=--frame",
         framed("--frame", "\r\n")},
        {"boundary sent without dashes", type, framed("frame", "\r\n")},
        {"boundary sent with more dashes", type, framed("----frame", "\r\n")},
        {"boundary quoted, after a blank", "multipart/x-mixed-replace;  Boundary = \"frame\"",
         framed("--frame", "\r\n")},
        {"another boundary than stated", "multipart/x-mixed-replace; boundary=other",
         framed("--frame", "\r\n")},
        {"no boundary stated", "multipart/x-mixed-replace", framed("--frame", "\r\n")},
        {"boundary of no letters", "multipart/x-mixed-replace; boundary=", framed("--", "\r\n")},
        {"first boundary missing", type, head + kOne + "\r\n" + unsized(kTwo) + unsized(kThree)},
        {"first boundary missing, sized", type, sized(kOne).substr(9) + sized(kTwo) + sized(kThree)},
        {"every boundary closed with dashes", type, framed("--frame--", "\r\n")},
        {"doubled boundaries", type,
         "--frame\r\n" + unsized(kOne) + "--frame\r\n\r\n" + unsized(kTwo) + "--frame\r\n" + unsized(kThree)},
        {"line feeds only", type, lf + kOne + "\n" + lf + kTwo + "\n" + lf + kThree + "\n"},
        {"blank lines between parts", type,
         "\r\n\r\n" + sized(kOne) + "\r\n\r\n" + sized(kTwo) + "\n\n\n" + sized(kThree)},
        {"blank lines before pictures", type,
         "--frame\r\n" + head + "\r\n\r\n" + kOne + "\r\n--frame\r\n" + head + "\n" + kTwo +
             "\r\n--frame\r\n" + head + kThree},
        {"length padded with zeros", type, sized(kOne + zeros) + sized(kTwo + zeros) + sized(kThree + zeros)},
        {"length counts the line end", type,
         sized(kOne, kOne.size() + 2) + sized(kTwo, kTwo.size() + 2) + sized(kThree, kThree.size() + 2)},
        {"length too large", type,
         sized(kOne, kOne.size() + 5000) + sized(kTwo, kTwo.size() + 900) +
             sized(kThree, kThree.size() + 50)},
        {"length too small", type,
         sized(kOne, kOne.size() - 50) + sized(kTwo, 10) + sized(kThree, kThree.size() - 1)},
        {"length of zero", type, sized(kOne, 0) + sized(kTwo, 0) + sized(kThree, 0)},
        {"length is no number", type,
         "--frame\r\nContent-Length: abc\r\n\r\n" + kOne + "\r\n" + unsized(kTwo) + unsized(kThree)},
        {"a trailer behind the picture", type,
         sized(kOne + "vendor data \xff\xd8\xff") + sized(kTwo) + sized(kThree)},
        {"raw pictures, no multipart", "image/jpeg", kOne + kTwo + kThree},
        {"raw pictures with line ends between", "", kOne + "\r\n" + kTwo + "\r\n\r\n" + kThree},
        {"junk before the first picture", type,
         "\x01\x02garbage\xff" + kOne + unsized(kTwo) + unsized(kThree)},
        {"other parts between", type,
         sized(kOne) +
             "--frame\r\nContent-Type: text/xml\r\nContent-Length: 9\r\n\r\n<a>\xff\xd8\xff</a>\r\n" +
             sized(kTwo) +
             "--frame\r\nContent-Type: audio/basic\r\n\r\nabc\xff\xd8\xff"
             "def\r\n" +
             sized(kThree)},
        {"odd part heads", type,
         "--frame\r\nX-FrameType: I\r\nno colon\r\n folded\r\ncontent-type:image/jpeg\r\n\r\n" + kOne +
             "\r\n" + unsized(kTwo) + unsized(kThree)},
    };
}

TEST(MultipartReader, GivesTheSamePicturesHoweverACameraFramesThem) {
    for (const Stream& stream : soundStreams()) {
        for (const std::size_t step : {1, 2, 7, 100, 1460, 1'000'000}) {
            const Outcome outcome = read(stream.type, stream.wire, step);
            EXPECT_THAT(outcome.pictures, ElementsAre(kOne, kTwo, kThree))
                << stream.name << ", reads of " << step;
            EXPECT_THAT(outcome.errors, IsEmpty()) << stream.name << ", reads of " << step;
        }
    }
}

// A picture is there as soon as its last byte is, whatever follows: no wait for the next boundary.
TEST(MultipartReader, DoesNotWaitForWhatFollowsAPicture) {
    for (const std::string& wire : {sized(kOne), unsized(kOne), sized(kOne, kOne.size() + 100)}) {
        const std::string upToEnd = wire.substr(0, wire.size() - 2);
        EXPECT_THAT(read(kType, upToEnd, 1000, false).pictures, ElementsAre(kOne));
    }
}

TEST(MultipartReader, DropsAndCountsBrokenPicturesAndGoesOn) {
    struct Case {
        const char* name;
        std::string bad;
        const char* reason;
    };

    const std::string cut = kOne.substr(0, 1200);
    const std::string cutInHead = kOne.substr(0, 30);
    const std::string garbage(3000, 'g');
    const Case cases[] = {
        {"cut off, sized", sized(cut), "truncated"},
        {"cut off in a segment, sized", sized(cutInHead), "truncated"},
        {"cut off, unsized", unsized(cut), "truncated"},
        {"cut off in a segment, unsized", unsized(cutInHead), "truncated"},
        {"length of the whole, cut off", sized(cut, cut.size()), "truncated"},
        {"no JPEG, sized", sized(garbage), "not-jpeg"},
        {"no JPEG, unsized", unsized(garbage), "not-jpeg"},
        {"corrupt, sized", sized("\xff\xd8" + garbage), "corrupt"},
        {"corrupt, unsized", unsized("\xff\xd8" + garbage), "corrupt"},
        {"too many pixels", sized(make({.width = 65500, .height = 65500})), "too-many-pixels"},
        {"a thousand scans", unsized(make({.dataBytes = 10, .scans = 1000, .frame = 0xc2})),
         "too-many-scans"},
        {"lossless", sized(make({.frame = 0xc3})), "unsupported"},
    };
    for (const Case& one : cases) {
        for (const std::size_t step : {1, 7, 1460, 1'000'000}) {
            const Outcome outcome = read(kType, unsized(kTwo) + one.bad + sized(kThree) + sized(kOne), step);
            EXPECT_THAT(outcome.pictures, ElementsAre(kTwo, kThree, kOne))
                << one.name << ", reads of " << step;
            EXPECT_THAT(outcome.errors, ElementsAre(Pair(one.reason, 1)))
                << one.name << ", reads of " << step;
        }
    }
}

TEST(MultipartReader, CountsAPictureThatTheEndOfTheStreamCuts) {
    const Outcome outcome = read(kType, sized(kOne) + sized(kTwo).substr(0, 3000), 1000);
    EXPECT_THAT(outcome.pictures, ElementsAre(kOne));
    EXPECT_THAT(outcome.errors, ElementsAre(Pair("truncated", 1)));
}

// Contract, "Limits": a part over 16 MiB is skipped and counted, the connection kept.
TEST(MultipartReader, SkipsPartsOverTheCap) {
    const std::string large = make({.dataBytes = 17 << 20});
    for (const std::string& bad : {sized(large), unsized(large), sized("", 1'000'000'000)}) {
        const Outcome outcome = read(kType, unsized(kOne) + bad + sized(kThree), 100'000);
        EXPECT_THAT(outcome.pictures, ElementsAre(kOne, kThree));
        EXPECT_THAT(outcome.errors, ElementsAre(Pair("too-large", 1)));
    }
}

TEST(MultipartReader, TakesMemoryForWhatHasComeNotForWhatWasAnnounced) {
    MultipartReader reader(kType);
    const std::string wire = sized(kOne.substr(0, 500), kMaximumPart);
    std::size_t most = 0;
    for (const char c : wire) {
        const auto room = reader.prepare();
        most = std::max(most, room.size());
        room.front() = static_cast<std::uint8_t>(c);
        reader.commit(1, Instant{});
        EXPECT_FALSE(reader.next());
    }
    EXPECT_LE(most, std::size_t{1} << 20);
}

TEST(MultipartReader, ReadsStraightIntoThePicture) {
    const std::string jpeg = make({.dataBytes = 150'000});
    const std::string wire = sized(jpeg);
    MultipartReader reader(kType);
    std::size_t at = 0;
    std::vector<const std::uint8_t*> places;
    std::optional<MultipartReader::Part> part;
    while (!part) {
        const auto room = reader.prepare();
        const std::size_t n = std::min(room.size(), wire.size() - at);
        std::copy_n(wire.begin() + static_cast<std::ptrdiff_t>(at), n, room.begin());
        at += n;
        places.push_back(room.data());
        reader.commit(n, Instant{});
        part = reader.next();
    }
    // All but what came with the head was written where it stays.
    const std::uint8_t* begin = part->bytes.data.get();
    const auto within = std::count_if(places.begin(), places.end(), [&](const std::uint8_t* place) {
        return place >= begin && place < begin + part->bytes.size;
    });
    EXPECT_EQ(within, static_cast<std::ptrdiff_t>(places.size()) - 1);
    EXPECT_EQ(text(part->bytes.view()), jpeg);
}

TEST(MultipartReader, StampsAPictureWithTheReadOfItsFirstByte) {
    MultipartReader reader(kType);
    const std::string wire = sized(kOne);
    const std::size_t start = wire.find("\xff\xd8");
    std::optional<MultipartReader::Part> part;
    for (std::size_t i = 0; i < wire.size() && !part; ++i) {
        reader.prepare().front() = static_cast<std::uint8_t>(wire[i]);
        reader.commit(1, Instant{Duration{static_cast<std::int64_t>(i)}});
        part = reader.next();
    }
    ASSERT_TRUE(part);
    // SOI is known to be one at its second byte.
    EXPECT_EQ(part->begun.time_since_epoch().count(), static_cast<std::int64_t>(start) + 1);
}

TEST(MultipartReader, KeepsTheCamerasOwnTime) {
    const std::string wire = "--frame\r\nContent-Length: " + std::to_string(kOne.size()) +
                             "\r\nX-Timestamp: 1700000000.125\r\n\r\n" + kOne + "\r\n" + sized(kTwo);
    EXPECT_THAT(read(kType, wire, 100).timestamps, ElementsAre("1700000000.125", ""));
}

TEST(MultipartReader, AddsTheStandardHuffmanTablesWhereACameraLeavesThemOut) {
    const std::string bare = make({.huffmanTables = false});
    const Outcome outcome = read(kType, sized(bare), 100);
    ASSERT_EQ(outcome.pictures.size(), 1u);
    EXPECT_EQ(outcome.pictures[0].size(), bare.size() + 420);
    const auto info = inspectJpeg(
        {reinterpret_cast<const std::uint8_t*>(outcome.pictures[0].data()), outcome.pictures[0].size()});
    ASSERT_TRUE(info);
    EXPECT_TRUE(info->huffmanTables);
}

TEST(MultipartReader, SurvivesStreamsOfOneByteForEver) {
    for (const char c : {'\0', '\n', '-', '\xff', 'x', '\r', ':'}) {
        const std::string flood(300'000, c);
        EXPECT_THAT(read(kType, flood, 1460).pictures, IsEmpty());
        EXPECT_THAT(read(kType, sized(kOne.substr(0, 1000)) + flood, 1460).pictures, IsEmpty());
        EXPECT_THAT(read("", flood, 1460).pictures, IsEmpty());
    }
}

}  // namespace
}  // namespace ocellus
