// SPDX-License-Identifier: Apache-2.0
#include "server/api/call.h"

#include <charconv>

#include "server/api/read_json.h"

namespace ocellus {
namespace {

std::string shortNumber(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

}  // namespace

Result<nlohmann::json> Call::json() const {
    if (request.body.empty()) {
        return nlohmann::json::object();
    }
    return readJson(request.body);
}

Result<std::optional<double>> Call::number(const std::string& name, double least, double most) const {
    const auto text = request.target.query.find(name);
    if (!text) {
        return std::optional<double>{};
    }
    double value = 0;
    const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), value);
    const bool within = value >= least && value <= most;  // never so for "nan"
    if (fault != std::errc{} || end != text->data() + text->size() || !within) {
        return failure(Error::Kind::BadInput, name + "=" + text->substr(0, 32) + " is not right",
                       "give a number from " + shortNumber(least) + " to " + shortNumber(most));
    }
    return std::optional<double>{value};
}

}  // namespace ocellus
