// SPDX-License-Identifier: Apache-2.0
#include "media/job.h"

#include "media/byte_stream.h"

namespace ocellus::media {
namespace {

constexpr std::uint16_t kMaximumUrl = 4096;
constexpr std::uint16_t kMaximumName = 512;

}  // namespace

std::vector<std::uint8_t> encode(const Job& job) {
    ByteWriter writer;
    writer.put(static_cast<std::uint8_t>(job.kind));
    writer.put(static_cast<std::uint8_t>(job.loop));
    writer.put(job.picturesPerSecond);
    writer.put(static_cast<std::uint8_t>(job.jpegAsIs));
    writer.put(static_cast<std::uint8_t>(job.trust));
    writer.putText(job.url, kMaximumUrl);
    writer.putText(job.username, kMaximumName);
    writer.putText(job.password.reveal(), kMaximumName);
    writer.putText(job.pin, kMaximumName);
    return std::move(writer.bytes());
}

std::optional<Job> decodeJob(std::span<const std::uint8_t> bytes) {
    ByteReader reader{bytes};
    Job job;
    const auto kind = reader.take<std::uint8_t>();
    job.loop = reader.take<std::uint8_t>() != 0;
    job.picturesPerSecond = reader.take<double>();
    job.jpegAsIs = reader.take<std::uint8_t>() != 0;
    const auto trust = reader.take<std::uint8_t>();
    job.url = reader.takeText(kMaximumUrl);
    job.username = reader.takeText(kMaximumName);
    job.password = Secret{reader.takeText(kMaximumName)};
    job.pin = reader.takeText(kMaximumName);
    if (!reader.complete() || kind > static_cast<std::uint8_t>(Job::Kind::EncodeJpeg) ||
        trust > static_cast<std::uint8_t>(Job::Trust::Accept)) {
        return std::nullopt;
    }
    job.kind = static_cast<Job::Kind>(kind);
    job.trust = static_cast<Job::Trust>(trust);
    return job;
}

}  // namespace ocellus::media
