// SPDX-License-Identifier: Apache-2.0
#include "inference/runtime.h"

#include <openvino/openvino.hpp>

namespace ocellus {

namespace {

// The engine's messages run over several lines and name places of its source; the last line says what
// happened.
std::string lastLine(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
        text.remove_suffix(1);
    }
    const std::size_t newline = text.find_last_of('\n');
    return std::string{newline == std::string_view::npos ? text : text.substr(newline + 1)};
}

tl::unexpected<Error> engineFailure(const std::string& what, const std::exception& fault) {
    return failure(Error::Kind::Internal, what + ": " + lastLine(fault.what()),
                   "try another model or input size; `ocellus models list` shows what there is");
}

class OpenvinoRequest : public InferenceRequest {
public:
    OpenvinoRequest(ov::InferRequest request, std::size_t outputs, FrameSize input)
        : request_(std::move(request)),
          input_(ov::element::u8,
                 {1, static_cast<std::size_t>(input.height), static_cast<std::size_t>(input.width), 3}) {
        request_.set_input_tensor(input_);
        for (std::size_t at = 0; at < outputs; ++at) {
            // Tensors of our own stay where they are from run to run.
            const auto port = request_.get_compiled_model().output(at);
            const ov::Tensor tensor{ov::element::f32, port.get_shape()};
            request_.set_output_tensor(at, tensor);
            const auto& names = port.get_names();
            views_.push_back(
                {{names.begin(), names.end()}, port.get_shape(), {tensor.data<float>(), tensor.get_size()}});
        }
    }

    std::span<std::uint8_t> input() override { return {input_.data<std::uint8_t>(), input_.get_size()}; }

    Result<void> run() override {
        try {
            request_.infer();
            return {};
        } catch (const std::exception& fault) {
            return engineFailure("inference failed", fault);
        }
    }

    std::span<const TensorView> outputs() const override { return views_; }

private:
    ov::InferRequest request_;
    ov::Tensor input_;
    std::vector<TensorView> views_;
};

class OpenvinoModel : public CompiledModel {
public:
    OpenvinoModel(ov::CompiledModel model, FrameSize input) : model_(std::move(model)), input_(input) {}

    Result<std::unique_ptr<InferenceRequest>> makeRequest() override {
        try {
            return std::make_unique<OpenvinoRequest>(model_.create_infer_request(), model_.outputs().size(),
                                                     input_);
        } catch (const std::exception& fault) {
            return engineFailure("cannot prepare an inference", fault);
        }
    }

    FrameSize inputSize() const override { return input_; }

private:
    ov::CompiledModel model_;
    FrameSize input_;
};

// Pictures as they are packed here in front of the network, plain floats behind it.
void addConversions(std::shared_ptr<ov::Model>& model, const CompileSettings& settings) {
    ov::preprocess::PrePostProcessor steps(model);
    steps.input().tensor().set_element_type(ov::element::u8).set_layout("NHWC");
    steps.input().model().set_layout("NCHW");
    auto& picture = steps.input().preprocess();
    picture.convert_element_type(ov::element::f32);
    if (settings.redFirst) {
        picture.reverse_channels();
    }
    if (settings.mean != std::array<float, 3>{}) {
        picture.mean({settings.mean.begin(), settings.mean.end()});
    }
    if (settings.scale != std::array<float, 3>{1, 1, 1}) {
        picture.scale({settings.scale.begin(), settings.scale.end()});
    }
    for (std::size_t at = 0; at < model->outputs().size(); ++at) {
        steps.output(at).tensor().set_element_type(ov::element::f32);
    }
    model = steps.build();
}

// One stream of one thread for each thread that calls: nothing is split, nothing is pinned, and sums do not
// depend on the machine's number of cores.
ov::AnyMap propertiesFor(const CompileSettings& settings) {
    return {ov::num_streams(settings.threads), ov::inference_num_threads(settings.threads),
            ov::hint::enable_cpu_pinning(false),
            ov::hint::inference_precision(settings.precision == Precision::Bf16 ? ov::element::bf16
                                                                                : ov::element::f32),
            ov::cache_dir("")};
}

}  // namespace

struct Runtime::Engine {
    ov::Core core;
};

Runtime::Runtime() : engine_(std::make_unique<Engine>()) {}

Runtime::~Runtime() = default;

Result<std::unique_ptr<CompiledModel>> Runtime::compile(const CompileSettings& settings) {
    const std::string size =
        std::to_string(settings.input.width) + "x" + std::to_string(settings.input.height);
    try {
        auto model = engine_->core.read_model(settings.model.string(), settings.weights.string());
        const ov::Shape shape{1, 3, static_cast<std::size_t>(settings.input.height),
                              static_cast<std::size_t>(settings.input.width)};
        if (model->input().get_partial_shape() != ov::PartialShape{shape}) {
            model->reshape(ov::PartialShape{shape});
        }
        addConversions(model, settings);
        return std::make_unique<OpenvinoModel>(
            engine_->core.compile_model(model, "CPU", propertiesFor(settings)), settings.input);
    } catch (const std::exception& fault) {
        return engineFailure(
            "cannot compile " + settings.model.filename().string() + " for an input of " + size, fault);
    }
}

std::string Runtime::version() const {
    return ov::get_openvino_version().buildNumber;
}

std::string Runtime::processor() const {
    try {
        return engine_->core.get_property("CPU", ov::device::full_name);
    } catch (const std::exception& fault) {
        return lastLine(fault.what());
    }
}

}  // namespace ocellus
