// SPDX-License-Identifier: Apache-2.0
#include "inference/model_download.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "support/scripted_server.h"
#include "support/temporary_folder.h"

namespace ocellus {
namespace {

using test::ScriptedPeer;
using test::ScriptedServer;

const std::string kContent = "0123456789";
constexpr const char* kDigest = "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882";

ModelFile fileAt(const std::string& url) {
    return {"small.onnx", kContent.size(), kDigest, url};
}

std::string contentOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void ignoreProgress(std::uint64_t /*have*/, std::uint64_t /*all*/) {}

TEST(ModelDownload, FetchesChecksAndReports) {
    ScriptedServer server{[](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.answer("200 OK", "", kContent);
    }};
    const TemporaryFolder folder;
    std::uint64_t seen = 0;
    const auto file = downloadModelFile(fileAt(server.url()), folder.path() / "new",
                                        [&](std::uint64_t have, std::uint64_t all) {
                                            seen = have;
                                            EXPECT_EQ(all, kContent.size());
                                        });
    ASSERT_TRUE(file) << file.error().text();
    EXPECT_EQ(contentOf(*file), kContent);
    EXPECT_EQ(seen, kContent.size());
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "new/small.onnx.part"));
}

TEST(ModelDownload, GoesOnWhereItStopped) {
    std::string request;
    ScriptedServer server{[&](ScriptedPeer& peer, int number) {
        request = peer.readRequest();
        if (number == 0) {
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123");  // and breaks off
        } else {
            peer.answer("206 Partial Content", "Content-Range: bytes 4-9/10\r\n", kContent.substr(4));
        }
    }};
    const TemporaryFolder folder;
    EXPECT_FALSE(downloadModelFile(fileAt(server.url()), folder.path(), ignoreProgress));
    EXPECT_EQ(contentOf(folder.path() / "small.onnx.part"), "0123");
    const auto file = downloadModelFile(fileAt(server.url()), folder.path(), ignoreProgress);
    ASSERT_TRUE(file) << file.error().text();
    EXPECT_NE(request.find("Range: bytes=4-"), std::string::npos);
    EXPECT_EQ(contentOf(*file), kContent);
}

TEST(ModelDownload, StartsAgainWhereTheServerKnowsNoRanges) {
    ScriptedServer server{[](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.answer("200 OK", "", kContent);
    }};
    const TemporaryFolder folder;
    std::ofstream{folder.path() / "small.onnx.part"} << "xyz";
    const auto file = downloadModelFile(fileAt(server.url()), folder.path(), ignoreProgress);
    ASSERT_TRUE(file) << file.error().text();
    EXPECT_EQ(contentOf(*file), kContent);
}

TEST(ModelDownload, RefusesAnotherFileAndForgetsIt) {
    ScriptedServer server{[](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.answer("200 OK", "", "012345678X");
    }};
    const TemporaryFolder folder;
    const auto file = downloadModelFile(fileAt(server.url()), folder.path(), ignoreProgress);
    ASSERT_FALSE(file);
    EXPECT_NE(file.error().message.find(kDigest), std::string::npos);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(ModelDownload, DoesNotTakeMoreThanTheFileHas) {
    ScriptedServer server{[](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.answer("200 OK", "", std::string(5'000'000, 'x'));
    }};
    const TemporaryFolder folder;
    EXPECT_FALSE(downloadModelFile(fileAt(server.url()), folder.path(), ignoreProgress));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "small.onnx"));
}

TEST(ModelDownload, SaysClearlyWhenThereIsNoNetworkOrNoFile) {
    const TemporaryFolder folder;
    std::string nobody;
    {
        const ScriptedServer gone{[](ScriptedPeer&, int) {}};
        nobody = gone.url();
    }
    const auto none = downloadModelFile(fileAt(nobody), folder.path(), ignoreProgress);
    ASSERT_FALSE(none);
    EXPECT_NE(none.error().remedy.find("internet"), std::string::npos);
    EXPECT_NE(none.error().remedy.find("models import"), std::string::npos);

    ScriptedServer server{[](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.answer("404 Not Found", "", "no");
    }};
    const auto missing = downloadModelFile(fileAt(server.url()), folder.path(), ignoreProgress);
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find("404"), std::string::npos);
    EXPECT_FALSE(downloadModelFile(fileAt(""), folder.path(), ignoreProgress));
}

}  // namespace
}  // namespace ocellus
