// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace ocellus {

// Why something failed, in the words that a user reads. `message` names the field, value or peer;
// `remedy` says what to do next and may be empty only where nothing can be done.
struct Error {
    enum class Kind {
        BadInput,      // the caller or a file is wrong
        Unauthorised,  // credentials were refused
        NotFound,
        Unavailable,  // a peer cannot be reached, or not now
        Timeout,
        Protocol,  // a peer speaks something else
        Limit,     // a stated bound was met
        Storage,   // disk full, read-only, corrupt
        Conflict,  // what is there forbids it: declared in the configuration, name taken, the last admin
        Internal,  // our own fault
    };

    Kind kind = Kind::Internal;
    std::string message;
    std::string remedy;

    // One value among those refused, where settings were: "zones/0/threshold".
    struct Field {
        std::string path;
        std::string message;
        std::string remedy;
    };

    std::vector<Field> fields{};

    // "message: remedy" on one line, for logs and terminals.
    [[nodiscard]] std::string text() const { return remedy.empty() ? message : message + ": " + remedy; }
};

template <class Value>
using Result = tl::expected<Value, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(Error::Kind kind, std::string message,
                                                   std::string remedy = {}) {
    return tl::unexpected<Error>{Error{kind, std::move(message), std::move(remedy)}};
}

}  // namespace ocellus
