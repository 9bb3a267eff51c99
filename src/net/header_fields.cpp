// SPDX-License-Identifier: Apache-2.0
#include "net/header_fields.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace ocellus {

void HeaderFields::add(std::string name, std::string value) {
    fields_.push_back({std::move(name), std::move(value)});
}

std::optional<std::string_view> HeaderFields::find(std::string_view name) const {
    const auto found = std::find_if(fields_.begin(), fields_.end(), [&](const HeaderField& field) {
        return equalIgnoringCase(field.name, name);
    });
    return found == fields_.end() ? std::nullopt : std::optional<std::string_view>(found->value);
}

std::vector<std::string_view> HeaderFields::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const HeaderField& field : fields_) {
        if (equalIgnoringCase(field.name, name)) {
            values.emplace_back(field.value);
        }
    }
    return values;
}

HeaderFields parseHeaderFields(std::string_view text) {
    std::vector<HeaderField> fields;
    bool lastWasField = false;  // only a field's line can be folded
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::string_view content = trim(line);
        if (content.empty()) {
            continue;
        }
        if (line.front() == ' ' || line.front() == '\t') {
            if (lastWasField) {
                fields.back().value.append(" ").append(content);
            }
            continue;
        }
        const std::size_t colon = content.find(':');
        lastWasField = colon != std::string_view::npos && colon != 0;
        if (lastWasField) {
            fields.push_back(
                {std::string(trim(content.substr(0, colon))), std::string(trim(content.substr(colon + 1)))});
        }
    }
    HeaderFields result;
    for (HeaderField& field : fields) {
        result.add(std::move(field.name), std::move(field.value));
    }
    return result;
}

std::optional<std::uint64_t> contentLength(const HeaderFields& fields) {
    const auto value = fields.find("Content-Length");
    if (!value) {
        return std::nullopt;
    }
    const std::string_view digits = trim(*value);
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
        return std::nullopt;
    }
    return length;
}

}  // namespace ocellus
