// SPDX-License-Identifier: Apache-2.0
#include "net/response_head.h"

#include <gtest/gtest.h>

namespace ocellus {
namespace {

Result<ResponseHead> parsed(std::string_view text) {
    const auto length = responseHeadLength(text);
    return parseResponseHead(text.substr(0, length.value_or(text.size())));
}

// interfaces 6.2: HTTP/1.0 answers, ICY, no or odd status lines, LF instead of CR LF.
TEST(ResponseHead, ReadsTheStatusLinesThatCamerasSend) {
    const std::pair<const char*, int> cases[] = {
        {"HTTP/1.1 200 OK\r\n\r\n", 200},
        {"HTTP/1.0 401 Unauthorized\r\n\r\n", 401},
        {"HTTP/1.1 200\r\n\r\n", 200},
        {"HTTP/1.1 200 OK\n\n", 200},
        {"HTTP/1.1 404 Not Found\n\r\n", 404},
        {"ICY 200 OK\r\n\r\n", 200},
        {"HTTP 200 OK\r\n\r\n", 200},
        {"HTTP/1.1  200  OK \r\n\r\n", 200},
        {"200 OK\r\n\r\n", 200},
        {"\r\nHTTP/1.1 200 OK\r\n\r\n", 200},
        {"Content-Type: multipart/x-mixed-replace; boundary=x\r\n\r\n", 200},
    };
    for (const auto& [text, status] : cases) {
        const auto head = parsed(text);
        ASSERT_TRUE(head) << text;
        EXPECT_EQ(head->status, status) << text;
    }
    EXPECT_EQ(parsed("HTTP/1.1 503 Too Many Users\r\n\r\n")->reason, "Too Many Users");
}

TEST(ResponseHead, RefusesOtherProtocols) {
    for (const char* text :
         {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "RTSP/1.0 400 Bad Request\r\n\r\n", "HTTP/1.1 abc\r\n\r\n",
          "\x15\x03\x01\n\n", "HTTP/1.1 20\r\n\r\n", "HTTP/1.1 2000 x\r\n\r\n"}) {
        EXPECT_FALSE(parsed(text)) << text;
    }
}

TEST(ResponseHead, ReadsFoldedAndOddFields) {
    const auto head = parsed(
        "HTTP/1.1 200 OK\r\nContent-Type : multipart/x-mixed-replace;\r\n boundary=frame\r\nno colon here\r\n"
        ": no name\r\nContent-Length:\t12 \r\nSet-Cookie: a=b: c\r\n\r\n");
    ASSERT_TRUE(head);
    EXPECT_EQ(head->fields.find("content-type"), "multipart/x-mixed-replace; boundary=frame");
    EXPECT_EQ(contentLength(head->fields), 12u);
    EXPECT_EQ(head->fields.find("Set-Cookie"), "a=b: c");
    EXPECT_EQ(head->fields.size(), 3u);
}

TEST(ResponseHead, ContentLengthIsANumberOrNothing) {
    for (const char* value : {"", "-1", "12x", "99999999999999999999", "0x10", "1 2"}) {
        EXPECT_EQ(contentLength(HeaderFields{{"Content-Length", value}}), std::nullopt) << value;
    }
    EXPECT_EQ(contentLength(HeaderFields{{"content-length", " 1000000000 "}}), 1'000'000'000u);
}

TEST(ResponseHead, LengthIsTheSameHoweverTheBytesArrive) {
    for (const std::string_view whole :
         {"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", "HTTP/1.1 200 OK\nA: b\n\nbody",
          "HTTP/1.0 200 OK\nA: b\r\n\r\nbody"}) {
        std::size_t searched = 0;
        std::optional<std::size_t> length;
        for (std::size_t n = 1; n <= whole.size() && !length; ++n) {
            length = responseHeadLength(whole.substr(0, n), searched);
            searched = n;
        }
        ASSERT_TRUE(length);
        EXPECT_EQ(whole.substr(*length), "body");
        EXPECT_EQ(responseHeadLength(whole), length);
    }
}

TEST(ResponseHead, AStreamWithoutAHeadHasOneOfNoBytes) {
    EXPECT_EQ(responseHeadLength("\xff\xd8\xff\xe0"), 0u);
    EXPECT_EQ(responseHeadLength("--frame\r\n"), 0u);
    EXPECT_EQ(parsed("--frame\r\n")->status, 200);
}

TEST(ResponseHead, KnowsHowItsBodyEnds) {
    EXPECT_TRUE(parsed("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n")->isChunked());
    EXPECT_FALSE(parsed("HTTP/1.1 200 OK\r\n\r\n")->isChunked());
    EXPECT_TRUE(parsed("HTTP/1.1 200 OK\r\n\r\n")->keepsAlive());
    EXPECT_FALSE(parsed("HTTP/1.1 200 OK\r\nConnection: Close\r\n\r\n")->keepsAlive());
    EXPECT_FALSE(parsed("HTTP/1.0 200 OK\r\n\r\n")->keepsAlive());
    EXPECT_TRUE(parsed("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\n")->keepsAlive());
    EXPECT_FALSE(parsed("HTTP/1.1 304 Not Modified\r\n\r\n")->mayHaveBody());
}

}  // namespace
}  // namespace ocellus
