// SPDX-License-Identifier: Apache-2.0
#include "base/time_zone.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace ocellus {
namespace {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr std::size_t kHead = 44;                // bytes
constexpr std::size_t kMostChanges = 4096;       // far more than any place has made
constexpr std::int64_t kDaysOfLife = 4'000'000;  // about 10,000 years either side of 1970

// Times beyond these have no calendar; they stand for the beginning and the end of time.
constexpr WallTime kEarliest{days{-kDaysOfLife}};
constexpr WallTime kLatest{days{kDaysOfLife}};

WallTime within(sys_seconds time) {
    constexpr sys_seconds kFirst = std::chrono::floor<seconds>(kEarliest);
    constexpr sys_seconds kLast = std::chrono::floor<seconds>(kLatest);
    return std::clamp(time, kFirst, kLast);
}

// Big-endian numbers taken off the front of a file that may end anywhere.
class Bytes {
public:
    explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    std::int64_t number(std::size_t length) {
        const auto taken = take(length);
        std::uint64_t value = 0;
        for (const std::uint8_t byte : taken) {
            value = value << 8 | byte;
        }
        const bool negative = !taken.empty() && taken.front() >= 0x80;
        if (negative && length < 8) {
            value |= ~std::uint64_t{0} << (8 * length);
        }
        return static_cast<std::int64_t>(value);
    }

    std::span<const std::uint8_t> take(std::size_t length) {
        if (length > bytes_.size()) {
            sound_ = false;
            bytes_ = {};
            return {};
        }
        const auto taken = bytes_.first(length);
        bytes_ = bytes_.subspan(length);
        return taken;
    }

    [[nodiscard]] std::span<const std::uint8_t> rest() const { return bytes_; }

    [[nodiscard]] bool sound() const { return sound_; }

private:
    std::span<const std::uint8_t> bytes_;
    bool sound_ = true;
};

struct Head {
    std::uint8_t version = 0;
    std::size_t isUt = 0;
    std::size_t isStandard = 0;
    std::size_t leaps = 0;
    std::size_t changes = 0;
    std::size_t types = 0;
    std::size_t letters = 0;

    [[nodiscard]] std::size_t bodyBytes(std::size_t timeBytes) const {
        return changes * (timeBytes + 1) + types * 6 + letters + leaps * (timeBytes + 4) + isStandard + isUt;
    }
};

std::optional<Head> readHead(Bytes& bytes) {
    const auto raw = bytes.take(kHead);
    if (raw.size() != kHead || std::string_view(reinterpret_cast<const char*>(raw.data()), 4) != "TZif") {
        return std::nullopt;
    }
    Bytes numbers{raw.subspan(20)};
    Head head;
    head.version = raw[4];
    for (std::size_t* const count :
         {&head.isUt, &head.isStandard, &head.leaps, &head.changes, &head.types, &head.letters}) {
        const auto value = numbers.number(4);
        if (value < 0 || value > static_cast<std::int64_t>(kMostChanges)) {
            return std::nullopt;
        }
        *count = static_cast<std::size_t>(value);
    }
    return head.types == 0 ? std::nullopt : std::optional{head};
}

tl::unexpected<Error> damaged(const std::string& name) {
    return failure(Error::Kind::BadInput, "the file of time zone " + name + " cannot be read",
                   "install the package tzdata again");
}

}  // namespace

TimeZone::TimeZone() : name_("UTC") {}

Result<TimeZone> TimeZone::parse(std::string name, std::span<const std::uint8_t> file) {
    Bytes bytes{file};
    auto head = readHead(bytes);
    if (!head || head->version < '2') {
        return damaged(name);
    }
    bytes.take(head->bodyBytes(4));  // the same in 32 bits, for programs of old
    head = readHead(bytes);
    if (!head) {
        return damaged(name);
    }
    TimeZone zone;
    zone.name_ = std::move(name);
    zone.changes_.resize(head->changes);
    for (Change& change : zone.changes_) {
        change.at = sys_seconds{seconds{bytes.number(8)}};
    }
    const auto kinds = bytes.take(head->changes);
    std::vector<seconds> offsets;
    for (std::size_t i = 0; i < head->types; ++i) {
        offsets.emplace_back(bytes.number(4));
        bytes.take(2);
    }
    bytes.take(head->letters + head->leaps * 12 + head->isStandard + head->isUt);
    if (!bytes.sound()) {
        return damaged(zone.name_);
    }
    for (std::size_t i = 0; i < zone.changes_.size(); ++i) {
        const bool ordered = i == 0 || zone.changes_[i - 1].at < zone.changes_[i].at;
        if (kinds[i] >= offsets.size() || !ordered) {
            return damaged(zone.name_);
        }
        zone.changes_[i].offset = offsets[kinds[i]];
    }
    zone.before_ = offsets.front();
    for (const seconds offset : offsets) {
        if (std::chrono::abs(offset) > days{2}) {
            return damaged(zone.name_);
        }
    }
    const auto rest = bytes.rest();
    std::string_view footer(reinterpret_cast<const char*>(rest.data()), rest.size());
    if (footer.size() >= 2 && footer.front() == '\n') {
        footer = footer.substr(1, footer.find('\n', 1) - 1);
        zone.after_ = YearlyRule::parse(footer);
        if (!footer.empty() && !zone.after_) {
            return damaged(zone.name_);
        }
    }
    return zone;
}

TimeZone::Period TimeZone::periodAt(WallTime time) const {
    const auto toMinutes = [](seconds offset) { return std::chrono::round<std::chrono::minutes>(offset); };
    const auto at = std::chrono::floor<seconds>(std::clamp(time, kEarliest, kLatest));
    const auto next =
        std::upper_bound(changes_.begin(), changes_.end(), at,
                         [](sys_seconds wanted, const Change& change) { return wanted < change.at; });
    if (next == changes_.end() && after_) {
        const YearlyRule::Period period = after_->periodAt(at);
        const WallTime begin = within(period.begin);
        // What the file lists goes before what its rule would say.
        return {changes_.empty() ? begin : std::max(begin, within(changes_.back().at)), within(period.end),
                toMinutes(period.offset)};
    }
    const bool first = next == changes_.begin();
    return {first ? kEarliest : within((next - 1)->at), next == changes_.end() ? kLatest : within(next->at),
            toMinutes(first ? before_ : (next - 1)->offset)};
}

std::chrono::local_days TimeZone::dayOf(WallTime time) const {
    const WallTime local = time + offsetAt(time);
    return std::chrono::local_days{std::chrono::floor<days>(local).time_since_epoch()};
}

WallTime TimeZone::startOf(std::chrono::local_days day) const {
    const WallTime midnight{std::chrono::sys_days{day.time_since_epoch()}};  // as if it were UTC
    Period period = periodAt(midnight - days{2});
    while (period.end < midnight + days{2}) {
        const WallTime start = std::max(period.begin, midnight - period.offset);
        if (start < period.end) {
            return start;
        }
        period = periodAt(period.end);
    }
    return std::max(period.begin, midnight - period.offset);
}

std::string toText(std::chrono::local_days day) {
    const std::chrono::year_month_day date{day};
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text.data();
}

std::optional<std::chrono::local_days> parseDay(std::string_view text) {
    const auto midnight = fromIso8601(std::string(text) + "T00:00:00Z");
    if (!midnight || text.size() != 10) {
        return std::nullopt;
    }
    return std::chrono::local_days{std::chrono::floor<days>(*midnight).time_since_epoch()};
}

}  // namespace ocellus
