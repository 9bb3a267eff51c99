// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/configuration.h"

#include <algorithm>
#include <fstream>

#include "base/time_zone_file.h"
#include "daemon/configuration/yaml_reader.h"
#include "daemon/configuration/yaml_writer.h"

namespace ocellus {
namespace {

ConfigurationErrors one(const std::filesystem::path& file, int line, std::string message, std::string remedy,
                        int column = 0) {
    return {ConfigurationError{file.string(), line, column, {"", std::move(message), std::move(remedy)}}};
}

ConfigurationErrors placed(const std::filesystem::path& file, const LinedJson& document,
                           const SettingErrors& errors) {
    ConfigurationErrors result;
    for (const SettingError& error : errors) {
        result.push_back({file.string(), document.lineOf(error.path), 0, error});
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const auto& a, const auto& b) { return a.line < b.line; });
    return result;
}

ConfigurationResult<YamlNode> parse(std::string_view text, const std::filesystem::path& file) {
    auto node = parseYaml(text);
    if (!node) {
        return tl::unexpected(
            one(file, node.error().line, node.error().message, node.error().remedy, node.error().column));
    }
    return std::move(*node);
}

ConfigurationResult<std::string> contentOf(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) {
        return tl::unexpected(one(file, 0, "there is no such file", "check the path given to --config"));
    }
    std::ifstream in(file, std::ios::binary);
    std::string text(kMaximumYaml + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad() || (!in && !in.eof())) {
        return tl::unexpected(one(file, 0, "cannot be read", "let the user that runs this program read it"));
    }
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

Result<void> checkCameraIds(const Configuration& settings) {
    Error error{Error::Kind::BadInput, "cameras share an id", "give each camera an id of its own", {}};
    for (std::size_t i = 0; i < settings.cameras.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (settings.cameras[j].id == settings.cameras[i].id) {
                error.fields.push_back({"cameras/" + std::to_string(i) + "/id",
                                        "\"" + settings.cameras[i].id + "\" is the id of camera " +
                                            std::to_string(j + 1) + " already",
                                        error.remedy});
                break;
            }
        }
    }
    for (std::size_t i = 0; i < settings.cameras.size(); ++i) {
        const std::vector<CameraSettings> before(settings.cameras.begin(),
                                                 settings.cameras.begin() + static_cast<std::ptrdiff_t>(i));
        if (const auto fits = checkAmong(settings.cameras[i], before); !fits) {
            for (const Error::Field& field : fits.error().fields) {
                error.fields.push_back(
                    {"cameras/" + std::to_string(i) + "/" + field.path, field.message, field.remedy});
            }
        }
    }
    if (!error.fields.empty()) {
        return tl::unexpected(std::move(error));
    }
    return {};
}

Result<void> checkTimeZone(const Configuration& settings) {
    const auto zone = loadTimeZone(settings.timeZone);
    if (zone) {
        return {};
    }
    Error error{zone.error()};
    error.fields.push_back({"time_zone", zone.error().message, zone.error().remedy});
    return tl::unexpected(std::move(error));
}

// Reads the passwords that stand elsewhere.
class Resolver {
public:
    explicit Resolver(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void password(Credential& credential, const std::string& path) {
        auto resolved = resolve(credential, folder_);
        if (!resolved) {
            for (const Error::Field& field : resolved.error().fields) {
                errors.push_back({path + "/" + field.path, field.message, field.remedy});
            }
            return;
        }
        credential = Credential{std::move(resolved->password), {}, {}};
        if (!resolved->warning.empty()) {
            warnings.push_back(std::move(resolved->warning));
        }
    }

    void makeAbsolute(std::string& path) const {
        if (!path.empty()) {
            path = (folder_ / path).lexically_normal().string();
        }
    }

    SettingErrors errors;
    std::vector<std::string> warnings;

private:
    std::filesystem::path folder_;
};

void warnOfUnavailable(const CameraSettings& camera, std::vector<std::string>& warnings) {
    if (!camera.apps.occupancy) {
        return;
    }
    for (const SettingError& note : occupancy::unavailableSettings(*camera.apps.occupancy)) {
        warnings.push_back("camera " + camera.id + ": occupancy/" + note.text());
    }
}

constexpr std::string_view kFileScheme = "file:";

void makeSourceAbsolute(const Resolver& resolver, std::string& source) {
    const bool relative = source.rfind(kFileScheme, 0) == 0 && source.rfind("file:/", 0) != 0;
    if (relative) {
        std::string path = source.substr(kFileScheme.size());
        resolver.makeAbsolute(path);
        source = std::string(kFileScheme) + path;
    }
}

}  // namespace

std::string ConfigurationError::text() const {
    std::string where = file;
    if (line > 0) {
        where += ":" + std::to_string(line);
    }
    if (column > 0) {
        where += ":" + std::to_string(column);
    }
    return where + ": " + error.text();
}

const SettingsSchema<Configuration>& configurationSchema() {
    static const SettingsSchema<Configuration> schema =
        SettingsSchema<Configuration>()
            .object("server", &Configuration::server, serverSchema(), {.help = "Where the server listens"})
            .object("storage", &Configuration::storage, storageSchema(),
                    {.help = "Where events and pictures are kept, and for how long"})
            .object("mqtt", &Configuration::mqtt, brokerSchema(true),
                    {.help = "The broker of the whole host"})
            .object("models", &Configuration::models, modelSchema(), {.help = "Which detector runs"})
            .field(
                "time_zone", &Configuration::timeZone,
                {.help = "Where the cameras are, as Europe/Berlin: whose days and hours charts and files of "
                         "counts have; the machine's own unless given",
                 .maximumLength = 64})
            .list("cameras", &Configuration::cameras, cameraSchema(true),
                  {.help = "Cameras declared here: they are read-only in the UI",
                   .maximumLength = kMaximumCameras})
            .check(checkCameraIds)
            .check(checkTimeZone);
    return schema;
}

ConfigurationResult<LoadedConfiguration> readConfiguration(std::string_view text,
                                                           const std::filesystem::path& file) {
    const auto node = parse(text, file);
    if (!node) {
        return tl::unexpected(node.error());
    }
    const auto& schema = configurationSchema();
    const LinedJson document = toJson(*node, schema.descriptors());
    auto settings = schema.read(document.json);
    if (!settings) {
        return tl::unexpected(placed(file, document, settings.error()));
    }
    Resolver resolver(std::filesystem::absolute(file).parent_path());
    resolver.password(settings->mqtt, "mqtt");
    resolver.makeAbsolute(settings->mqtt.tls.ca);
    resolver.makeAbsolute(settings->mqtt.tls.certificate);
    resolver.makeAbsolute(settings->mqtt.tls.key);
    resolver.makeAbsolute(settings->storage.path);
    for (std::size_t i = 0; i < settings->cameras.size(); ++i) {
        CameraSettings& camera = settings->cameras[i];
        resolver.password(camera, "cameras/" + std::to_string(i));
        makeSourceAbsolute(resolver, camera.source);
        warnOfUnavailable(camera, resolver.warnings);
    }
    if (!resolver.errors.empty()) {
        return tl::unexpected(placed(file, document, resolver.errors));
    }
    return LoadedConfiguration{std::move(*settings), std::move(resolver.warnings)};
}

ConfigurationResult<AppsSettings> readApps(std::string_view text, const std::filesystem::path& file) {
    const auto node = parse(text, file);
    if (!node) {
        return tl::unexpected(node.error());
    }
    const auto has = [&node](std::string_view key) {
        return std::any_of(node->entries.begin(), node->entries.end(),
                           [key](const YamlNode::Entry& entry) { return entry.key == key; });
    };
    if (has("cameras")) {
        return tl::unexpected(one(file, 1, "this is a whole configuration",
                                  "give a file that holds the apps: part of one camera alone"));
    }

    struct Wrapped {
        AppsSettings apps;
    };

    const auto wrapped = SettingsSchema<Wrapped>().object(
        "apps", &Wrapped::apps, appsSchema(), {.help = "What runs on the pictures", .required = true});
    const bool bare = has("occupancy") && !has("apps");
    const LinedJson document = toJson(*node, bare ? appsSchema().descriptors() : wrapped.descriptors());
    if (bare) {
        auto apps = appsSchema().read(document.json);
        if (!apps) {
            return tl::unexpected(placed(file, document, apps.error()));
        }
        return std::move(*apps);
    }
    auto result = wrapped.read(document.json);
    if (!result) {
        return tl::unexpected(placed(file, document, result.error()));
    }
    return std::move(result->apps);
}

ConfigurationResult<LoadedConfiguration> loadConfiguration(const std::filesystem::path& file) {
    return contentOf(file).and_then(
        [&file](const std::string& text) { return readConfiguration(text, file); });
}

ConfigurationResult<AppsSettings> loadApps(const std::filesystem::path& file) {
    return contentOf(file).and_then([&file](const std::string& text) { return readApps(text, file); });
}

std::string toYaml(const Configuration& settings) {
    const auto& schema = configurationSchema();
    return toYaml(schema.write(settings), schema.descriptors());
}

}  // namespace ocellus
