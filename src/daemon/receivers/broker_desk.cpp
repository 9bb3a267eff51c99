// SPDX-License-Identifier: Apache-2.0
#include "daemon/receivers/broker_desk.h"

#include <utility>

#include "base/log.h"
#include "daemon/receivers/pem_folder.h"
#include "daemon/registry/kept_secrets.h"
#include "net/url.h"

namespace ocellus {
namespace {

using nlohmann::json;

constexpr const char* kName = "broker";
constexpr const char* kFolder = "broker";

const SettingsSchema<BrokerConfiguration>& schema() {
    static const SettingsSchema<BrokerConfiguration> kSchema = brokerSchema(false);
    return kSchema;
}

}  // namespace

Result<std::unique_ptr<BrokerDesk>> BrokerDesk::open(Store& store, BrokerConfiguration declared) {
    const auto kept = store.run([](Tables& tables) { return tables.hostSettings.find(kName); });
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    if (!declared.url.empty()) {
        if (*kept) {
            log::warn("the broker is declared in the configuration: what was set in the UI is not used");
        }
        return std::make_unique<BrokerDesk>(store, std::move(declared), json::object(), true);
    }
    json given = kept->value_or(json::object());
    auto read = schema().read(given);
    if (!read) {
        log::error("the broker is not used: {}", toError(read.error()).text());
        return std::make_unique<BrokerDesk>(store, BrokerConfiguration{}, json::object(), false);
    }
    return std::make_unique<BrokerDesk>(store, std::move(*read), std::move(given), false);
}

Result<std::optional<BrokerSettings>> BrokerDesk::settings() const {
    const std::lock_guard lock{mutex_};
    return brokerOf(settings_);
}

Result<std::optional<BrokerSettings>> BrokerDesk::brokerOf(const BrokerConfiguration& settings) const {
    if (settings.url.empty()) {
        return std::optional<BrokerSettings>{};
    }
    auto broker = brokerFromUrl(settings.url);
    if (!broker) {
        return tl::unexpected(broker.error());
    }
    broker->username = settings.username;
    broker->password = settings.password;
    broker->clientId = settings.clientId;
    broker->keepAlive = settings.keepAlive;
    broker->discoveryPrefix = settings.homeAssistant ? settings.homeAssistantPrefix : "";
    broker->onvifEvents = settings.onvif;
    broker->authorities = settings.tls.ca;
    broker->certificate = settings.tls.certificate;
    broker->key = settings.tls.key;
    if (!declared_) {
        const PemFolder folder{store_.folder() / kFolder};
        for (const auto& [text, path] : {std::pair{settings.tls.ca, &broker->authorities},
                                         std::pair{settings.tls.certificate, &broker->certificate},
                                         std::pair{settings.tls.keyText.reveal(), &broker->key}}) {
            auto file = folder.fileOf(text);
            if (!file) {
                return tl::unexpected(file.error());
            }
            *path = std::move(*file);
        }
    }
    return std::optional{std::move(*broker)};
}

json BrokerDesk::write() const {
    const auto state = outputs_ != nullptr ? outputs_->brokerState() : std::nullopt;
    const std::lock_guard lock{mutex_};
    json settings = schema().write(settings_);
    if (declared_ && !settings_.tls.key.empty()) {
        settings["tls"]["key"] = "***";
    }
    return {{"declared", declared_},
            {"settings", std::move(settings)},
            {"state", !state ? "off" : (state->up ? "up" : "down")},
            {"reason", state && !state->up ? json(state->reason) : json(nullptr)}};
}

Result<json> BrokerDesk::change(const json& settings) {
    const std::lock_guard changes{changes_};
    if (declared_) {
        return failure(Error::Kind::Conflict, "the broker is declared in the configuration file",
                       "change it there and start Ocellus again");
    }
    json whole = given_;
    whole.update(settings);  // keys that are not sent stay
    keepSecrets(whole, given_, schema().descriptors());
    auto read = schema().read(whole);
    if (!read) {
        return tl::unexpected(toError(read.error()));
    }
    const auto broker = brokerOf(*read);
    if (!broker) {
        return tl::unexpected(broker.error());
    }
    // First in effect, then stored: what the library refuses is not kept.
    if (auto set = outputs_->setBroker(*broker); !set) {
        return tl::unexpected(set.error());
    }
    const auto stored = store_.run([&](Tables& tables) { return tables.hostSettings.put(kName, whole); });
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    {
        const std::lock_guard lock{mutex_};
        settings_ = std::move(*read);
        given_ = std::move(whole);
    }
    return write();
}

std::string BrokerDesk::url() const {
    const std::lock_guard lock{mutex_};
    return redactUrl(settings_.url);
}

}  // namespace ocellus
