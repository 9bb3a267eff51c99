// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

#include "base/result.h"
#include "net/tls_policy.h"

namespace ocellus {

// One TLS client context for each policy, because each costs milliseconds and a megabyte of authorities. A
// service of its io context: boost::asio::use_service<TlsContexts>(context). Bound to the network thread.
class TlsContexts final : public boost::asio::execution_context::service {
public:
    using key_type = TlsContexts;

    static boost::asio::execution_context::id id;

    explicit TlsContexts(boost::asio::execution_context& context) : service(context) {}

    [[nodiscard]] boost::asio::ssl::context& forPolicy(TlsPolicy policy);

private:
    void shutdown() override {}

    std::array<std::unique_ptr<boost::asio::ssl::context>, 4> contexts_;
};

// Compares the certificate that came (SHA-256 in hex) with the settings; with Pin and no pin yet, any will
// do.
[[nodiscard]] Result<void> checkPin(const TlsSettings& settings, const std::string& certificate,
                                    const std::string& peer);

}  // namespace ocellus
