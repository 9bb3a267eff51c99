// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/header_fields.h"

namespace ocellus {

// One way in that a server offers with status 401. A value; thread-compatible.
struct AuthChallenge {
    std::string scheme;  // as written
    std::vector<HeaderField> parameters;

    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    [[nodiscard]] bool is(std::string_view name) const;
};

// All challenges of all WWW-Authenticate fields; one field may hold several. What cannot be read is left out.
[[nodiscard]] std::vector<AuthChallenge> parseChallenges(const HeaderFields& fields);
[[nodiscard]] std::vector<AuthChallenge> parseChallenges(std::string_view field);

}  // namespace ocellus
