// SPDX-License-Identifier: Apache-2.0
#include "server/server.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <future>
#include <thread>

#include "base/log.h"
#include "server/api/router.h"
#include "server/camera_doors.h"
#include "server/http/certificate.h"
#include "server/http/tls_context.h"

namespace ocellus {
namespace {

constexpr std::chrono::milliseconds kStopPoll{5};
constexpr std::chrono::seconds kStopPatience{5};

}  // namespace

class Server::Parts {
public:
    Parts(boost::asio::io_context& context, Host& host, Store& store, const Clock& clock,
          ServerSettings settings)
        : context_(context),
          settings_(std::move(settings)),
          folder_(store.folder()),
          authenticator_(store, clock, settings_.passwordCost),
          devices_(store, clock),
          api_{host, store, authenticator_, devices_, clock},
          router_(std::make_unique<Router>(api_, apiRoutes(api_), StaticFiles(settings_.webFolder))),
          http_(context, *router_, settings_.limits),
          rtsp_({context, clock, host, devices_}, settings_.rtspLimits, settings_.encoders),
          doors_(context, *router_, settings_.limits) {}

    Result<void> start() {
        if (settings_.http) {
            auto bound = listen(*settings_.http, nullptr, "server.http");
            if (!bound) {
                return tl::unexpected(bound.error());
            }
            httpAddress_ = bound->text();
        }
        if (settings_.rtsp) {
            auto bound = parseListenAddress(*settings_.rtsp).and_then([&](const ListenAddress& parsed) {
                return rtsp_.listen(parsed);
            });
            if (!bound) {
                return tl::unexpected(bound.error());
            }
            rtspAddress_ = bound->text();
        }
        if (settings_.https) {
            const auto files = ensureCertificate(folder_);
            if (!files) {
                return tl::unexpected(files.error());
            }
            auto tls = TlsContext::load(files->certificate, files->key);
            if (!tls) {
                return tl::unexpected(tls.error());
            }
            tls_ = std::make_unique<TlsContext>(std::move(*tls));
            fingerprint_ = fingerprint(files->certificate).value_or("");
            auto bound = listen(*settings_.https, tls_->native(), "server.https");
            if (!bound) {
                return tl::unexpected(bound.error());
            }
            httpsAddress_ = bound->text();
        }
        return {};
    }

    void stop() {
        if (stopped_) {
            return;
        }
        stopped_ = true;
        if (context_.stopped()) {
            http_.close();
            rtsp_.close();
            doors_.close();
            return;
        }
        // First no more requests come, then the workers finish theirs, and then, as connections end on the
        // network thread, viewers leave the host.
        (void)closeAndCount();
        router_->stop();
        rtsp_.stopWorkers();
        const auto deadline = std::chrono::steady_clock::now() + kStopPatience;
        while (closeAndCount() > 0 && std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(kStopPoll);
        }
    }

    [[nodiscard]] const std::optional<std::string>& httpAddress() const { return httpAddress_; }

    [[nodiscard]] const std::optional<std::string>& httpsAddress() const { return httpsAddress_; }

    [[nodiscard]] const std::optional<std::string>& rtspAddress() const { return rtspAddress_; }

    [[nodiscard]] RtspReport rtspReport() const { return rtsp_.report(); }

    [[nodiscard]] const std::string& fingerprintText() const { return fingerprint_; }

    template <class Work>
    auto onNetworkThread(Work work) {
        std::promise<decltype(work(doors_))> done;
        boost::asio::post(context_, [&] { done.set_value(work(doors_)); });
        return done.get_future().get();
    }

private:
    // On the network thread; zero where that does not answer.
    std::size_t closeAndCount() {
        auto left = std::make_shared<std::promise<std::size_t>>();
        auto answer = left->get_future();
        boost::asio::post(context_, [this, left] {
            http_.close();
            rtsp_.close();
            doors_.close();
            left->set_value(http_.connections() + rtsp_.connections() + doors_.connections());
        });
        return answer.wait_for(kStopPatience) == std::future_status::ready ? answer.get() : 0;
    }

    Result<ListenAddress> listen(const std::string& address, ssl_ctx_st* tls, std::string_view name) {
        return parseListenAddress(address).and_then(
            [&](const ListenAddress& parsed) { return http_.listen(parsed, tls, name); });
    }

    boost::asio::io_context& context_;
    ServerSettings settings_;
    std::filesystem::path folder_;
    Authenticator authenticator_;
    DeviceDigest devices_;
    ApiContext api_;
    std::unique_ptr<Router> router_;
    std::unique_ptr<TlsContext> tls_;
    HttpServer http_;
    RtspServer rtsp_;
    CameraDoors doors_;
    std::optional<std::string> httpAddress_;
    std::optional<std::string> httpsAddress_;
    std::optional<std::string> rtspAddress_;
    std::string fingerprint_;
    bool stopped_ = false;
};

Server::Server(boost::asio::io_context& context, Host& host, Store& store, const Clock& clock,
               ServerSettings settings)
    : parts_(std::make_unique<Parts>(context, host, store, clock, std::move(settings))) {}

Server::~Server() {
    parts_->stop();
}

Result<void> Server::start() {
    return parts_->start();
}

void Server::stop() {
    parts_->stop();
}

std::optional<std::string> Server::httpAddress() const {
    return parts_->httpAddress();
}

std::optional<std::string> Server::httpsAddress() const {
    return parts_->httpsAddress();
}

std::optional<std::string> Server::rtspAddress() const {
    return parts_->rtspAddress();
}

RtspReport Server::rtspReport() const {
    return parts_->rtspReport();
}

Result<void> Server::setCameraDoor(const std::string& camera, const std::optional<std::string>& address) {
    return parts_->onNetworkThread([&](CameraDoors& doors) { return doors.set(camera, address); });
}

std::optional<std::string> Server::cameraDoor(const std::string& camera) const {
    return parts_->onNetworkThread([&](CameraDoors& doors) { return doors.addressOf(camera); });
}

std::string Server::certificateFingerprint() const {
    return parts_->fingerprintText();
}

}  // namespace ocellus
