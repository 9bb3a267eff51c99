// SPDX-License-Identifier: Apache-2.0
#include "daemon/report/health.h"

#include <sys/sysinfo.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <charconv>
#include <fstream>
#include <thread>

namespace ocellus {
namespace {

constexpr std::uint64_t kMebibyte = std::uint64_t{1024} * 1024;
constexpr std::uint64_t kGibibyte = 1024 * kMebibyte;

std::string gibibytes(std::uint64_t bytes) {
    const auto tenths = bytes * 10 / kGibibyte;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GiB";
}

}  // namespace

nlohmann::json toJson(const Finding& finding) {
    static constexpr std::array kLevels{"good", "warning", "bad"};
    return {{"level", kLevels.at(static_cast<std::size_t>(finding.level))},
            {"topic", finding.topic},
            {"message", finding.message},
            {"remedy", finding.remedy}};
}

DiskSpace diskSpace(const std::filesystem::path& folder) {
    DiskSpace space;
    std::error_code error;
    space.freeBytes = std::filesystem::space(folder, error).available;
    if (error) {
        return {};
    }
    for (auto entry = std::filesystem::recursive_directory_iterator(folder, error);
         !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code gone;  // a file may vanish while we look
        if (entry->is_regular_file(gone) && !gone) {
            const auto size = entry->file_size(gone);
            space.usedBytes += gone ? 0 : size;
        }
    }
    return space;
}

Finding checkProcessor() {
    const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
    const std::string count = std::to_string(cores) + (cores == 1 ? " core" : " cores");
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512vnni")) {
        return {Finding::Level::Good, "processor",
                count + " with AVX-512 VNNI: int8 models run at full speed", ""};
    }
    if (__builtin_cpu_supports("avx2")) {
        return {Finding::Level::Good, "processor", count + " with AVX2", ""};
    }
    return {Finding::Level::Warning, "processor", count + " without AVX2: detection is several times slower",
            "use a processor of 2013 or later, or fewer cameras"};
#else
    return {Finding::Level::Good, "processor", count, ""};
#endif
}

Finding checkMemory() {
    struct sysinfo machine {};

    if (sysinfo(&machine) != 0) {
        return {Finding::Level::Warning, "memory", "the machine does not say how much memory it has", ""};
    }
    const std::uint64_t total = static_cast<std::uint64_t>(machine.totalram) * machine.mem_unit;
    if (total < kGibibyte) {
        return {Finding::Level::Warning, "memory", gibibytes(total) + " of memory",
                "1 GiB or more is wanted: 150 MB for the first camera, 12 MB for each further one"};
    }
    return {Finding::Level::Good, "memory", gibibytes(total) + " of memory", ""};
}

Finding checkDisk(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return {Finding::Level::Bad, "disk",
                "the data folder " + folder.string() + " cannot be made: " + error.message(),
                "choose another storage.path, or give this user the right to write there"};
    }
    const std::filesystem::path probe = folder / ".write-probe";
    const bool written = [&] {
        std::ofstream file{probe};
        file << "x";
        return static_cast<bool>(file.flush());
    }();
    std::filesystem::remove(probe, error);
    const std::uint64_t free = std::filesystem::space(folder, error).available;
    if (!written) {
        return {Finding::Level::Bad, "disk", "nothing can be written to " + folder.string(),
                free < kMebibyte ? "the disk is full: free some space"
                                 : "give this user the right to write there"};
    }
    if (free < kGibibyte) {
        return {Finding::Level::Warning, "disk", gibibytes(free) + " free in " + folder.string(),
                "free some space: pictures of alarms are dropped when the disk is full"};
    }
    return {Finding::Level::Good, "disk", gibibytes(free) + " free in " + folder.string(), ""};
}

Finding checkPort(const std::string& listener, const std::string& address) {
    const std::size_t colon = address.rfind(':');
    std::uint16_t port = 0;
    if (colon != std::string::npos) {
        std::from_chars(address.data() + colon + 1, address.data() + address.size(), port);
    }
    std::string host = address.substr(0, colon);
    if (host.size() > 1 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    }
    boost::system::error_code error;
    const auto ip = boost::asio::ip::make_address(host, error);
    if (error || port == 0) {
        return {Finding::Level::Bad, "port",
                "server." + listener + ": " + address + " is not an address and a port",
                "write it like 127.0.0.1:8080"};
    }
    boost::asio::io_context context;
    boost::asio::ip::tcp::acceptor acceptor{context};
    const boost::asio::ip::tcp::endpoint endpoint{ip, port};
    acceptor.open(endpoint.protocol(), error);
    acceptor.set_option(boost::asio::socket_base::reuse_address(true), error);
    acceptor.bind(endpoint, error);
    if (error) {
        return {Finding::Level::Bad, "port",
                "server." + listener + ": " + address + " cannot be used: " + error.message(),
                error == boost::asio::error::address_in_use
                    ? "another program (perhaps Ocellus itself) listens there: stop it or choose another port"
                    : "choose an address of this machine and a port above 1023"};
    }
    return {Finding::Level::Good, "port", "server." + listener + ": " + address + " is free", ""};
}

}  // namespace ocellus
