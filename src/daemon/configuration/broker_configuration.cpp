// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/broker_configuration.h"

#include "net/url.h"

namespace ocellus {
namespace {

Result<void> refuse(std::string key, std::string message, std::string remedy) {
    Error error{Error::Kind::BadInput, message, remedy, {}};
    error.fields.push_back({std::move(key), std::move(message), std::move(remedy)});
    return tl::unexpected(std::move(error));
}

Result<void> checkBroker(const BrokerConfiguration& broker) {
    if (!broker.url.empty()) {
        if (const auto address = parseBrokerUrl(broker.url); !address) {
            return refuse("url", address.error().message, address.error().remedy);
        }
    }
    const bool hasKey = !broker.tls.key.empty() || !broker.tls.keyText.empty();
    if (broker.tls.certificate.empty() == hasKey) {
        return refuse(hasKey ? "tls/certificate" : "tls/key", "is missing",
                      "a client certificate needs both certificate and key");
    }
    const std::string& prefix = broker.homeAssistantPrefix;
    if (prefix.empty() || prefix.front() == '/' || prefix.back() == '/') {
        return refuse("home_assistant_prefix", "\"" + prefix + "\" is no beginning of a topic",
                      "homeassistant, unless Home Assistant was told another");
    }
    return {};
}

Result<void> checkPem(const BrokerTls& tls) {
    const auto holds = [](const std::string& text, const char* what) {
        return text.empty() || (text.find("-----BEGIN ") != std::string::npos &&
                                text.find(std::string(what) + "-----") != std::string::npos);
    };
    const char* remedy = "paste the whole of a PEM file, with its BEGIN and END lines";
    if (!holds(tls.ca, "CERTIFICATE")) {
        return refuse("ca", "is no certificate", remedy);
    }
    if (!holds(tls.certificate, "CERTIFICATE")) {
        return refuse("certificate", "is no certificate", remedy);
    }
    if (!holds(tls.keyText.reveal(), "PRIVATE KEY")) {
        return refuse("key", "is no key", remedy);
    }
    return {};
}

SettingsSchema<BrokerTls> brokerTextSchema() {
    static constexpr std::size_t kLongestPem = 65536;  // bytes
    const auto text = [](std::string help) {
        return SettingNotes{.help = std::move(help),
                            .maximumLength = kLongestPem,
                            .requirements = {"OCC-42"},
                            .multiline = true};
    };
    return SettingsSchema<BrokerTls>()
        .field("ca", &BrokerTls::ca,
               text("Certificate of the authority that vouches for the broker, as PEM; the system's "
                    "authorities unless given"))
        .field("certificate", &BrokerTls::certificate,
               text("Our own certificate as PEM, where the broker asks for one"))
        .field("key", &BrokerTls::keyText, text("Its key as PEM, without a password"))
        .check(checkPem);
}

SettingsSchema<BrokerTls> brokerTlsSchema(bool fromFiles) {
    if (!fromFiles) {
        return brokerTextSchema();
    }
    const auto file = [](std::string help) {
        return SettingNotes{.help = std::move(help), .maximumLength = 1024};
    };
    return SettingsSchema<BrokerTls>()
        .field("ca", &BrokerTls::ca, file("PEM file of the authority that vouches for the broker"))
        .field("certificate", &BrokerTls::certificate, file("PEM file of our own certificate"))
        .field("key", &BrokerTls::key, file("PEM file of its key"));
}

}  // namespace

Result<BrokerAddress> parseBrokerUrl(const std::string& url) {
    // The same parts as any other address: the scheme alone differs.
    const bool tls = url.rfind("mqtts://", 0) == 0;
    if (!tls && url.rfind("mqtt://", 0) != 0) {
        return failure(Error::Kind::BadInput, "\"" + redactUrl(url) + "\" is not a broker's address",
                       "write mqtt://host:1883, or mqtts://host:8883 for TLS");
    }
    const std::string rest = url.substr(url.find("//"));
    const auto parsed = parseUrl((tls ? "https:" : "http:") + rest);
    if (!parsed) {
        return failure(Error::Kind::BadInput, "\"" + redactUrl(url) + "\" is not a broker's address",
                       parsed.error().remedy);
    }
    if (!parsed->username.empty() || !parsed->password.empty()) {
        return failure(Error::Kind::BadInput, "\"" + redactUrl(url) + "\" holds a user",
                       "give username and password as keys of their own");
    }
    const bool named =
        rest.find(':', rest.rfind(']') == std::string::npos ? 2 : rest.rfind(']')) != std::string::npos;
    const std::uint16_t standard = tls ? 8883 : 1883;
    return BrokerAddress{tls, parsed->host, named ? parsed->port : standard};
}

SettingsSchema<BrokerConfiguration> brokerSchema(bool fromFiles) {
    SettingsSchema<BrokerConfiguration> schema;
    schema
        .field("url", &BrokerConfiguration::url,
               {.help = "mqtt://host:1883, or mqtts://host:8883 for TLS; no broker unless given",
                .maximumLength = 300,
                .requirements = {"OCC-42"}})
        .field("username", &BrokerConfiguration::username,
               {.help = "User at the broker", .maximumLength = 128});
    addCredential(schema, fromFiles);
    schema
        .field("client_id", &BrokerConfiguration::clientId,
               {.help = "Name at the broker, unique there; one at random unless given", .maximumLength = 64})
        .field("keep_alive", &BrokerConfiguration::keepAlive,
               {.help = "How often the connection is tried while nothing is sent",
                .unit = "s",
                .minimum = 5,
                .maximum = 3600})
        .field("home_assistant", &BrokerConfiguration::homeAssistant,
               {.help = "Describe cameras and zones to Home Assistant (MQTT discovery)"})
        .field("home_assistant_prefix", &BrokerConfiguration::homeAssistantPrefix,
               {.help = "The discovery prefix that Home Assistant listens to",
                .maximumLength = 64,
                .forbidden = "+#"})
        .field("onvif", &BrokerConfiguration::onvif,
               {.help =
                    "Publish counts and alarms in ONVIF's JSON too; each app's onvif_interval says how often",
                .requirements = {"OCC-65"}})
        .object("tls", &BrokerConfiguration::tls, brokerTlsSchema(fromFiles),
                {.help = "Certificates for TLS"})
        .check(checkBroker);
    return schema;
}

}  // namespace ocellus
