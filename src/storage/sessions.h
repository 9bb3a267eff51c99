// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "storage/database.h"

namespace ocellus {

// One login of one browser. Times are the wall's, since they outlive the process.
struct Session {
    Bytes tokenHash;  // of the cookie's token; the token itself is nowhere stored
    std::string user;
    std::string csrfToken;
    WallTime created;
    WallTime lastUsed;
    WallTime expires;
};

// The logins that are open. A user has at most 32: the one longest unused makes room. Commits without
// pressing onto the disk: after a power cut the last logins may have to be made again. Bound to the storage
// thread.
class Sessions {
public:
    static constexpr int kMostPerUser = 32;

    explicit Sessions(Database& database) : database_(database) {}

    Result<void> add(const Session& session);  // fails where the user is gone
    // None where it is unknown or expired at `now`.
    [[nodiscard]] Result<std::optional<Session>> find(const Bytes& tokenHash, WallTime now);
    Result<void> touch(const Bytes& tokenHash, WallTime now, WallTime expires);
    Result<void> remove(const Bytes& tokenHash);
    Result<void> removeOf(const std::string& user);
    Result<int> removeExpired(WallTime now);

private:
    Database& database_;
};

}  // namespace ocellus
