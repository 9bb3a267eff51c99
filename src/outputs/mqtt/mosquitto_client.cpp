// SPDX-License-Identifier: Apache-2.0
#include "outputs/mqtt/mosquitto_client.h"

#include "base/identifier.h"

namespace ocellus {
namespace {

// libmosquitto wants to be told once before its first use.
void setUpLibrary() {
    static const int kReady = mosquitto_lib_init();
    (void)kReady;
}

Result<void> setUpTls(mosquitto* client, const BrokerSettings& settings) {
    const auto orNull = [](const std::string& text) { return text.empty() ? nullptr : text.c_str(); };
    int code = MOSQ_ERR_SUCCESS;
    if (settings.authorities.empty()) {
        code = mosquitto_int_option(client, MOSQ_OPT_TLS_USE_OS_CERTS, 1);
    }
    if (code == MOSQ_ERR_SUCCESS && !(settings.authorities.empty() && settings.certificate.empty())) {
        code = mosquitto_tls_set(client, orNull(settings.authorities),
                                 settings.authorities.empty() ? "/etc/ssl/certs" : nullptr,
                                 orNull(settings.certificate), orNull(settings.key), nullptr);
    }
    if (code != MOSQ_ERR_SUCCESS) {
        return failure(
            Error::Kind::BadInput,
            "the TLS settings of mqtt are refused (" + std::string(mosquitto_strerror(code)) + ")",
            "check that the files of mqtt.tls exist, are PEM, and that certificate and key are a pair");
    }
    return {};
}

}  // namespace

Result<MosquittoClient> makeMosquittoClient(const BrokerSettings& settings, const char* willTopic,
                                            void* object) {
    setUpLibrary();
    const std::string id = settings.clientId.empty() ? "ocellus-" + randomToken(9) : settings.clientId;
    MosquittoClient client{mosquitto_new(id.c_str(), true, object)};
    if (!client) {
        return failure(Error::Kind::Internal, "the MQTT client could not be made", "report this message");
    }
    mosquitto_threaded_set(client.get(), true);
    constexpr std::string_view kOffline = "offline";
    mosquitto_will_set(client.get(), willTopic, static_cast<int>(kOffline.size()), kOffline.data(), 1, true);
    if (!settings.username.empty()) {
        mosquitto_username_pw_set(client.get(), settings.username.c_str(),
                                  settings.password.reveal().c_str());
    }
    if (settings.tls) {
        if (auto set = setUpTls(client.get(), settings); !set) {
            return tl::unexpected(set.error());
        }
    }
    return client;
}

}  // namespace ocellus
