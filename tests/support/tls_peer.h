// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <csignal>
#include <memory>
#include <string>

#include "support/scripted_server.h"

namespace ocellus::test {

// A self-signed certificate for 127.0.0.1, made anew, and a server context that shows it.
class TlsIdentity {
public:
    TlsIdentity() : context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free) {
        std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to clients that have gone
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
        const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
        X509_set_pubkey(certificate.get(), key.get());
        X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("camera"), -1, -1, 0);
        X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
        X509_sign(certificate.get(), key.get(), EVP_sha256());
        SSL_CTX_use_certificate(context_.get(), certificate.get());
        SSL_CTX_use_PrivateKey(context_.get(), key.get());
    }

    [[nodiscard]] SSL_CTX* context() const { return context_.get(); }

    [[nodiscard]] ScriptedServer::MakePeer peers() const;

private:
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
};

// A client that came over TLS; where the handshake fails it just reads nothing.
class TlsPeer final : public ScriptedPeer {
public:
    TlsPeer(int socket, SSL_CTX* context) : ScriptedPeer(socket), ssl_(SSL_new(context), SSL_free) {
        SSL_set_fd(ssl_.get(), socket);
        accepted_ = SSL_accept(ssl_.get()) == 1;
    }

protected:
    ssize_t read(char* into, std::size_t size) override {
        return accepted_ ? SSL_read(ssl_.get(), into, static_cast<int>(size)) : 0;
    }

    ssize_t write(const char* from, std::size_t size) override {
        return accepted_ ? SSL_write(ssl_.get(), from, static_cast<int>(size)) : 0;
    }

private:
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
    bool accepted_ = false;
};

inline ScriptedServer::MakePeer TlsIdentity::peers() const {
    return [this](int socket) { return std::make_unique<TlsPeer>(socket, context()); };
}

}  // namespace ocellus::test
