// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/scripted_server.h"

namespace ocellus::test {

// An HTTP server of the test's own that writes down the JSON bodies it was sent and accepted. Thread-safe.
class JsonReceiver {
public:
    JsonReceiver()
        : server_([this](ScriptedPeer& peer, int) {
              for (std::string request = peer.readRequest(); !request.empty(); request = peer.readRequest()) {
                  answer(peer, request);
              }
          }) {}

    // What it answers from now on: 200, 503, 400 …; 0: it hangs up without a word.
    void setStatus(int status) { status_ = status; }

    // Answers 400 to events of this type.
    void refuse(const std::string& type) {
        const std::lock_guard lock{mutex_};
        refused_ = type;
    }

    [[nodiscard]] std::string url() const { return server_.url("/AIOccupancyDetectionApp"); }

    [[nodiscard]] std::uint16_t port() const { return server_.port(); }

    [[nodiscard]] int requests() const { return requests_; }

    [[nodiscard]] std::vector<nlohmann::json> bodies() const {
        const std::lock_guard lock{mutex_};
        return bodies_;
    }

private:
    void answer(ScriptedPeer& peer, const std::string& request) {
        ++requests_;
        const int status = status_;
        const auto body = nlohmann::json::parse(request.substr(request.find("\r\n\r\n") + 4), nullptr, false);
        std::string reply = std::to_string(status);
        {
            const std::lock_guard lock{mutex_};
            if (!refused_.empty() && body.value("type", "") == refused_) {
                reply = "400";
            } else if (status == 200) {
                bodies_.push_back(body);
            }
        }
        if (status == 0) {
            peer.reset();
            return;
        }
        peer.answer(reply + " Said", "", "");
    }

    std::atomic<int> status_ = 200;
    std::atomic<int> requests_ = 0;
    mutable std::mutex mutex_;
    std::vector<nlohmann::json> bodies_;
    std::string refused_;
    ScriptedServer server_;  // last: its clients use all of the above
};

}  // namespace ocellus::test
