// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/scripted_server.h"

namespace ocellus::test {

// A receiver of TCP alarm notification that writes down the lines it confirmed. Thread-safe.
class AlarmReceiver {
public:
    enum class Mood { Confirms, HangsUp, Babbles };

    AlarmReceiver()
        : server_([this](ScriptedPeer& peer, int) { take(static_cast<Peer&>(peer)); }, makePeer) {}

    void setMood(Mood mood) { mood_ = mood; }

    [[nodiscard]] std::uint16_t port() const { return server_.port(); }

    [[nodiscard]] int calls() const { return calls_; }

    [[nodiscard]] std::vector<nlohmann::json> lines() const {
        const std::lock_guard lock{mutex_};
        return lines_;
    }

private:
    class Peer final : public ScriptedPeer {
    public:
        using ScriptedPeer::ScriptedPeer;

        std::string readLine() {
            std::string line;
            char c = 0;
            while (read(&c, 1) > 0 && c != '\n') {
                line += c;
            }
            return line;
        }
    };

    static std::unique_ptr<ScriptedPeer> makePeer(int socket) { return std::make_unique<Peer>(socket); }

    void take(Peer& peer) {
        const auto line = nlohmann::json::parse(peer.readLine(), nullptr, false);
        const Mood mood = mood_;
        if (mood == Mood::Confirms) {
            {
                const std::lock_guard lock{mutex_};
                lines_.push_back(line);
            }
            peer.send(nlohmann::json{{"ack", line.value("id", "")}}.dump() + "\n");
        } else if (mood == Mood::Babbles) {
            peer.send("thank you\n");
        } else {
            peer.reset();
        }
        ++calls_;
    }

    std::atomic<Mood> mood_ = Mood::Confirms;
    std::atomic<int> calls_ = 0;
    mutable std::mutex mutex_;
    std::vector<nlohmann::json> lines_;
    ScriptedServer server_;  // last: its clients use all of the above
};

}  // namespace ocellus::test
