// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/configuration.h"
#include "daemon/configuration/yaml_reader.h"
#include "daemon/configuration/yaml_writer.h"
#include "input.h"

using namespace ocellus;

namespace {

tl::expected<Configuration, SettingErrors> read(std::string_view text) {
    const auto node = parseYaml(text);
    if (!node) {
        fuzz::require(!node.error().message.empty() && node.error().line > 0);
        return tl::unexpected(SettingErrors{});
    }
    const LinedJson document = toJson(*node, configurationSchema().descriptors());
    auto settings = configurationSchema().read(document.json);
    if (!settings) {
        for (const SettingError& error : settings.error()) {
            fuzz::require(document.lineOf(error.path) > 0 && !error.text().empty());
        }
    }
    return settings;
}

}  // namespace

// Passwords that stand elsewhere are not looked up: no file is touched.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::asText(data, size);
    (void)readApps(text, "fuzz.yaml");
    if (const auto settings = read(text)) {
        // What was taken can be written, and is taken again.
        const std::string yaml = toYaml(*settings);
        const auto again = read(yaml);
        fuzz::require(again.has_value() && toYaml(*again) == yaml);
    }
    return 0;
}
