// SPDX-License-Identifier: Apache-2.0
#include "base/time_zone_file.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace ocellus {
namespace {

namespace fs = std::filesystem;

constexpr const char* kZones = "/usr/share/zoneinfo";
constexpr std::size_t kLargest = 256 * 1024;  // bytes; the largest zone file has about 4 kB

bool isZoneName(const std::string& name) {
    const auto allowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '+' || c == '-' || c == '/';
    };
    return !name.empty() && name.size() <= 64 && name.front() != '/' &&
           std::all_of(name.begin(), name.end(), allowed);
}

// What the administrator set, as a name: TZ, then the link /etc/localtime, then Debian's /etc/timezone.
std::string machineZone() {
    if (const char* variable = std::getenv("TZ"); variable != nullptr) {  // NOLINT(concurrency-mt-unsafe)
        const std::string name = *variable == ':' ? variable + 1 : variable;
        return name.empty() ? "UTC" : name;
    }
    std::error_code error;
    const std::string target = fs::read_symlink("/etc/localtime", error).string();
    constexpr std::string_view kMark = "zoneinfo/";
    if (const auto at = target.find(kMark); !error && at != std::string::npos) {
        return target.substr(at + kMark.size());
    }
    std::string name;
    std::ifstream{"/etc/timezone"} >> name;
    return name;
}

}  // namespace

Result<TimeZone> loadTimeZone(const std::string& name) {
    if (name.empty()) {
        const std::string machine = machineZone();
        return machine.empty() ? TimeZone{} : loadTimeZone(machine).value_or(TimeZone{});
    }
    if (name == "UTC") {
        return TimeZone{};
    }
    const fs::path path = fs::path(kZones) / name;
    std::error_code error;
    std::ifstream file;
    if (isZoneName(name) && fs::is_regular_file(path, error) && fs::file_size(path, error) <= kLargest) {
        file.open(path, std::ios::binary);
    }
    if (!file.is_open()) {
        return failure(Error::Kind::BadInput, "there is no time zone \"" + name.substr(0, 64) + "\"",
                       "write it as Europe/Berlin or Asia/Tokyo; the package tzdata has them");
    }
    const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file),
                                          std::istreambuf_iterator<char>()};
    return TimeZone::parse(name, bytes);
}

}  // namespace ocellus
