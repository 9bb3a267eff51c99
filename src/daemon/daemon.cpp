// SPDX-License-Identifier: Apache-2.0
#include "daemon/daemon.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <future>
#include <thread>
#include <utility>

#include "base/log.h"
#include "base/time_zone_file.h"
#include "daemon/camera/camera_launcher.h"
#include "daemon/camera/camera_searches.h"
#include "daemon/camera/detail_choice.h"
#include "daemon/camera/detector_cost.h"
#include "daemon/camera/onvif_metadata.h"
#include "daemon/camera/timed_detector.h"
#include "daemon/event_journal.h"
#include "daemon/live/renditions.h"
#include "daemon/ocellus_host.h"
#include "daemon/receivers/broker_desk.h"
#include "daemon/registry/camera_book.h"
#include "daemon/registry/camera_registry.h"
#include "daemon/report/system_report.h"
#include "daemon/trials/trial_desk.h"
#include "inference/model_catalogue.h"
#include "outputs/outputs.h"
#include "server/server.h"
#include "storage/store.h"
#include "vision/model_detector.h"

namespace ocellus {
namespace {

// Pictures in sizes that no camera sends: a few viewers' wish, beside the analysis.
constexpr std::size_t kRenditionThreads = 2;

std::size_t analysisThreads() {
    return std::max(1U, std::thread::hardware_concurrency());
}

StorageLimits limitsOf(const StorageSettings& storage) {
    StorageLimits limits;
    limits.eventAge = std::chrono::hours{24 * storage.eventDays};
    limits.pictureAge = std::chrono::hours{24 * storage.pictureDays};
    limits.pictureBytes = static_cast<std::uint64_t>(storage.pictureGigabytes * (std::uint64_t{1} << 30));
    return limits;
}

DetectorOptions detectorOf(const ModelSettings& models) {
    DetectorOptions options;
    if (!models.detector.empty()) {
        options.model = models.detector;
    }
    options.input = parseSize(models.input);
    options.detail = models.input == kInputFine ? Detail::Fine : Detail::Plain;
    options.threads = static_cast<int>(analysisThreads());
    return options;
}

// What a camera's page shows of it: where it can be taken from by RTSP, and by how many it is.
nlohmann::json rtspOf(const Server& server, const std::string& camera) {
    const auto address = server.rtspAddress();
    if (!address) {
        return nullptr;
    }
    nlohmann::json note = nullptr;
    std::size_t readers = 0;
    for (const RtspReport::Camera& each : server.rtspReport().cameras) {
        if (each.camera == camera) {
            readers = each.readers;
            if (each.reason) {
                note = each.reason->text();
            } else if (!each.obstacle.empty()) {
                note = "its JPEG pictures are encoded anew, because " + each.obstacle;
            }
        }
    }
    return {{"port", std::stoi(address->substr(address->rfind(':') + 1))},
            {"h264", "/" + camera},
            {"mjpeg", "/" + camera + "/mjpeg"},
            {"readers", readers},
            {"note", std::move(note)}};
}

// The thread that runs all network I/O. Ends the loop when destroyed.
class NetworkThread {
public:
    NetworkThread() : thread_([this] { context.run(); }) {}

    ~NetworkThread() {
        work_.reset();
        context.stop();
        thread_.join();
    }

    NetworkThread(const NetworkThread&) = delete;
    NetworkThread& operator=(const NetworkThread&) = delete;

    boost::asio::io_context context{1};

private:
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_ =
        boost::asio::make_work_guard(context);
    std::thread thread_;
};

}  // namespace

// In the order of their making; each stands on those above it.
struct Daemon::Parts {
    Parts(const Clock& theClock, std::unique_ptr<Store> theStore, std::shared_ptr<DetectorModel> theModel)
        : clock(theClock), store(std::move(theStore)), model(std::move(theModel)) {}

    ~Parts() {
        if (server) {
            server->stop();
        }
        if (registry) {
            registry->clear();
        }
        if (searches) {
            searches->clear();
        }
        renditions.reset();  // its last pictures were made of cameras' that are gone
        outputs.reset();
    }

    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    const Clock& clock;
    std::unique_ptr<Store> store;
    std::shared_ptr<DetectorModel> model;
    DetectorCosts costs;
    Metrics metrics;
    std::shared_ptr<EventViewers> viewers = std::make_shared<EventViewers>();
    NetworkThread network;
    std::unique_ptr<BrokerDesk> broker;
    std::unique_ptr<Outputs> outputs;
    std::unique_ptr<EventJournal> journal;
    std::unique_ptr<AnalysisPool> pool;
    std::unique_ptr<CameraRegistry> registry;
    std::unique_ptr<DetailChoice> detail;
    std::unique_ptr<CameraLauncher> launcher;
    std::unique_ptr<CameraBook> book;
    std::unique_ptr<CameraSearches> searches;
    std::unique_ptr<Renditions> renditions;
    std::unique_ptr<TrialDesk> trials;
    std::unique_ptr<SystemReport> report;
    std::unique_ptr<OcellusHost> host;
    std::unique_ptr<Server> server;

    [[nodiscard]] Result<void> openOutputs(BrokerConfiguration declared);
    // `chooses`: how closely pictures are looked at follows from how many there are.
    void makeCameras(bool chooses);
    void makeHost();
    [[nodiscard]] Result<void> openServer(const ServerConfiguration& server,
                                          const std::filesystem::path& webFolder);
};

Result<void> Daemon::Parts::openOutputs(BrokerConfiguration declared) {
    auto desk = BrokerDesk::open(*store, std::move(declared));
    if (!desk) {
        return tl::unexpected(desk.error());
    }
    broker = std::move(*desk);
    const auto settings = broker->settings();
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    auto opened = Outputs::open(*store, network.context, clock, *settings);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    outputs = std::move(*opened);
    broker->attach(*outputs);
    journal = std::make_unique<EventJournal>(store->recorder(), *outputs, clock, viewers);
    return {};
}

void Daemon::Parts::makeCameras(bool chooses) {
    pool = std::make_unique<AnalysisPool>(analysisThreads(), [&] {
        return std::make_unique<TimedDetector>(std::make_unique<ModelDetector>(model), clock,
                                               metrics.inferenceSeconds());
    });
    registry = std::make_unique<CameraRegistry>(CameraRegistry::Surroundings{
        network.context, clock, *pool, *journal, metrics,
        [this](const std::string& camera, bool up) { outputs->setCameraUp(camera, up); },
        [this](const std::string& camera, ZoneMinute minute) {
            store->counts().record(camera, std::move(minute));
        },
        [this](const CertificatePins::Pin& pin) {
            return store->post([pin](Tables& tables) {
                if (const auto kept = tables.certificatePins.put(pin); !kept) {
                    log::error("certificate not kept camera={} {}", pin.camera, kept.error().text());
                }
            });
        },
        [this](const std::string& camera, double rate) { outputs->tellFrameRate(camera, rate); },
        [this](const std::string& camera, const std::string& app, const Observation& seen) {
            outputs->tellFrame(camera, app, [&] { return onvifFrameJson(camera, seen); });
        }});
    costs = measureCosts(*model);
    const bool may = chooses && !model->manifest().fine.empty();
    detail =
        std::make_unique<DetailChoice>(may ? costs.fine : 0, analysisThreads(), [this, may](Detail choice) {
            if (may) {
                model->setDetail(choice);
            }
        });
    launcher = std::make_unique<CameraLauncher>(CameraLauncher::Surroundings{
        *registry, model->manifest().calibration, *detail, *outputs, *store,
        [this](const std::string& camera, const std::optional<Listener>& listener) {
            return server->setCameraDoor(camera, listener ? std::optional{listener->text()} : std::nullopt);
        }});
    book = std::make_unique<CameraBook>(*store, *launcher);
    searches = std::make_unique<CameraSearches>(network.context, clock);
    renditions = std::make_unique<Renditions>(kRenditionThreads);
    trials = std::make_unique<TrialDesk>(store->folder() / "clips", *book, model);
}

void Daemon::Parts::makeHost() {
    report = std::make_unique<SystemReport>(SystemReport::Parts{
        clock, *store, *outputs, *registry, *model, costs, *broker, [this] { return server->rtspReport(); }});
    host = std::make_unique<OcellusHost>(OcellusHost::Parts{
        network.context, clock, *store, *book, *registry, *searches, *renditions, *broker, *trials, metrics,
        viewers, [this] { return report->write(); },
        [this] {
            const CountRecorderState counts = store->counts().state();
            metrics.counts(static_cast<double>(counts.waiting), static_cast<double>(counts.lost));
            for (const OutputState& output : outputs->states()) {
                metrics.outbox(output.destination, static_cast<double>(output.pending),
                               static_cast<double>(output.failures));
            }
            for (const RtspReport::Camera& camera : server->rtspReport().cameras) {
                metrics.rtsp(camera.camera, static_cast<double>(camera.readers),
                             static_cast<double>(camera.skipped), static_cast<double>(camera.encoderStarts));
            }
        },
        [this](const std::string& camera) { return rtspOf(*server, camera); }});
}

Result<void> Daemon::Parts::openServer(const ServerConfiguration& configured,
                                       const std::filesystem::path& webFolder) {
    const auto text = [](const std::optional<Listener>& listener) {
        return listener ? std::optional{listener->text()} : std::nullopt;
    };
    ServerSettings settings;
    settings.http = text(configured.http);
    settings.https = text(configured.https);
    settings.rtsp = text(configured.rtsp);
    settings.webFolder = webFolder;
    server = std::make_unique<Server>(network.context, *host, *store, clock, settings);
    std::promise<Result<void>> started;
    boost::asio::post(network.context, [&] { started.set_value(server->start()); });
    if (auto result = started.get_future().get(); !result) {
        return result;
    }
    report->setListeners(*server);
    return {};
}

Result<std::unique_ptr<Daemon>> Daemon::start(Options options, const Clock& clock) {
    Configuration& configuration = options.configuration;
    const auto zone = loadTimeZone(configuration.timeZone);
    if (!zone) {
        return tl::unexpected(zone.error());
    }
    auto store = Store::open(configuration.storage.path, clock, limitsOf(configuration.storage), *zone);
    if (!store) {
        return tl::unexpected(store.error());
    }
    auto model =
        DetectorModel::load(ModelCatalogue{modelFolders(options.models)}, detectorOf(configuration.models));
    if (!model) {
        return tl::unexpected(model.error());
    }
    auto parts = std::make_unique<Parts>(clock, std::move(*store), std::move(*model));
    if (const auto opened = parts->openOutputs(std::move(configuration.mqtt)); !opened) {
        return tl::unexpected(opened.error());
    }
    parts->makeCameras(configuration.models.input == kInputAuto);
    parts->makeHost();
    if (const auto opened = parts->openServer(configuration.server, options.webFolder); !opened) {
        return tl::unexpected(opened.error());
    }
    if (const auto opened = parts->book->open(std::move(configuration.cameras)); !opened) {
        return tl::unexpected(opened.error());
    }
    parts->outputs->forgetOthers();
    parts->registry->start();
    return std::make_unique<Daemon>(std::move(parts));
}

Daemon::Daemon(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Daemon::~Daemon() = default;

std::optional<std::string> Daemon::httpAddress() const {
    return parts_->server->httpAddress();
}

std::optional<std::string> Daemon::httpsAddress() const {
    return parts_->server->httpsAddress();
}

std::optional<std::string> Daemon::rtspAddress() const {
    return parts_->server->rtspAddress();
}

std::optional<Secret> Daemon::setupSecret() const {
    const auto secret = parts_->store->run([](Tables& tables) { return tables.setupSecret.current(); });
    return secret ? *secret : std::nullopt;
}

std::string Daemon::modelDescription() const {
    return parts_->model->description();
}

}  // namespace ocellus
