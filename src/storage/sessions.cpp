// SPDX-License-Identifier: Apache-2.0
#include "storage/sessions.h"

namespace ocellus {
namespace {

Session readSession(const SqlRow& row) {
    return {row.blob(0), row.text(1), row.text(2), row.time(3), row.time(4), row.time(5)};
}

void nothing(int) {}

}  // namespace

Result<void> Sessions::add(const Session& session) {
    return database_.transaction(Durability::Process, [&]() -> Result<void> {
        const auto added = database_.run(
            "INSERT INTO session (token_hash, user, csrf_token, created, last_used, expires) VALUES (?, ?, "
            "?, ?, ?, ?)",
            {session.tokenHash, session.user, session.csrfToken, session.created, session.lastUsed,
             session.expires});
        if (!added) {
            return tl::unexpected(added.error());
        }
        return database_
            .run(
                "DELETE FROM session WHERE token_hash IN "
                "(SELECT token_hash FROM session WHERE user = ? ORDER BY last_used DESC LIMIT -1 OFFSET ?)",
                {session.user, kMostPerUser})
            .map(nothing);
    });
}

Result<std::optional<Session>> Sessions::find(const Bytes& tokenHash, WallTime now) {
    return database_.one(
        "SELECT token_hash, user, csrf_token, created, last_used, expires FROM session "
        "WHERE token_hash = ? AND expires > ?",
        {tokenHash, now}, readSession);
}

Result<void> Sessions::touch(const Bytes& tokenHash, WallTime now, WallTime expires) {
    return database_.transaction(Durability::Process, [&] {
        return database_
            .run("UPDATE session SET last_used = ?, expires = ? WHERE token_hash = ?",
                 {now, expires, tokenHash})
            .map(nothing);
    });
}

Result<void> Sessions::remove(const Bytes& tokenHash) {
    return database_.transaction(Durability::Power, [&] {
        return database_.run("DELETE FROM session WHERE token_hash = ?", {tokenHash}).map(nothing);
    });
}

Result<void> Sessions::removeOf(const std::string& user) {
    return database_.transaction(Durability::Power, [&] {
        return database_.run("DELETE FROM session WHERE user = ?", {user}).map(nothing);
    });
}

Result<int> Sessions::removeExpired(WallTime now) {
    return database_.transaction(
        Durability::Process, [&] { return database_.run("DELETE FROM session WHERE expires <= ?", {now}); });
}

}  // namespace ocellus
