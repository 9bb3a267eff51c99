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
    if (broker.tls.certificate.empty() != broker.tls.key.empty()) {
        return refuse(broker.tls.key.empty() ? "tls/key" : "tls/certificate", "is missing",
                      "a client certificate needs both certificate and key");
    }
    return {};
}

SettingsSchema<BrokerTls> brokerTlsSchema() {
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
               {.help = "Name at the broker, unique there; made from the host's name unless given",
                .maximumLength = 64})
        .field("keep_alive", &BrokerConfiguration::keepAlive,
               {.help = "How often the connection is tried while nothing is sent",
                .unit = "s",
                .minimum = 5,
                .maximum = 3600})
        .object("tls", &BrokerConfiguration::tls, brokerTlsSchema(), {.help = "Certificates for TLS"})
        .check(checkBroker);
    return schema;
}

}  // namespace ocellus
