// SPDX-License-Identifier: Apache-2.0
#include "image/jpeg_decoder.h"

#include <libyuv.h>
#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "image/crop.h"
#include "image/decode_scale.h"

namespace ocellus {

namespace {

constexpr int kUnknownSampling = -1;  // legal JPEG, but none of TurboJPEG's kinds

JpegFailure tooLarge(int width, int height) {
    return {{Error::Kind::Limit,
             "the picture is " + std::to_string(width) + "x" + std::to_string(height) +
                 " pixels, more than 64 megapixels",
             "set the camera to a smaller picture"},
            "too-many-pixels"};
}

std::size_t area(FrameSize size) {
    return static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
}

// TurboJPEG 2.1 reads past its rows where the blocks of a row, scaled, do not fill whole chroma samples (a
// 1000 pixel wide 4:2:0 picture at an eighth: 125): such a scale is left out.
int safeDivisor(int divisor, int pictureWidth, int sampling) {
    constexpr int kBlock = 8;
    const int blocks = (pictureWidth + kBlock - 1) / kBlock;
    const int lumaPerChroma = tjMCUWidth[sampling] / kBlock;
    while (divisor > 1 && blocks * (kBlock / divisor) % lumaPerChroma != 0) {
        divisor /= 2;
    }
    return divisor;
}

}  // namespace

struct JpegDecoder::Header {
    FrameSize size;
    int sampling = kUnknownSampling;
    int colours = TJCS_YCbCr;
};

void JpegDecoder::Free::operator()(void* handle) const {
    tjDestroy(handle);
}

JpegDecoder::JpegDecoder() : handle_(tjInitDecompress()) {}

JpegResult<JpegDecoder::Header> JpegDecoder::readHeader(std::span<const std::uint8_t> jpeg) {
    Header header;
    const int returned = tjDecompressHeader3(handle_.get(), jpeg.data(), jpeg.size(), &header.size.width,
                                             &header.size.height, &header.sampling, &header.colours);
    // A sampling that TurboJPEG has no name for is reported as a failure, yet size and colours are filled in.
    const bool odd = returned != 0 && header.sampling == kUnknownSampling && header.size.width > 0 &&
                     std::strstr(tjGetErrorStr2(handle_.get()), "subsampling") != nullptr;
    if (returned != 0 && !odd) {
        return tl::unexpected{failed()};
    }
    if (header.size.width < 1 || header.size.height < 1) {
        return tl::unexpected{jpegFailure("Premature end: there are no pixels in it")};
    }
    if (static_cast<std::int64_t>(header.size.width) * header.size.height > kMaximumPixels) {
        return tl::unexpected{tooLarge(header.size.width, header.size.height)};
    }
    if (header.colours == TJCS_CMYK || header.colours == TJCS_YCCK) {
        return tl::unexpected{jpegFailure("Unsupported colours: CMYK")};
    }
    return header;
}

JpegResult<FrameSize> JpegDecoder::readSize(std::span<const std::uint8_t> jpeg) {
    return readHeader(jpeg).map([](const Header& header) { return header.size; });
}

JpegResult<void> JpegDecoder::decode(std::span<const std::uint8_t> jpeg, FrameSize wanted, Frame& frame) {
    const auto header = readHeader(jpeg);
    if (!header) {
        return tl::unexpected{header.error()};
    }
    const bool throughRgb = header->sampling == kUnknownSampling || header->colours == TJCS_RGB;
    int divisor = decodeDivisor(header->size, wanted);
    if (!throughRgb) {
        divisor = safeDivisor(divisor, header->size.width, header->sampling);
    }
    const FrameSize size = dividedSize(header->size, divisor);
    frame.reshape(size.width, size.height);
    frame.pictureWidth = header->size.width;
    frame.pictureHeight = header->size.height;
    frame.fullRange = true;
    frame.grey = header->colours == TJCS_GRAY;
    return throughRgb ? decodeThroughRgb(jpeg, size, frame) : decodePlanes(jpeg, *header, size, frame);
}

JpegResult<void> JpegDecoder::decodePlanes(std::span<const std::uint8_t> jpeg, const Header& header,
                                           FrameSize size, Frame& frame) {
    // TurboJPEG writes luma planes padded to whole chroma samples: one that does not fit the frame goes to
    // the spare bytes first, and so does chroma that is not 4:2:0.
    const FrameSize luma{tjPlaneWidth(0, size.width, header.sampling),
                         tjPlaneHeight(0, size.height, header.sampling)};
    const bool directLuma = luma == size;
    const bool directChroma = header.sampling == TJSAMP_420 || header.sampling == TJSAMP_GRAY;
    const FrameSize chroma = directChroma ? FrameSize{frame.chromaWidth(), frame.chromaHeight()}
                                          : FrameSize{tjPlaneWidth(1, size.width, header.sampling),
                                                      tjPlaneHeight(1, size.height, header.sampling)};
    const std::size_t lumaBytes = directLuma ? 0 : area(luma);
    const std::size_t chromaBytes = directChroma ? 0 : area(chroma);
    spare_.resize(std::max(spare_.size(), lumaBytes + 2 * chromaBytes));
    std::uint8_t* const spareU = spare_.data() + lumaBytes;
    std::array<std::uint8_t*, 3> planes{directLuma ? frame.y.data() : spare_.data(),
                                        directChroma ? frame.u.data() : spareU,
                                        directChroma ? frame.v.data() : spareU + chromaBytes};
    std::array<int, 3> strides{luma.width, chroma.width, chroma.width};
    const int returned = tjDecompressToYUVPlanes(handle_.get(), jpeg.data(), jpeg.size(), planes.data(),
                                                 size.width, strides.data(), size.height, TJFLAG_LIMITSCANS);
    if (auto fine = verdict(returned); !fine) {
        return fine;
    }
    if (!directLuma) {
        libyuv::CopyPlane(planes[0], luma.width, frame.y.data(), frame.width, frame.width, frame.height);
    }
    if (header.sampling == TJSAMP_GRAY) {
        std::fill(frame.u.begin(), frame.u.end(), std::uint8_t{128});
        std::fill(frame.v.begin(), frame.v.end(), std::uint8_t{128});
    } else if (!directChroma) {
        for (const auto& [from, to] : {std::pair{planes[1], &frame.u}, std::pair{planes[2], &frame.v}}) {
            libyuv::ScalePlane(from, chroma.width, chroma.width, chroma.height, to->data(),
                               frame.chromaWidth(), frame.chromaWidth(), frame.chromaHeight(),
                               libyuv::kFilterBox);
        }
    }
    return {};
}

JpegResult<void> JpegDecoder::decodeThroughRgb(std::span<const std::uint8_t> jpeg, FrameSize size,
                                               Frame& frame) {
    constexpr int kBytes = 4;
    spare_.resize(std::max(spare_.size(), kBytes * area(size)));
    const int returned = tjDecompress2(handle_.get(), jpeg.data(), jpeg.size(), spare_.data(), size.width,
                                       kBytes * size.width, size.height, TJPF_BGRX, TJFLAG_LIMITSCANS);
    if (auto fine = verdict(returned); !fine) {
        return fine;
    }
    libyuv::ARGBToJ420(spare_.data(), kBytes * size.width, frame.y.data(), frame.width, frame.u.data(),
                       frame.chromaWidth(), frame.v.data(), frame.chromaWidth(), size.width, size.height);
    return {};
}

JpegResult<void> JpegDecoder::verdict(int returned) {
    if (returned == 0) {
        return {};
    }
    const char* const message = tjGetErrorStr2(handle_.get());
    if (tjGetErrorCode(handle_.get()) == TJERR_WARNING && isHarmlessJpegWarning(message)) {
        return {};
    }
    return tl::unexpected{failed()};
}

// After a broken header TurboJPEG 2.1 would go on where it stopped: a new handle forgets.
JpegFailure JpegDecoder::failed() {
    JpegFailure why = jpegFailure(tjGetErrorStr2(handle_.get()));
    handle_.reset(tjInitDecompress());
    return why;
}

JpegResult<Box> JpegDecoder::decodeRegion(std::span<const std::uint8_t> jpeg, const Box& region,
                                          Frame& frame) {
    if (auto fine = decode(jpeg, {}, whole_); !fine) {
        return tl::unexpected{fine.error()};
    }
    const PixelRect rect = pixelsOf(region, {whole_.width, whole_.height});
    cropFrame(whole_, rect, frame);
    const double width = whole_.width;
    const double height = whole_.height;
    return Box{rect.x / width, rect.y / height, rect.width / width, rect.height / height};
}

}  // namespace ocellus
