// SPDX-License-Identifier: Apache-2.0
#include "storage/certificate_pins.h"

namespace ocellus {
namespace {

std::string nameOf(const std::string& camera) {
    return "certificate/" + camera;
}

}  // namespace

Result<std::optional<CertificatePins::Pin>> CertificatePins::find(const std::string& camera) {
    auto stored = database_.one("SELECT value FROM keeping WHERE name = ?", {nameOf(camera)},
                                [](const SqlRow& row) { return row.blob(0); });
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    if (!*stored) {
        return std::nullopt;
    }
    const std::string text((*stored)->begin(), (*stored)->end());
    const std::size_t blank = text.find(' ');
    if (blank == std::string::npos) {
        return failure(Error::Kind::Storage, "the kept certificate of camera \"" + camera + "\" is damaged",
                       "enter its fingerprint as tls_pin, or remove the camera and add it again");
    }
    return Pin{camera, text.substr(0, blank), text.substr(blank + 1)};
}

Result<void> CertificatePins::put(const Pin& pin) {
    const std::string text = pin.peer + " " + pin.certificate;
    const Bytes value(text.begin(), text.end());
    return database_.transaction(Durability::Power, [&] {
        return database_
            .run(
                "INSERT INTO keeping (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                {nameOf(pin.camera), value})
            .map([](int) {});
    });
}

Result<void> CertificatePins::forget(const std::string& camera) {
    return database_.transaction(Durability::Power, [&] {
        return database_.run("DELETE FROM keeping WHERE name = ?", {nameOf(camera)}).map([](int) {});
    });
}

}  // namespace ocellus
