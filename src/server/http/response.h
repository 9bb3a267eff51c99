// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/result.h"
#include "image/picture.h"
#include "net/header_fields.h"

namespace ocellus {

// One whole answer. Its body is `text`, or `bytes` that others share, which are sent without a copy.
struct Response {
    int status = 200;
    HeaderFields headers;
    std::string text;
    SharedBytes bytes;
    bool closes = false;  // the connection ends after it

    [[nodiscard]] std::size_t bodySize() const { return text.empty() ? bytes.size : text.size(); }

    Response& with(std::string name, std::string value) {
        headers.add(std::move(name), std::move(value));
        return *this;
    }
};

[[nodiscard]] std::string_view reasonOf(int status);

[[nodiscard]] Response jsonResponse(const nlohmann::json& body, int status = 200);
[[nodiscard]] Response textResponse(std::string text, std::string contentType, int status = 200);
[[nodiscard]] Response emptyResponse(int status = 204);

// The error body of docs/reference/api.md. `kind` is its word for programs.
[[nodiscard]] Response refusal(int status, std::string_view kind, const Error& error);
// The status and word that belong to the error's kind. Unauthorised becomes 503: it was not the user whom
// somebody refused, but us.
[[nodiscard]] Response errorResponse(const Error& error);

// "HTTP/1.1 200 OK", fields, blank line. Fields whose name or value holds a control character are left out:
// nobody splits an answer in two.
[[nodiscard]] std::string writeHead(int status, const HeaderFields& fields);

}  // namespace ocellus
