// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/secret.h"
#include "base/time.h"
#include "net/tls_policy.h"

namespace ocellus {

enum class SourceMode { Mjpeg, Jpeg };  // Jpeg: one-shot polling (RELAY-90)

// What a source must know of its camera. The scheme of `url` chooses the source: http(s), rtsp(s), file.
struct SourceSettings {
    std::string cameraId;
    std::string url;  // without credentials; its blanks (source_template.h) are filled from what follows
    SourceMode mode = SourceMode::Mjpeg;
    int channel = 1;  // 1-4 of a multi-sensor camera
    std::string username;
    Secret password;
    TlsPolicy tls = TlsPolicy::Verify;
    std::string pinnedCertificate;  // SHA-256 of the certificate in hex; empty with Pin: trust the first
    double picturesPerSecond = 5;   // of polling, and of files with a given rate
};

}  // namespace ocellus
