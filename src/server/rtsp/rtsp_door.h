// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "server/auth/device_digest.h"
#include "server/host.h"
#include "server/rtsp/rtsp_message.h"

namespace ocellus {

// Who may read what by RTSP: the device accounts of the camera CGIs, by Digest. Without proof nobody learns
// whether a camera exists. Thread-safe; waits for the disk.
class RtspDoor {
public:
    struct Question {
        std::string method;
        std::string uri;
        std::optional<std::string> authorization;
        std::string peer;
        std::string camera;  // that the address names
    };

    struct Access {
        std::string account;
        std::string camera;
        bool metadata = false;  // it runs an app, so there is something to tell
        double rate = 0;        // pictures a second at present; 0: unknown
    };

    RtspDoor(DeviceDigest& devices, Host& host) : devices_(devices), host_(host) {}

    // The access, or the answer that refuses it.
    [[nodiscard]] std::variant<Access, RtspResponse> open(const Question& question);
    // Whether the account still opens that camera.
    [[nodiscard]] bool stillOpen(const Access& access);

private:
    DeviceDigest& devices_;
    Host& host_;
};

}  // namespace ocellus
