// SPDX-License-Identifier: Apache-2.0
#include "net/auth_challenge.h"

#include <algorithm>

#include "base/text.h"

namespace ocellus {
namespace {

constexpr std::size_t kMaximumChallenges = 16;
constexpr std::size_t kMaximumParameters = 32;

// Reads one field from left to right. Tokens are whatever stands between separators: cameras put more into
// them than the standard has.
class ChallengeReader {
public:
    explicit ChallengeReader(std::string_view text) : text_(text) {}

    std::vector<AuthChallenge> read() {
        while (skipSeparators(), !text_.empty()) {
            const std::string_view word = takeToken();
            skipBlanks();
            if (word.empty()) {
                text_.remove_prefix(1);  // a stray = or quote
            } else if (text_.starts_with('=')) {
                text_.remove_prefix(1);
                skipBlanks();
                addParameter(word, text_.starts_with('"') ? takeQuoted() : std::string(takeValue()));
            } else if (challenges_.size() == kMaximumChallenges) {
                break;
            } else {
                challenges_.push_back({std::string(word), {}});
            }
        }
        return std::move(challenges_);
    }

private:
    void addParameter(std::string_view name, std::string value) {
        if (challenges_.empty() || challenges_.back().parameters.size() == kMaximumParameters) {
            return;
        }
        if (!challenges_.back().find(name)) {
            challenges_.back().parameters.push_back({std::string(name), std::move(value)});
        }
    }

    void skipBlanks() { text_.remove_prefix(std::min(text_.find_first_not_of(" \t\r\n"), text_.size())); }

    void skipSeparators() {
        text_.remove_prefix(std::min(text_.find_first_not_of(" \t\r\n,;"), text_.size()));
    }

    std::string_view takeUntil(std::string_view stops) {
        const std::string_view taken = text_.substr(0, text_.find_first_of(stops));
        text_.remove_prefix(taken.size());
        return taken;
    }

    std::string_view takeToken() { return takeUntil(" \t\r\n,;=\""); }

    std::string_view takeValue() { return trim(takeUntil(",\r\n")); }

    // A missing end quote takes the rest.
    std::string takeQuoted() {
        std::string value;
        std::size_t i = 1;
        for (; i < text_.size() && text_[i] != '"'; ++i) {
            if (text_[i] == '\\' && i + 1 < text_.size()) {
                ++i;
            }
            value += text_[i];
        }
        text_.remove_prefix(std::min(i + 1, text_.size()));
        return value;
    }

    std::string_view text_;
    std::vector<AuthChallenge> challenges_;
};

}  // namespace

std::optional<std::string_view> AuthChallenge::find(std::string_view name) const {
    const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const HeaderField& parameter) {
        return equalIgnoringCase(parameter.name, name);
    });
    return found == parameters.end() ? std::nullopt : std::optional<std::string_view>(found->value);
}

bool AuthChallenge::is(std::string_view name) const {
    return equalIgnoringCase(scheme, name);
}

std::vector<AuthChallenge> parseChallenges(std::string_view field) {
    return ChallengeReader(field).read();
}

std::vector<AuthChallenge> parseChallenges(const HeaderFields& fields) {
    std::vector<AuthChallenge> challenges;
    for (const std::string_view field : fields.all("WWW-Authenticate")) {
        for (AuthChallenge& challenge : parseChallenges(field)) {
            if (challenges.size() < kMaximumChallenges) {
                challenges.push_back(std::move(challenge));
            }
        }
    }
    return challenges;
}

}  // namespace ocellus
