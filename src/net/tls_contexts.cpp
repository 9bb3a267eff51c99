// SPDX-License-Identifier: Apache-2.0
#include "net/tls_contexts.h"

#include <algorithm>

#include "base/text.h"

namespace ocellus {

namespace asio = boost::asio;

asio::execution_context::id TlsContexts::id;

asio::ssl::context& TlsContexts::forPolicy(TlsPolicy policy) {
    std::unique_ptr<asio::ssl::context>& context = contexts_.at(static_cast<std::size_t>(policy));
    if (context) {
        return *context;
    }
    context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_client);
    SSL_CTX* native = context->native_handle();
    if (policy == TlsPolicy::Legacy) {
        // Cameras of 2008 speak TLS 1.0 with short keys and no secure renegotiation.
        SSL_CTX_set_min_proto_version(native, TLS1_VERSION);
        SSL_CTX_set_security_level(native, 0);
        SSL_CTX_set_cipher_list(native, "ALL:COMPLEMENTOFALL:!aNULL:!eNULL:@SECLEVEL=0");
        SSL_CTX_set_options(native, SSL_OP_LEGACY_SERVER_CONNECT);
    } else {
        SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    }
    boost::system::error_code
        ignored;  // without authorities nothing is trusted, and that is said on connecting
    context->set_verify_mode(policy == TlsPolicy::Verify ? asio::ssl::verify_peer : asio::ssl::verify_none,
                             ignored);
    if (policy == TlsPolicy::Verify) {
        context->set_default_verify_paths(ignored);
    }
    return *context;
}

Result<void> checkPin(const TlsSettings& settings, const std::string& certificate, const std::string& peer) {
    if (settings.policy != TlsPolicy::Pin || settings.pin.empty()) {
        return {};
    }
    std::string pin = toLower(settings.pin);
    std::erase(pin, ':');  // as browsers and openssl print it
    if (pin == certificate) {
        return {};
    }
    return failure(
        Error::Kind::Unauthorised,
        peer + " shows another certificate than the pinned one (now " + certificate + ")",
        "if the device or its certificate was replaced, pin the new one; if not, somebody is in between");
}

}  // namespace ocellus
