// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <memory>

namespace ocellus::test {

// A self-signed certificate for 127.0.0.1 with its key, as PEM files: server certificate and authority in
// one.
class PemIdentity {
public:
    PemIdentity(const std::filesystem::path& folder, const char* name)
        : certificate_(folder / (std::string(name) + ".crt")), key_(folder / (std::string(name) + ".key")) {
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
        const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
        X509_set_version(certificate.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
        X509_set_pubkey(certificate.get(), key.get());
        X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
        X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
        extend(certificate.get(), NID_subject_alt_name, "IP:127.0.0.1");
        extend(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
        X509_sign(certificate.get(), key.get(), EVP_sha256());
        const File certificateFile(std::fopen(certificate_.c_str(), "w"), std::fclose);
        PEM_write_X509(certificateFile.get(), certificate.get());
        const File keyFile(std::fopen(key_.c_str(), "w"), std::fclose);
        PEM_write_PrivateKey(keyFile.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    }

    [[nodiscard]] const std::filesystem::path& certificate() const { return certificate_; }

    [[nodiscard]] const std::filesystem::path& key() const { return key_; }

private:
    using File = std::unique_ptr<std::FILE, decltype(&std::fclose)>;

    static void extend(X509* certificate, int id, const char* value) {
        const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
            X509V3_EXT_conf_nid(nullptr, nullptr, id, value), X509_EXTENSION_free);
        X509_add_ext(certificate, extension.get(), -1);
    }

    std::filesystem::path certificate_;
    std::filesystem::path key_;
};

}  // namespace ocellus::test
