// SPDX-License-Identifier: Apache-2.0
#include "server/http/tls_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <csignal>

namespace ocellus {
namespace {

std::string lastTlsError() {
    const char* reason = ERR_reason_error_string(ERR_get_error());
    ERR_clear_error();
    return reason == nullptr ? "unknown reason" : reason;
}

}  // namespace

void TlsContext::Deleter::operator()(ssl_ctx_st* context) const {
    SSL_CTX_free(context);
}

Result<TlsContext> TlsContext::load(const std::filesystem::path& certificate,
                                    const std::filesystem::path& key) {
    // OpenSSL writes to sockets with write(): a client that has gone must be an error, not the end of us.
    std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c)
    std::unique_ptr<ssl_ctx_st, Deleter> context{SSL_CTX_new(TLS_server_method())};
    if (!context) {
        return failure(Error::Kind::Internal, "TLS cannot be set up: " + lastTlsError());
    }
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context.get(), "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                           SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                        SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    if (SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1) {
        return failure(Error::Kind::BadInput,
                       "the certificate " + certificate.string() + " cannot be read: " + lastTlsError(),
                       "put a PEM chain there, or remove it together with its key to have a new one made");
    }
    if (SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(context.get()) != 1) {
        return failure(Error::Kind::BadInput,
                       "the key " + key.string() + " does not fit its certificate: " + lastTlsError(),
                       "put the PEM key that belongs to the certificate there");
    }
    return TlsContext{std::move(context)};
}

}  // namespace ocellus
