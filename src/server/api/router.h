// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "server/api/route_table.h"
#include "server/api/routes.h"
#include "server/http/security_headers.h"
#include "server/http/service.h"
#include "server/http/static_files.h"
#include "server/worker_pool.h"

namespace ocellus {

// Finds who answers a request and whether the caller may: what no route names is denied, each route's access
// is checked here before its handler runs, and handlers run on workers. Thread-safe.
class Router final : public Service {
public:
    Router(const ApiContext& context, std::vector<ApiRoute> routes, StaticFiles files);

    void answer(Request request, std::function<void(Answer)> done) override;
    bool runOnWorker(std::function<void()> task) override;

    [[nodiscard]] const HeaderFields& commonHeaders() const override { return headers_; }

    [[nodiscard]] const RouteTable& table() const { return table_; }

    // Finishes the calls that have begun and answers the rest with 503. Not on a worker or the network
    // thread.
    void stop();

private:
    [[nodiscard]] Answer serve(const Request& request, const RouteMatch& match) const;
    // Nothing: go on; else the refusal.
    [[nodiscard]] std::optional<Response> refuse(const Request& request, const ApiRoute& route,
                                                 const std::optional<Identity>& identity) const;

    ApiContext context_;
    RouteTable table_;
    StaticFiles files_;
    HeaderFields headers_ = securityHeaders();
    // Slow calls wait for cameras and must not keep others from the disk.
    WorkerPool slow_{2, 16};
    WorkerPool quick_{3, 256};
};

}  // namespace ocellus
