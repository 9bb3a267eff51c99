// SPDX-License-Identifier: Apache-2.0
#include "base/xml_writer.h"

#include <array>
#include <charconv>
#include <cmath>

namespace ocellus {

XmlWriter::XmlWriter() : document_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

void XmlWriter::begin(std::string_view name, Attributes attributes) {
    document_.append("<").append(name);
    for (const auto& [key, value] : attributes) {
        document_.append(" ").append(key).append("=\"");
        append(value);
        document_.append("\"");
    }
}

void XmlWriter::open(std::string_view name, Attributes attributes) {
    begin(name, attributes);
    document_.append(">");
    open_.emplace_back(name);
}

void XmlWriter::leaf(std::string_view name, Attributes attributes) {
    begin(name, attributes);
    document_.append("/>");
}

void XmlWriter::text(std::string_view text) {
    append(text);
}

void XmlWriter::close() {
    document_.append("</").append(open_.back()).append(">");
    open_.pop_back();
}

std::string XmlWriter::finish() {
    while (!open_.empty()) {
        close();
    }
    return std::move(document_);
}

void XmlWriter::append(std::string_view text) {
    for (const char letter : text) {
        switch (letter) {
            case '&':
                document_ += "&amp;";
                break;
            case '<':
                document_ += "&lt;";
                break;
            case '>':
                document_ += "&gt;";
                break;
            case '"':
                document_ += "&quot;";
                break;
            default:
                document_ += static_cast<unsigned char>(letter) < 0x20 ? '?' : letter;
        }
    }
}

std::string xmlNumber(double value) {
    constexpr double kSteps = 1e4;
    const double rounded = std::isfinite(value) ? std::round(value * kSteps) / kSteps : 0.0;
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), rounded, std::chars_format::fixed);
    return end.ec == std::errc{} ? std::string(text.data(), end.ptr) : "0";
}

}  // namespace ocellus
