// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "base/clock.h"
#include "server/api/api_route.h"
#include "server/auth/authenticator.h"
#include "server/auth/device_digest.h"
#include "server/host.h"
#include "storage/store.h"

namespace ocellus {

// What handlers work with. All of it is thread-safe and outlives the routes.
struct ApiContext {
    Host& host;
    Store& store;
    Authenticator& authenticator;
    DeviceDigest& devices;
    const Clock& clock;
};

inline constexpr const char* kApiRoot = "/api/v1";

// One function a subject; docs/reference/api.md says what each call does.
[[nodiscard]] std::vector<ApiRoute> sessionRoutes(const ApiContext& context);
[[nodiscard]] std::vector<ApiRoute> userRoutes(const ApiContext& context);
[[nodiscard]] std::vector<ApiRoute> cameraRoutes(const ApiContext& context);
[[nodiscard]] std::vector<ApiRoute> findRoutes(const ApiContext& context);
[[nodiscard]] std::vector<ApiRoute> appRoutes(const ApiContext& context);
[[nodiscard]] std::vector<ApiRoute> eventRoutes(const ApiContext& context);
[[nodiscard]] std::vector<ApiRoute> historyRoutes(const ApiContext& context);
[[nodiscard]] std::vector<ApiRoute> liveRoutes(const ApiContext& context);
[[nodiscard]] std::vector<ApiRoute> clipRoutes(const ApiContext& context);
[[nodiscard]] std::vector<ApiRoute> brokerRoutes(const ApiContext& context);
[[nodiscard]] std::vector<ApiRoute> systemRoutes(const ApiContext& context);
[[nodiscard]] std::vector<ApiRoute> cameraCgiRoutes(const ApiContext& context);

// All of them, and the description of all of them at /api/v1/openapi.json.
[[nodiscard]] std::vector<ApiRoute> apiRoutes(const ApiContext& context);

// The answer to a result of the host: its JSON, or its error.
[[nodiscard]] Answer answerOf(const Result<nlohmann::json>& result, int status = 200);
[[nodiscard]] Answer answerOf(const Result<void>& result);
[[nodiscard]] Response pictureResponse(SharedBytes jpeg);

}  // namespace ocellus
