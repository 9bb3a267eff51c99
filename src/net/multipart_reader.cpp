// SPDX-License-Identifier: Apache-2.0
#include "net/multipart_reader.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "image/standard_huffman.h"
#include "net/header_fields.h"

namespace ocellus {
namespace {

constexpr std::size_t kReadBody = std::size_t{64} * 1024;  // bytes at once; all of input_ too
constexpr std::size_t kReadLines = 2048;  // a part head and little of the picture behind it, which is copied
constexpr std::size_t kMaximumLine = std::size_t{8} * 1024;
constexpr std::size_t kMaximumBlank = 16;  // line ends between a picture and the delimiter
constexpr std::size_t kMaximumPartHead = std::size_t{32} * 1024;
constexpr std::string_view kStart("\xff\xd8\xff", 3);  // SOI and the next marker

std::string_view asText(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool mayBePicture(std::string_view type) {
    const std::string lower = toLower(trim(type));
    return lower.empty() || lower.starts_with("image/") || lower.starts_with("application/octet-stream") ||
           lower.find("jpeg") != std::string::npos || lower.find("jpg") != std::string::npos;
}

}  // namespace

std::span<const std::uint8_t> MultipartReader::pending() const {
    return std::span(input_).subspan(begin_, end_ - begin_);
}

std::string_view MultipartReader::pendingText() const {
    return asText(pending());
}

std::size_t MultipartReader::lengthLeft() const {
    return bodyLength_ ? *bodyLength_ - std::min(*bodyLength_, body_.size()) : 0;
}

std::span<std::uint8_t> MultipartReader::prepare() {
    if (state_ == State::Body) {
        return body_.room(bodyLength_ ? std::min(lengthLeft(), kReadBody) : kReadBody);
    }
    if (input_.empty()) {
        input_.resize(kReadBody + kMaximumLine);
    }
    if (begin_ > 0) {
        std::memmove(input_.data(), input_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    const bool skipping = state_ == State::SkipLength || state_ == State::SkipToNext;
    return std::span(input_).subspan(end_, std::min(input_.size() - end_, skipping ? kReadBody : kReadLines));
}

void MultipartReader::commit(std::size_t n, Instant now) {
    now_ = now;
    if (state_ == State::Body) {
        body_.grew(n);
    } else {
        end_ += n;
    }
}

std::optional<MultipartReader::Part> MultipartReader::next() {
    bool moved = true;
    while (moved && !ready_) {
        switch (state_) {
            case State::Lines:
                moved = stepLines();
                break;
            case State::Body:
                moved = stepBody();
                break;
            case State::AfterPicture:
                moved = stepAfterPicture();
                break;
            case State::AfterLength:
                moved = stepAfterLength();
                break;
            case State::SkipLength:
                moved = stepSkipLength();
                break;
            case State::SkipToNext:
                moved = stepSkipToNext();
                break;
        }
    }
    return std::exchange(ready_, std::nullopt);
}

void MultipartReader::finish() {
    if (state_ == State::Body || state_ == State::AfterLength) {
        dropPicture(name(JpegFault::Truncated));
    }
    state_ = State::Lines;
    head_ = {};
    headEnded_ = false;
    begin_ = end_ = 0;
}

// --- between pictures ---

bool MultipartReader::stepLines() {
    const std::string_view text = pendingText();
    if (text.empty()) {
        return false;
    }
    if (text.front() == kStart.front() && text.size() < 2) {
        return false;
    }
    if (text.starts_with(kStart.substr(0, 2))) {
        beginPicture();
        return true;
    }
    const std::size_t lineEnd = text.find('\n');
    const std::string_view line = text.substr(0, lineEnd);
    if (headEnded_ && somethingElse(line, lineEnd != std::string_view::npos)) {
        giveUpPart();
        return true;
    }
    if (const std::size_t start = line.find(kStart); start != std::string_view::npos) {
        consume(start);  // junk before a picture
        return true;
    }
    if (lineEnd == std::string_view::npos) {
        if (text.size() < kMaximumLine) {
            return false;
        }
        consume(text.size() - kStart.size());  // binary data; a picture may begin in its last bytes
        return true;
    }
    takeLine(line);
    consume(lineEnd + 1);
    return true;
}

// Whether a line stands where a picture was announced that is neither one nor blank nor a delimiter.
bool MultipartReader::somethingElse(std::string_view line, bool whole) const {
    const bool plain = line.empty() || line.front() == '\r' || line.front() == '-' || trim(line).empty();
    return !plain && (whole || line.size() > boundary_.reach()) && !boundary_.matches(line);
}

void MultipartReader::giveUpPart() {
    ++errors_[std::string(name(JpegFault::NotJpeg))];
    headEnded_ = false;
    skipLeft_ = head_.length.value_or(0);
    state_ = head_.length && trustLengths_ ? State::SkipLength : State::SkipToNext;
    head_ = {};
}

void MultipartReader::takeLine(std::string_view line) {
    if (trim(line).empty()) {
        if (head_.bytes > 0 && !headEnded_) {
            endOfHead();
        }
        return;
    }
    const bool couldBeDelimiter = line.starts_with("--");
    if (couldBeDelimiter && !delimiterSeen_ && !boundary_.matches(line)) {
        boundary_.learn(line);  // none was stated, or another one
    }
    if (boundary_.matches(line)) {
        delimiterSeen_ = true;
        headEnded_ = false;
        head_ = {};
        return;
    }
    head_.bytes += line.size();
    if (headEnded_ || head_.bytes > kMaximumPartHead) {
        head_ = {};
        headEnded_ = false;
    }
    const HeaderFields fields = parseHeaderFields(line);
    if (const auto length = contentLength(fields)) {
        head_.length = length;
    }
    if (const auto type = fields.find("Content-Type")) {
        head_.picture = mayBePicture(*type);
    }
    if (const auto stamp = fields.find("X-Timestamp")) {
        head_.timestamp = stamp->substr(0, 40);
    }
}

void MultipartReader::endOfHead() {
    const bool tooLarge = head_.length.value_or(0) > kMaximumPart;
    if (head_.picture && !tooLarge) {
        headEnded_ = true;
        return;
    }
    if (head_.picture) {
        ++errors_["too-large"];
    }
    // An absurd length is not believed: the delimiter is looked for.
    skipLeft_ = head_.length.value_or(0);
    state_ = head_.length && trustLengths_ && !tooLarge ? State::SkipLength : State::SkipToNext;
    head_ = {};
}

bool MultipartReader::stepSkipLength() {
    const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(skipLeft_, end_ - begin_));
    consume(n);
    skipLeft_ -= n;
    if (skipLeft_ == 0) {
        state_ = State::Lines;
        return true;
    }
    return false;
}

bool MultipartReader::stepSkipToNext() {
    const std::string_view text = pendingText();
    const std::optional<std::size_t> delimiter = boundary_.find(text);
    const std::size_t found =
        boundary_.known() ? delimiter.value_or(std::string_view::npos) : text.find(kStart);
    if (found != std::string_view::npos) {
        consume(found);
        state_ = State::Lines;
        return true;
    }
    const std::size_t tail = std::max(boundary_.reach(), kStart.size());
    consume(text.size() - std::min(tail, text.size()));
    return false;
}

// --- a picture ---

void MultipartReader::beginPicture() {
    const bool believed =
        trustLengths_ && head_.length && *head_.length >= 4 && *head_.length <= kMaximumPart;
    bodyLength_ = believed ? std::optional(static_cast<std::size_t>(*head_.length)) : std::nullopt;
    headEnded_ = false;
    structure_ = {};
    scanned_ = 0;
    begun_ = now_;
    body_.begin(bodyLength_.value_or(usualSize_ + usualSize_ / 4));
    state_ = State::Body;
}

bool MultipartReader::stepBody() {
    if (begin_ < end_) {
        // Little at once where the end is not known: what is beyond it must go back.
        const std::size_t most = bodyLength_ ? lengthLeft() : kReadLines;
        const std::span<const std::uint8_t> bytes = pending().first(std::min(end_ - begin_, most));
        body_.append(bytes);
        consume(bytes.size());
    }
    const bool lengthUsedUp = bodyLength_ && lengthLeft() == 0;
    if (scanned_ == body_.size() && !lengthUsedUp) {
        return false;
    }
    if (scanBody()) {
        giveBack(scanned_);
        dropPicture(name(JpegFault::Truncated));
        state_ = State::Lines;
        return true;
    }
    if (structure_.state() == JpegStructure::State::Complete) {
        completePicture();
        return true;
    }
    if (structure_.state() == JpegStructure::State::Broken) {
        giveUpPicture();
        return true;
    }
    if (lengthUsedUp) {
        state_ = State::AfterLength;
        return true;
    }
    if (body_.size() >= kMaximumPart) {
        dropPicture("too-large");
        state_ = State::SkipToNext;
        return true;
    }
    return begin_ < end_;
}

// Feeds the structure with what is new. Without a length a delimiter may stand before the picture's EOI: true
// then, and the picture is cut off.
bool MultipartReader::scanBody() {
    const std::span<const std::uint8_t> body = body_.view();
    std::optional<std::size_t> cut;
    if (!bodyLength_ && delimiterSeen_) {
        cut = boundary_.find(asText(body), scanned_ - std::min(scanned_, boundary_.reach()));
    }
    const std::size_t until = cut ? std::max(*cut, scanned_) : body.size();
    structure_.feed(body.subspan(scanned_, until - scanned_));
    scanned_ = until;
    return cut && structure_.state() == JpegStructure::State::Reading;
}

// Bytes of body_ from `from` on belong to what follows: in front of what is pending.
void MultipartReader::giveBack(std::size_t from) {
    const std::span<const std::uint8_t> rest = body_.view().subspan(std::min(from, body_.size()));
    const std::size_t held = end_ - begin_;
    if (begin_ < rest.size()) {
        input_.resize(std::max(input_.size(), rest.size() + held + kMaximumLine));
        std::memmove(input_.data() + rest.size(), input_.data() + begin_, held);
        begin_ = rest.size();
        end_ = begin_ + held;
    }
    begin_ -= rest.size();
    std::copy(rest.begin(), rest.end(), input_.begin() + static_cast<std::ptrdiff_t>(begin_));
}

// The rest of a broken picture is skipped by length, or up to the delimiter.
void MultipartReader::giveUpPicture() {
    const bool nextBegan = structure_.fault() == JpegFault::Truncated;
    skipLeft_ = bodyLength_ ? *bodyLength_ - structure_.info().size : 0;
    if (nextBegan) {
        state_ = State::Lines;
        trustLengths_ = trustLengths_ && !bodyLength_;
    } else {
        state_ = bodyLength_ ? State::SkipLength : State::SkipToNext;
    }
    giveBack(structure_.info().size);
    dropPicture(name(structure_.fault()));
}

void MultipartReader::completePicture() {
    const JpegInfo info = structure_.info();
    const std::size_t trailing = bodyLength_ ? *bodyLength_ - info.size : 0;
    giveBack(info.size);
    usualSize_ = info.size;
    Part part{body_.take(info.size), info, begun_, std::move(head_.timestamp)};
    if (!info.huffmanTables) {
        part.bytes = withStandardHuffmanTables(part.bytes.view(), info.firstScan);
        part.info.huffmanTables = true;
        part.info.firstScan += part.bytes.size - info.size;
        part.info.size = part.bytes.size;
    }
    ready_ = std::move(part);
    head_ = {};
    skipLeft_ = trailing;
    state_ = trailing > 0 ? State::AfterPicture : State::Lines;
}

// Padding and trailers are skipped by length; a delimiter there means that the length was wrong.
bool MultipartReader::stepAfterPicture() {
    const std::string_view text = pendingText();
    if (text.empty()) {
        return false;
    }
    const bool partEnds = text.front() == '\r' || text.front() == '\n' || text.front() == '-';
    if (partEnds && skipLeft_ > 2) {
        trustLengths_ = false;
    }
    state_ = partEnds ? State::Lines : State::SkipLength;
    return true;
}

// Either the picture was cut off and a delimiter comes, or the length is too small and the picture goes on.
bool MultipartReader::stepAfterLength() {
    const std::string_view text = pendingText();
    const std::size_t begin = std::min(text.find_first_not_of("\r\n"), text.size());
    if (text.size() - begin < 2 && begin < kMaximumBlank) {
        return false;
    }
    const std::string_view rest = text.substr(begin);
    const bool nextBegins = begin >= kMaximumBlank || rest.starts_with("--") ||
                            rest.starts_with(kStart.substr(0, 2)) ||
                            boundary_.matches(rest.substr(0, rest.find('\n')));
    if (nextBegins) {
        dropPicture(name(JpegFault::Truncated));
        state_ = State::Lines;
        return true;
    }
    trustLengths_ = false;
    bodyLength_.reset();
    state_ = State::Body;
    return true;
}

void MultipartReader::dropPicture(std::string_view reason) {
    ++errors_[std::string(reason)];
    body_.drop();
    head_ = {};
}

}  // namespace ocellus
