// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mosquitto.h>

#include <memory>
#include <string_view>

#include "base/result.h"
#include "outputs/mqtt/broker_settings.h"

namespace ocellus {

struct DestroyMosquitto {
    void operator()(mosquitto* handle) const { mosquitto_destroy(handle); }
};

// A client of the MQTT library.
using MosquittoClient = std::unique_ptr<mosquitto, DestroyMosquitto>;

// One with name, user, TLS and last will ("offline" on `willTopic`, retained) as the settings say, not yet
// connected, for use from several threads. Its callbacks get `object`. Fails for settings that the library
// refuses.
[[nodiscard]] Result<MosquittoClient> makeMosquittoClient(const BrokerSettings& settings,
                                                          const char* willTopic, void* object);

}  // namespace ocellus
