// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "ingest/camera_finder.h"

namespace ocellus {

// The searches that the Find button began. Each runs on the network thread, is bounded by its finder, and is
// looked at by its id; its result is kept for a while. Thread-safe; clear() waits for the network
// thread.
class CameraSearches {
public:
    static constexpr std::size_t kMostAtOnce = 4;
    static constexpr Duration kKept = std::chrono::minutes{5};

    // `network` and `clock` outlive it; it must be cleared before the network thread ends.
    CameraSearches(boost::asio::io_context& network, const Clock& clock) : network_(network), clock_(clock) {}

    // Begins one and returns its first progress; Limit where too many run.
    [[nodiscard]] Result<nlohmann::json> start(FindRequest request);
    // Where it stands (docs/reference/api.md, "Find").
    [[nodiscard]] Result<nlohmann::json> progress(const std::string& id);
    Result<void> end(const std::string& id);
    void clear();

private:
    class Search;

    [[nodiscard]] std::shared_ptr<Search> find(const std::string& id);
    void forgetOld();

    boost::asio::io_context& network_;
    const Clock& clock_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Search>> searches_;
};

// The makers and their addresses, as GET /vendors lists them.
[[nodiscard]] nlohmann::json vendorsJson();

}  // namespace ocellus
