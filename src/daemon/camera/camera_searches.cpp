// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/camera_searches.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <future>
#include <utility>

#include "base/identifier.h"
#include "ingest/vendor_presets.h"

namespace ocellus {
namespace {

using nlohmann::json;

constexpr std::size_t kIdBytes = 12;

json toJson(const FindStep& step) {
    return {{"vendor", step.vendor}, {"url", step.url}, {"answer", step.answer}, {"picture", step.picture}};
}

std::string_view nameOf(StreamKind kind) {
    switch (kind) {
        case StreamKind::Mjpeg:
            return "mjpeg";
        case StreamKind::Jpeg:
            return "jpeg";
        case StreamKind::Rtsp:
            break;
    }
    return "rtsp";
}

}  // namespace

// One search: its finder belongs to the network thread, what is told of it to whoever asks. Shared by the
// table and by what was posted to the network thread.
class CameraSearches::Search {
public:
    Search(std::string id, Instant began) : id_(std::move(id)), began_(began) {}

    void start(boost::asio::io_context& network, const Clock& clock, FindRequest request) {
        finder_ = std::make_unique<CameraFinder>(network, clock);
        finder_->start(
            std::move(request),
            [this](const FindStep& step, std::size_t number, std::size_t of) {
                const std::lock_guard lock{mutex_};
                steps_.push_back(toJson(step));
                number_ = number;
                of_ = of;
            },
            [this](const FindOutcome& outcome) {
                end(outcome);
                finder_.reset();
            });
    }

    // On the network thread: no call of the finder comes any more.
    void stop() { finder_.reset(); }

    [[nodiscard]] bool runs() const {
        const std::lock_guard lock{mutex_};
        return !done_;
    }

    [[nodiscard]] Instant began() const { return began_; }

    [[nodiscard]] json progress() const {
        const std::lock_guard lock{mutex_};
        return {{"id", id_},       {"done", done_},   {"number", number_}, {"of", of_},
                {"steps", steps_}, {"found", found_}, {"reason", reason_}};
    }

private:
    void end(const FindOutcome& outcome) {
        const std::lock_guard lock{mutex_};
        done_ = true;
        if (outcome.found) {
            found_ = {{"source", outcome.found->url},
                      {"mode", outcome.found->mode == SourceMode::Jpeg ? "jpeg" : "mjpeg"},
                      {"vendor", outcome.vendor},
                      {"sensor_note", outcome.sensorNote}};
        } else if (outcome.reason) {
            reason_ = {{"message", outcome.reason->message}, {"remedy", outcome.reason->remedy}};
        }
    }

    const std::string id_;
    const Instant began_;
    std::unique_ptr<CameraFinder> finder_;  // network thread

    mutable std::mutex mutex_;  // over what follows
    json steps_ = json::array();
    json found_;
    json reason_;
    std::size_t number_ = 0;
    std::size_t of_ = 0;
    bool done_ = false;
};

Result<json> CameraSearches::start(FindRequest request) {
    const auto search = std::make_shared<Search>(randomToken(kIdBytes), clock_.now());
    const json first = search->progress();
    {
        const std::lock_guard lock{mutex_};
        forgetOld();
        const auto running = std::count_if(searches_.begin(), searches_.end(),
                                           [](const auto& entry) { return entry.second->runs(); });
        if (static_cast<std::size_t>(running) >= kMostAtOnce) {
            return failure(Error::Kind::Limit, "other searches are running",
                           "wait for one of them to end, at most a minute");
        }
        searches_.emplace(first["id"].get<std::string>(), search);
    }
    boost::asio::post(network_, [this, search, request = std::move(request)]() mutable {
        search->start(network_, clock_, std::move(request));
    });
    return first;
}

Result<json> CameraSearches::progress(const std::string& id) {
    if (const auto search = find(id)) {
        return search->progress();
    }
    return failure(Error::Kind::NotFound, "there is no such search",
                   "begin one; it is kept for five minutes");
}

Result<void> CameraSearches::end(const std::string& id) {
    const auto search = find(id);
    if (!search) {
        return failure(Error::Kind::NotFound, "there is no such search", "it may have ended long ago");
    }
    boost::asio::post(network_, [search] { search->stop(); });
    const std::lock_guard lock{mutex_};
    searches_.erase(id);
    return {};
}

void CameraSearches::clear() {
    const std::lock_guard lock{mutex_};
    std::promise<void> stopped;
    boost::asio::post(network_, [&] {
        for (const auto& [id, search] : searches_) {
            search->stop();
        }
        stopped.set_value();
    });
    stopped.get_future().wait();
    searches_.clear();
}

std::shared_ptr<CameraSearches::Search> CameraSearches::find(const std::string& id) {
    const std::lock_guard lock{mutex_};
    const auto found = searches_.find(id);
    return found == searches_.end() ? nullptr : found->second;
}

void CameraSearches::forgetOld() {
    const Instant now = clock_.now();
    std::erase_if(searches_, [now](const auto& entry) {
        return !entry.second->runs() && now - entry.second->began() > kKept;
    });
}

json vendorsJson() {
    json list = json::array();
    for (const Vendor& vendor : vendors()) {
        json streams = json::array();
        for (const StreamPreset& preset : streamPresets()) {
            if (preset.vendor == vendor.id) {
                streams.push_back({{"kind", nameOf(preset.kind)},
                                   {"path", pathOf(preset, false)},
                                   {"sensor_path", pathOf(preset, true)},
                                   {"sensor_note", sensorNoteOf(preset)},
                                   {"port", preset.port == 0 ? json(nullptr) : json(preset.port)}});
            }
        }
        list.push_back({{"id", vendor.id},
                        {"name", vendor.name},
                        {"advice", vendor.advice},
                        {"streams", std::move(streams)}});
    }
    return list;
}

}  // namespace ocellus
