// SPDX-License-Identifier: Apache-2.0
#include "simulator/clip_encoder.h"

#include <libyuv/scale.h>

#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include "image/crop.h"
#include "image/jpeg_encoder.h"
#include "image/picture_decoder.h"
#include "media/clip_reader.h"
#include "simulator/disguise.h"

namespace ocellus {
namespace {

constexpr int kQuality = 80;  // contract

void scale(const Frame& from, FrameSize size, Frame& to) {
    to.reshape(size.width, size.height);
    to.pictureWidth = size.width;
    to.pictureHeight = size.height;
    to.fullRange = from.fullRange;
    to.grey = from.grey;
    libyuv::I420Scale(from.y.data(), from.width, from.u.data(), from.chromaWidth(), from.v.data(),
                      from.chromaWidth(), from.width, from.height, to.y.data(), to.width, to.u.data(),
                      to.chromaWidth(), to.v.data(), to.chromaWidth(), to.width, to.height,
                      libyuv::kFilterBilinear);
}

// One clip's way from pictures to JPEG bytes, with what it keeps from picture to picture.
class Workshop {
public:
    explicit Workshop(const ClipEncoderSettings& settings) : settings_(settings) {}

    Result<EncodedPicture> encode(const Picture& picture, std::size_t number) {
        const bool asItIs = picture.format == PictureFormat::Jpeg &&
                            (settings_.size.width == 0 || (settings_.size.width == picture.width &&
                                                           settings_.size.height == picture.height));
        std::vector<std::uint8_t> jpeg;
        if (asItIs) {
            const auto view = picture.bytes.view();
            jpeg.assign(view.begin(), view.end());
        } else if (const auto encoded = encodeFrame(picture, jpeg); !encoded) {
            return tl::unexpected{encoded.error()};
        }
        return std::make_shared<const std::vector<std::uint8_t>>(
            disguise(std::move(jpeg), settings_.quirk, number));
    }

private:
    Result<void> encodeFrame(const Picture& picture, std::vector<std::uint8_t>& jpeg) {
        if (const auto decoded = decoder_.toFrame(picture, {}, frame_); !decoded) {
            return tl::unexpected<Error>{decoded.error()};
        }
        toFullRange(frame_);
        const FrameSize size = settings_.size;
        if (size.width == 0 || (size.width == frame_.width && size.height == frame_.height)) {
            return encoder_.encode(frame_, kQuality, jpeg);
        }
        scale(frame_, size, scaled_);
        return encoder_.encode(scaled_, kQuality, jpeg);
    }

    const ClipEncoderSettings& settings_;
    PictureDecoder decoder_;
    JpegEncoder encoder_;
    Frame frame_;
    Frame scaled_;
};

// Plays the clip into the store until its end, a failure or the bound on memory.
Result<void> fill(const ClipEncoderSettings& settings, PictureStore& store, const std::stop_token& stop) {
    auto reader = media::openClip(settings.clip, {settings.picturesPerSecond, settings.worker});
    if (!reader) {
        return tl::unexpected{reader.error()};
    }
    Workshop workshop{settings};
    for (std::size_t number = 0; !stop.stop_requested(); ++number) {
        auto picture = (*reader)->next();
        if (!picture) {
            return tl::unexpected{picture.error()};
        }
        if (!*picture) {
            return {};
        }
        auto encoded = workshop.encode(***picture, number);
        if (!encoded) {
            return tl::unexpected{encoded.error()};
        }
        const Duration time = (**picture)->captured.time_since_epoch();
        if (!store.append(time, *std::move(encoded))) {
            return failure(Error::Kind::Limit,
                           settings.clip + ": only the first " +
                               std::to_string(static_cast<int>(toSeconds(time))) +
                               " s fit the memory for pictures and are played",
                           "lower --size or --fps, or cut the clip");
        }
    }
    return {};
}

}  // namespace

ClipEncoder::ClipEncoder(ClipEncoderSettings settings, std::shared_ptr<PictureStore> store)
    : thread_([settings = std::move(settings), store = std::move(store)](const std::stop_token& stop) {
          if (auto filled = fill(settings, *store, stop); !filled) {
              store->fail(std::move(filled.error()));
          }
          store->finish(fromSeconds(1 / settings.picturesPerSecond));
      }) {}

}  // namespace ocellus
