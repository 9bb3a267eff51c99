// SPDX-License-Identifier: Apache-2.0
#include "server/http/response.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ocellus {
namespace {

struct Meaning {
    int status;
    std::string_view word;
};

Meaning meaningOf(Error::Kind kind) {
    switch (kind) {
        case Error::Kind::BadInput:
            return {400, "bad_input"};
        case Error::Kind::NotFound:
            return {404, "not_found"};
        case Error::Kind::Conflict:
            return {409, "conflict"};
        case Error::Kind::Limit:
            return {409, "limit"};
        case Error::Kind::Unauthorised:
        case Error::Kind::Unavailable:
            return {503, "unavailable"};
        case Error::Kind::Timeout:
            return {503, "timeout"};
        case Error::Kind::Protocol:
            return {503, "protocol"};
        case Error::Kind::Storage:
            return {503, "storage"};
        case Error::Kind::Internal:
            break;
    }
    return {500, "internal"};
}

bool isClean(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t') || byte == 0x7f;
    });
}

}  // namespace

std::string_view reasonOf(int status) {
    switch (status) {
        case 101:
            return "Switching Protocols";
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 204:
            return "No Content";
        case 301:
            return "Moved Permanently";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 426:
            return "Upgrade Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        default:
            return "Status";
    }
}

Response jsonResponse(const nlohmann::json& body, int status) {
    // Names of cameras and users may hold anything: broken UTF-8 is replaced, never thrown about.
    return textResponse(body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                        "application/json", status);
}

Response textResponse(std::string text, std::string contentType, int status) {
    Response response;
    response.status = status;
    response.text = std::move(text);
    response.with("Content-Type", std::move(contentType));
    return response;
}

Response emptyResponse(int status) {
    Response response;
    response.status = status;
    return response;
}

Response refusal(int status, std::string_view kind, const Error& error) {
    nlohmann::json body{{"kind", kind}, {"message", error.message}, {"remedy", error.remedy}};
    if (!error.fields.empty()) {
        auto& fields = body["fields"] = nlohmann::json::array();
        for (const Error::Field& field : error.fields) {
            fields.push_back({{"path", field.path}, {"message", field.message}, {"remedy", field.remedy}});
        }
    }
    return jsonResponse({{"error", std::move(body)}}, status);
}

Response errorResponse(const Error& error) {
    const Meaning meaning = meaningOf(error.kind);
    return refusal(meaning.status, meaning.word, error);
}

std::string writeHead(int status, const HeaderFields& fields) {
    std::string head = "HTTP/1.1 " + std::to_string(status) + " ";
    head += reasonOf(status);
    head += "\r\n";
    for (const HeaderField& field : fields) {
        if (isClean(field.name) && isClean(field.value)) {
            head += field.name + ": " + field.value + "\r\n";
        }
    }
    head += "\r\n";
    return head;
}

}  // namespace ocellus
