// SPDX-License-Identifier: Apache-2.0
#include "daemon/report/health.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fstream>

namespace ocellus {
namespace {

using testing::HasSubstr;

TEST(Health, AnOccupiedPortSaysWhatToDo) {
    boost::asio::io_context context;
    boost::asio::ip::tcp::acceptor other{context, {boost::asio::ip::address_v4::loopback(), 0}};
    const std::string address = "127.0.0.1:" + std::to_string(other.local_endpoint().port());
    const Finding finding = checkPort("http", address);
    EXPECT_EQ(finding.level, Finding::Level::Bad);
    EXPECT_THAT(finding.message, HasSubstr("server.http: " + address));
    EXPECT_THAT(finding.remedy, HasSubstr("choose another port"));
    other.close();
    EXPECT_EQ(checkPort("http", address).level, Finding::Level::Good);
}

TEST(Health, AnAddressThatIsNoneIsSaidToBe) {
    for (const char* address : {"8080", "localhost", "127.0.0.1:", "127.0.0.1:99999", "[::1:80"}) {
        EXPECT_EQ(checkPort("https", address).level, Finding::Level::Bad) << address;
    }
}

TEST(Health, AFolderThatCannotBeMadeIsBad) {
    const auto folder = std::filesystem::path{testing::TempDir()} / ("health-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    EXPECT_NE(checkDisk(folder / "data").level, Finding::Level::Bad);
    std::ofstream{folder / "file"} << "x";
    const Finding finding = checkDisk(folder / "file" / "data");
    EXPECT_EQ(finding.level, Finding::Level::Bad);
    EXPECT_THAT(finding.remedy, HasSubstr("storage.path"));
    std::ofstream{folder / "data" / "events"} << "12345";
    EXPECT_EQ(diskSpace(folder / "data").usedBytes, 5u);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ocellus
