// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "inference/compiled_model.h"
#include "inference/model_catalogue.h"
#include "inference/runtime.h"

namespace ocellus {

inline constexpr std::string_view kBuiltInDetector = "ocellus-n";

struct DetectorOptions {
    std::string model{kBuiltInDetector};
    std::optional<FrameSize> input;      // otherwise the model's shape nearest to each picture's aspect,
    Detail detail = Detail::Plain;       // of this kind
    std::optional<Precision> precision;  // otherwise ModelManifest::defaultPrecision()
    int threads = 1;                     // that will detect at the same time
};

// A detector in use by one thread. Bound to its thread; allocates nothing once it has warmed up.
class DetectorRequest {
public:
    DetectorRequest(std::unique_ptr<InferenceRequest> request, const Head& head,
                    const ModelManifest& manifest, FrameSize input);

    // Replaces `found` by what scores at least `least`, best first.
    [[nodiscard]] Result<void> detect(const Frame& frame, float least, std::vector<Detection>& found);

    [[nodiscard]] FrameSize inputSize() const { return input_; }

private:
    std::unique_ptr<InferenceRequest> request_;
    const Head& head_;  // of the DetectorModel
    const ModelManifest& manifest_;
    FrameSize input_;
    Letterbox letterbox_;
    std::vector<Candidate> candidates_;
};

// A model with its manifest, verified files and head, compiled once for each input size that is asked for (a
// second or so each, at the first picture of that aspect). Thread-safe; outlives its requests.
class DetectorModel {
public:
    // Compiles for the given input, or the first of the manifest's, so that a model that cannot run is known
    // at start.
    [[nodiscard]] static Result<std::shared_ptr<DetectorModel>> load(const ModelCatalogue& catalogue,
                                                                     const DetectorOptions& options);

    [[nodiscard]] const ModelManifest& manifest() const { return manifest_; }

    [[nodiscard]] Precision precision() const { return precision_; }

    // "ocellus-s int8 (processor has VNNI)": for the log and doctor.
    [[nodiscard]] std::string description() const;
    [[nodiscard]] FrameSize inputFor(FrameSize picture) const;

    // From the next picture on; without effect where the options name an input.
    void setDetail(Detail detail) { detail_ = detail; }

    [[nodiscard]] Detail detail() const { return detail_; }

    [[nodiscard]] Result<std::unique_ptr<DetectorRequest>> makeRequest(FrameSize input);

private:
    struct Compiled {
        std::unique_ptr<CompiledModel> model;
        std::unique_ptr<Head> head;
        FrameSize input;
    };

    DetectorModel(ModelManifest manifest, const ModelCatalogue& catalogue, const DetectorOptions& options);
    [[nodiscard]] Result<const Compiled*> compiledFor(FrameSize input);
    [[nodiscard]] Result<CompileSettings> settingsFor(FrameSize input) const;

    ModelManifest manifest_;
    ModelCatalogue catalogue_;
    DetectorOptions options_;
    std::atomic<Detail> detail_;
    Precision precision_;
    Runtime runtime_;
    std::mutex mutex_;  // of compiled_
    std::vector<std::unique_ptr<Compiled>> compiled_;
};

}  // namespace ocellus
