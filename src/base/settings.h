// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/setting_descriptor.h"
#include "base/setting_value.h"

namespace ocellus {

// What is said once about a setting beside its name and member.
struct SettingNotes {
    std::string help{};
    std::string unit{};
    std::optional<double> minimum{};
    std::optional<double> maximum{};
    std::optional<std::size_t> maximumLength{};
    std::string forbidden{};
    std::vector<std::string> requirements{};
    bool required = false;
    bool multiline = false;
};

// The one declaration of a struct of settings: names, ranges, defaults (those of a default-made Struct) and
// help. Reads JSON into the struct with errors that name the field, writes it back, and describes itself.
//
//   static const SettingsSchema<Zone> schema = SettingsSchema<Zone>()
//       .field("threshold", &Zone::threshold, {.help = "...", .minimum = 1, .maximum = 40})
//       .check([](const Zone& zone) -> Result<void> { ... });
//
// Immutable after it is built; then thread-safe.
template <class Struct>
class SettingsSchema {
public:
    using Check = std::function<Result<void>(const Struct&)>;
    using Completion = std::function<void(Struct&)>;

    template <class Value>
    SettingsSchema& field(std::string name, Value Struct::*member, SettingNotes notes) {
        SettingDescriptor descriptor =
            describe(std::move(name), SettingValue<Value>::kType, std::move(notes));
        descriptor.defaultValue = SettingValue<Value>::write(Struct{}.*member);
        if constexpr (std::is_enum_v<Value>) {
            for (const auto& [value, text] : EnumerationNames<Value>::kNames) {
                descriptor.choices.emplace_back(text);
            }
        }
        add(
            std::move(descriptor),
            [member](Struct& target, const nlohmann::json& json, const SettingDescriptor& setting,
                     const std::string& path, SettingErrors& errors) {
                auto value = SettingValue<Value>::read(json, setting);
                if (value) {
                    target.*member = std::move(*value);
                } else {
                    errors.push_back({path, value.error().message, value.error().remedy});
                }
            },
            [member](const Struct& source) { return SettingValue<Value>::write(source.*member); });
        return *this;
    }

    // A nested object.
    template <class Value>
    SettingsSchema& object(std::string name, Value Struct::*member, SettingsSchema<Value> schema,
                           SettingNotes notes) {
        SettingDescriptor descriptor = describe(std::move(name), SettingType::Object, std::move(notes));
        descriptor.members = schema.descriptors();
        descriptor.defaultValue = schema.write(Struct{}.*member);
        add(
            std::move(descriptor),
            [member, schema](Struct& target, const nlohmann::json& json, const SettingDescriptor&,
                             const std::string& path,
                             SettingErrors& errors) { schema.readInto(target.*member, json, path, errors); },
            [member, schema](const Struct& source) { return schema.write(source.*member); });
        return *this;
    }

    // A nested object that may be absent.
    template <class Value>
    SettingsSchema& object(std::string name, std::optional<Value> Struct::*member,
                           SettingsSchema<Value> schema, SettingNotes notes) {
        SettingDescriptor descriptor = describe(std::move(name), SettingType::Object, std::move(notes));
        descriptor.members = schema.descriptors();
        add(
            std::move(descriptor),
            [member, schema](Struct& target, const nlohmann::json& json, const SettingDescriptor&,
                             const std::string& path, SettingErrors& errors) {
                if (!json.is_null()) {
                    schema.readInto((target.*member).emplace(), json, path, errors);
                }
            },
            [member, schema](const Struct& source) {
                return source.*member ? schema.write(*(source.*member)) : nlohmann::json(nullptr);
            });
        return *this;
    }

    // A list of objects; `notes.maximumLength` bounds it.
    template <class Value>
    SettingsSchema& list(std::string name, std::vector<Value> Struct::*member, SettingsSchema<Value> schema,
                         SettingNotes notes) {
        SettingDescriptor descriptor = describe(std::move(name), SettingType::List, std::move(notes));
        descriptor.members = schema.descriptors();
        descriptor.defaultValue = writeList(schema, Struct{}.*member);
        add(
            std::move(descriptor),
            [member, schema](Struct& target, const nlohmann::json& json, const SettingDescriptor& setting,
                             const std::string& path, SettingErrors& errors) {
                if (!json.is_array()) {
                    errors.push_back(
                        {path, "must be a list", "write one item a line, each beginning with \"- \""});
                    return;
                }
                if (setting.maximumLength && json.size() > *setting.maximumLength) {
                    errors.push_back({path, "has " + std::to_string(json.size()) + " items",
                                      "at most " + std::to_string(*setting.maximumLength) + " are taken"});
                    return;
                }
                (target.*member).clear();
                for (std::size_t i = 0; i < json.size(); ++i) {
                    schema.readInto((target.*member).emplace_back(), json[i], path + "/" + std::to_string(i),
                                    errors);
                }
            },
            [member, schema](const Struct& source) { return writeList(schema, source.*member); });
        return *this;
    }

    // Fills in what depends on other fields, such as a name by place in a list; run when each field alone is
    // right and before the checks.
    SettingsSchema& complete(Completion completion) {
        completions_.push_back(std::move(completion));
        return *this;
    }

    // A rule that more than one field takes part in; run when each field alone is right. An error that has
    // `fields` is told of these, whose paths are relative to the object, else of the object.
    SettingsSchema& check(Check check) {
        checks_.push_back(std::move(check));
        return *this;
    }

    // Keys that are absent keep their defaults. All errors are found, not only the first.
    [[nodiscard]] tl::expected<Struct, SettingErrors> read(const nlohmann::json& json,
                                                           const std::string& path = {}) const {
        Struct target{};
        SettingErrors errors;
        readInto(target, json, path, errors);
        if (!errors.empty()) {
            return tl::unexpected(std::move(errors));
        }
        return target;
    }

    void readInto(Struct& target, const nlohmann::json& json, const std::string& path,
                  SettingErrors& errors) const {
        if (!json.is_object()) {
            errors.push_back({path, "must be a set of keys and values", "write key: value lines"});
            return;
        }
        const std::size_t before = errors.size();
        refuseUnknownKeys(json, descriptors_, path, errors);
        for (std::size_t i = 0; i < descriptors_.size(); ++i) {
            const SettingDescriptor& setting = descriptors_[i];
            const std::string where = path.empty() ? setting.name : path + "/" + setting.name;
            const auto found = json.find(setting.name);
            if (found != json.end()) {
                readers_[i](target, *found, setting, where, errors);
            } else if (setting.required) {
                errors.push_back({where, "is missing", setting.help});
            }
        }
        if (errors.size() != before) {
            return;
        }
        for (const Completion& completion : completions_) {
            completion(target);
        }
        for (const Check& check : checks_) {
            const auto fine = check(target);
            if (!fine && fine.error().fields.empty()) {
                errors.push_back({path, fine.error().message, fine.error().remedy});
            } else if (!fine) {
                for (const Error::Field& field : fine.error().fields) {
                    errors.push_back(
                        {path.empty() ? field.path : path + "/" + field.path, field.message, field.remedy});
                }
            }
        }
    }

    // Secrets are written as "***".
    [[nodiscard]] nlohmann::json write(const Struct& source) const {
        nlohmann::json json = nlohmann::json::object();
        for (std::size_t i = 0; i < descriptors_.size(); ++i) {
            json[descriptors_[i].name] = writers_[i](source);
        }
        return json;
    }

    [[nodiscard]] const std::vector<SettingDescriptor>& descriptors() const { return descriptors_; }

private:
    using Reader = std::function<void(Struct&, const nlohmann::json&, const SettingDescriptor&,
                                      const std::string&, SettingErrors&)>;
    using Writer = std::function<nlohmann::json(const Struct&)>;

    static SettingDescriptor describe(std::string name, SettingType type, SettingNotes notes) {
        SettingDescriptor descriptor;
        descriptor.name = std::move(name);
        descriptor.type = type;
        descriptor.help = std::move(notes.help);
        descriptor.unit = std::move(notes.unit);
        descriptor.minimum = notes.minimum;
        descriptor.maximum = notes.maximum;
        descriptor.maximumLength = notes.maximumLength;
        descriptor.forbidden = std::move(notes.forbidden);
        descriptor.requirements = std::move(notes.requirements);
        descriptor.required = notes.required;
        descriptor.multiline = notes.multiline;
        return descriptor;
    }

    template <class Value>
    static nlohmann::json writeList(const SettingsSchema<Value>& schema, const std::vector<Value>& items) {
        nlohmann::json list = nlohmann::json::array();
        for (const Value& item : items) {
            list.push_back(schema.write(item));
        }
        return list;
    }

    void add(SettingDescriptor descriptor, Reader reader, Writer writer) {
        descriptors_.push_back(std::move(descriptor));
        readers_.push_back(std::move(reader));
        writers_.push_back(std::move(writer));
    }

    std::vector<SettingDescriptor> descriptors_;
    std::vector<Reader> readers_;
    std::vector<Writer> writers_;
    std::vector<Completion> completions_;
    std::vector<Check> checks_;
};

}  // namespace ocellus
