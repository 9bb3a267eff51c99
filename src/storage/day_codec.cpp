// SPDX-License-Identifier: Apache-2.0
#include "storage/day_codec.h"

#include <limits>

namespace ocellus {
namespace {

void putNumber(Bytes& bytes, std::uint64_t number) {
    while (number >= 0x80) {
        bytes.push_back(static_cast<std::uint8_t>(number | 0x80));
        number >>= 7;
    }
    bytes.push_back(static_cast<std::uint8_t>(number));
}

// Takes numbers off the front; once one is missing or too large all further ones fail too.
class Numbers {
public:
    explicit Numbers(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    std::uint64_t next(std::uint64_t largest) {
        std::uint64_t number = 0;
        for (unsigned shift = 0; shift < 63; shift += 7) {
            if (bytes_.empty()) {
                break;
            }
            const std::uint8_t byte = bytes_.front();
            bytes_ = bytes_.subspan(1);
            number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) {
                sound_ &= number <= largest;
                return number;
            }
        }
        sound_ = false;
        return 0;
    }

    [[nodiscard]] bool sound() const { return sound_; }

    [[nodiscard]] bool empty() const { return bytes_.empty(); }

private:
    std::span<const std::uint8_t> bytes_;
    bool sound_ = true;
};

constexpr std::uint64_t kLargest32 = std::numeric_limits<std::uint32_t>::max();

}  // namespace

Bytes encodeDay(const DayMinutes& minutes) {
    Bytes bytes;
    for (std::size_t start = 0; start < minutes.size();) {
        std::size_t end = start + 1;
        while (end < minutes.size() && minutes[end] == minutes[start]) {
            ++end;
        }
        // The lowest bit of the run says whether there are figures.
        putNumber(bytes, ((end - start) << 1) | (minutes[start] ? 1U : 0U));
        if (const auto& span = minutes[start]) {
            putNumber(bytes, span->minimum);
            putNumber(bytes, span->maximum - span->minimum);
            putNumber(bytes, span->weighted);
            putNumber(bytes, span->alarms);
            putNumber(bytes, span->hundredths);
        }
        start = end;
    }
    return bytes;
}

bool decodeDay(std::span<const std::uint8_t> bytes, DayMinutes& minutes) {
    Numbers numbers{bytes};
    std::size_t at = 0;
    while (at < minutes.size() && numbers.sound()) {
        const std::uint64_t head = numbers.next(2 * kMinutesPerDay + 1);
        const std::size_t run = head >> 1;
        std::optional<CountSpan> span;
        if ((head & 1) != 0) {
            span.emplace();
            span->minimum = static_cast<std::uint32_t>(numbers.next(kLargest32));
            const std::uint64_t more = numbers.next(kLargest32 - span->minimum);
            span->maximum = span->minimum + static_cast<std::uint32_t>(more);
            span->weighted = numbers.next(std::numeric_limits<std::uint64_t>::max());
            span->alarms = static_cast<std::uint32_t>(numbers.next(kLargest32));
            span->hundredths = static_cast<std::uint32_t>(numbers.next(kLargest32));
        }
        if (!numbers.sound() || run == 0 || run > minutes.size() - at) {
            return false;
        }
        std::fill_n(minutes.begin() + static_cast<std::ptrdiff_t>(at), run, span);
        at += run;
    }
    return numbers.sound() && numbers.empty() && at == minutes.size();
}

}  // namespace ocellus
