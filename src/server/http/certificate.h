// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace ocellus {

struct CertificateFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;
    bool made = false;  // just now
};

// The certificate of this machine in `folder` (server.crt and server.key, the key readable by its owner
// only). Where there is none, a self-signed one is made: EC P-256, 10 years, for the host's name, localhost
// and the addresses of its interfaces. One that an administrator put there is left as it is.
[[nodiscard]] Result<CertificateFiles> ensureCertificate(const std::filesystem::path& folder);

// The names for the certificate: "DNS:camera-box", "IP:192.0.2.7", …
[[nodiscard]] std::vector<std::string> ownNames();

// SHA-256 of the certificate as browsers show it: AA:BB:…
[[nodiscard]] Result<std::string> fingerprint(const std::filesystem::path& certificate);

}  // namespace ocellus
