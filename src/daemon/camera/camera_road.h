// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "apps/app.h"
#include "base/clock.h"
#include "base/mailbox.h"
#include "daemon/analysis_pool.h"
#include "daemon/camera/camera_counts.h"
#include "daemon/camera/camera_metrics.h"
#include "daemon/camera/picture_pacer.h"
#include "daemon/journal.h"
#include "daemon/live/live_hub.h"
#include "gate/gate.h"
#include "image/picture_transcoder.h"
#include "ingest/source.h"
#include "ingest/source_settings.h"
#include "storage/certificate_pins.h"
#include "vision/camera_analysis.h"

namespace ocellus {

// Where one camera stands, for lists and pages.
struct CameraStatus {
    SourceState state;
    SourceStatistics source;
    int width = 0;
    int height = 0;
    double rate = 0;                  // pictures a second, over the last seconds
    double bytesPerSecond = 0;        // from the camera, over the last seconds
    std::size_t bytes = 0;            // of the newest picture; of video, the mean
    std::optional<Instant> captured;  // of the newest picture
    std::uint64_t analysed = 0;
    std::uint64_t inferred = 0;
    std::uint64_t skipped = 0;
};

// One camera's road: source, mailbox, analysis, apps, viewers, journal. Pictures come on the network thread
// and are analysed on a thread of the pool, one at a time; status() and the viewers may come from anywhere.
// Made, started and destroyed by the daemon.
class CameraRoad final : public SourceListener, public AnalysisJob, private AppSink {
public:
    struct Settings {
        std::string id;
        std::string unit;  // the camera of several sensors that this is one of; empty: of none
        SourceSettings source;
        CameraAnalysis::Settings analysis;
        double analysisRate = 5;  // pictures a second at most
    };

    // What it stands among; all of it outlives it.
    struct Surroundings {
        boost::asio::io_context& network;
        const Clock& clock;
        AnalysisPool& pool;
        Journal& journal;
        std::shared_ptr<CameraMetrics> metrics;
        std::function<void(const std::string& camera, bool up)>
            onUp;  // its availability, said at each change
        CameraCounts::OnMinute onMinute;
        // The certificate seen first where the settings pin one; false: it could not be kept yet.
        std::function<bool(const CertificatePins::Pin& pin)> onCertificate;
        // What is seen as an app tells its count, where the app shows its frames and its interval for ONVIF
        // has passed. On the analysis thread.
        std::function<void(const std::string& camera, const std::string& app, const Observation& seen)>
            onFrame{};
    };

    using Apps = std::vector<std::unique_ptr<App>>;

    // `viewers`: who watches already, where the camera stood here before with other settings.
    CameraRoad(Settings settings, Surroundings around, std::shared_ptr<LiveHub> viewers);
    ~CameraRoad() override;
    CameraRoad(const CameraRoad&) = delete;
    CameraRoad& operator=(const CameraRoad&) = delete;

    // Replaces the apps from the next picture on; one that stays by name takes over from the one before it,
    // the others say what ends with them. Thread-safe.
    void setApps(Apps apps);

    // To be called about once a second on the network thread: starts the source when somebody wants its
    // pictures (an app, a viewer), stops it when nobody has for a while, and lets the apps know when no
    // picture comes.
    void tick();

    [[nodiscard]] CameraStatus status() const;

    [[nodiscard]] const std::shared_ptr<LiveHub>& viewers() const { return hub_; }

    // Ends the source; no picture comes any more. To be called on the network thread before it is destroyed
    // elsewhere.
    void close();
    // Of the newest picture, estimated; 0 where it is no JPEG, or there is none.
    [[nodiscard]] int quality() const;

    [[nodiscard]] const SourceSettings& source() const { return settings_.source; }

    // The newest picture as JPEG; none before the first.
    [[nodiscard]] Result<Publishable> snapshot();

private:
    void onPicture(PicturePtr picture) override;
    void onState(const SourceState& state) override;
    void analyse(Detector& detector) override;
    void emit(AppEvent event) override;

    void takeUpApps();
    void analysePicture(const PicturePtr& picture, Detector& detector);
    void tellAway();
    void publish(const PicturePtr& picture, const Observation& observation, const Apps& apps);
    // Into the metadata stream, where somebody reads it.
    void describe(const Observation& observation);
    void describe(const AppEvent& event);
    void showFrame(const AppEvent& event);
    void showUnanalysed(const PicturePtr& picture);
    void callForAnalysis();
    void relay(const PicturePtr& picture);
    void countRate(Instant captured);
    void keepPin(const SourceStatistics& statistics);
    void countBytes(Instant now, const SourceStatistics& statistics);
    // The picture as JPEG, encoded where it is not one.
    [[nodiscard]] Result<PicturePtr> asJpeg(const PicturePtr& picture);

    const Settings settings_;
    const Surroundings around_;
    Gate gate_;
    const std::shared_ptr<LiveHub> hub_;

    // network thread
    std::unique_ptr<Source> source_;
    bool sourceRuns_ = false;
    bool closed_ = false;
    bool pinKept_ = false;
    Instant lastWanted_{};
    Instant bytesCounted_{};  // when, and how many there were
    std::uint64_t bytesSeen_ = 0;
    PicturePacer pacer_;

    // between the two
    Mailbox<PicturePtr> mailbox_;
    Mailbox<Apps> nextApps_;
    std::atomic<bool> inLine_ = false;
    std::atomic<bool> hasApps_ = false;
    std::atomic<std::int64_t> lastAnalysed_{0};  // Instant, microseconds

    // analysis
    CameraAnalysis analysis_;
    Apps apps_;
    CameraCounts counts_;
    Observation observation_;
    PicturePtr current_;           // the picture in analysis
    bool lastFrameEmpty_ = false;  // of the metadata stream
    Instant lastFrame_{};
    const App* speaking_ = nullptr;  // whose emit() it is

    mutable std::mutex mutex_;  // over what follows
    CameraStatus status_;
    PicturePtr newest_;
    std::mutex encoderMutex_;
    PictureTranscoder encoder_;
    PicturePtr lastEncoded_;  // one encoding serves relay, live view, stored picture and snapshot
};

}  // namespace ocellus
