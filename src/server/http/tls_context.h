// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace ocellus {

// Certificate and key of the https listener: TLS 1.2 and 1.3, server side only. Immutable; thread-safe.
class TlsContext {
public:
    [[nodiscard]] static Result<TlsContext> load(const std::filesystem::path& certificate,
                                                 const std::filesystem::path& key);

    [[nodiscard]] ssl_ctx_st* native() const { return context_.get(); }

private:
    struct Deleter {
        void operator()(ssl_ctx_st* context) const;
    };

    explicit TlsContext(std::unique_ptr<ssl_ctx_st, Deleter> context) : context_(std::move(context)) {}

    std::unique_ptr<ssl_ctx_st, Deleter> context_;
};

}  // namespace ocellus
