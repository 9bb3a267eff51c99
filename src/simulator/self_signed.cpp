// SPDX-License-Identifier: Apache-2.0
#include "simulator/self_signed.h"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>

namespace ocellus {
namespace {

constexpr long kLifetime = 30L * 24 * 3600;  // seconds

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using CertificatePtr = std::unique_ptr<X509, decltype(&X509_free)>;

CertificatePtr makeCertificate(EVP_PKEY* key) {
    CertificatePtr certificate{X509_new(), &X509_free};
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kLifetime);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("simulated camera"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    return X509_sign(certificate.get(), key, EVP_sha256()) > 0 ? std::move(certificate)
                                                               : CertificatePtr{nullptr, &X509_free};
}

}  // namespace

Result<void> useSelfSignedCertificate(boost::asio::ssl::context& context) {
    const Key key{EVP_EC_gen("P-256"), &EVP_PKEY_free};
    const auto certificate = key ? makeCertificate(key.get()) : CertificatePtr{nullptr, &X509_free};
    if (!certificate || SSL_CTX_use_certificate(context.native_handle(), certificate.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context.native_handle(), key.get()) != 1) {
        return failure(Error::Kind::Internal, "OpenSSL could not make a certificate for the simulated camera",
                       "try without --tls");
    }
    return {};
}

}  // namespace ocellus
