// SPDX-License-Identifier: Apache-2.0
#include "server/auth/authenticator.h"

#include <sodium.h>

#include <algorithm>

#include "base/identifier.h"

namespace ocellus {
namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr Duration kTouchEvery = std::chrono::minutes{5};  // the disk need not learn of every request

Bytes hashOfToken(const Secret& token) {
    Bytes hash(crypto_generichash_BYTES);
    const std::string& text = token.reveal();
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size(), nullptr, 0);
    return hash;
}

LoginRefusal slowedDown(Duration pause) {
    return {{Error::Kind::Limit, "too many attempts to log in", "wait a little, then try again"}, pause};
}

tl::unexpected<LoginRefusal> refused(const Error& error) {
    return tl::unexpected(LoginRefusal{error, {}});
}

}  // namespace

Authenticator::Authenticator(Store& store, const Clock& clock, PasswordHasher::Cost cost)
    : store_(store), clock_(clock), hasher_(cost), throttle_(clock) {}

Result<bool> Authenticator::setupRequired() {
    return store_.run([](Tables& tables) { return tables.users.any(); }).map([](bool any) { return !any; });
}

LoginResult Authenticator::setUp(const Secret& secret, const User& admin, const Secret& password,
                                 const std::string& peer) {
    if (const Duration pause = throttle_.begin("", peer); pause > Duration::zero()) {
        return tl::unexpected(slowedDown(pause));
    }
    const auto fits = store_.run([&](Tables& tables) { return tables.setupSecret.matches(secret); });
    if (!fits) {
        return refused(fits.error());
    }
    if (!*fits) {
        return refused({Error::Kind::Unauthorised, "the secret is not right",
                        "copy the one that ocellus printed when it was first started"});
    }
    const auto hash = hasher_.hash(password);
    if (!hash) {
        return refused(hash.error());
    }
    User user = admin;
    user.passwordHash = *hash;
    user.role = Role::Admin;
    user.cameras = std::nullopt;
    // Checked again together with the change, on the one thread that changes anything: of two who come at the
    // same moment with the secret one becomes the admin.
    const auto added = store_.run([&](Tables& tables) -> Result<void> {
        const auto any = tables.users.any();
        const auto still = tables.setupSecret.matches(secret);
        if (!any || *any || !still || !*still) {
            return failure(Error::Kind::Conflict, "the first admin is there already", "log in instead");
        }
        return tables.users.add(user).and_then([&] { return tables.setupSecret.forget(); });
    });
    if (!added) {
        return refused(added.error());
    }
    throttle_.succeeded("", peer);
    return open(user);
}

LoginResult Authenticator::login(const std::string& name, const Secret& password, const std::string& peer) {
    if (const Duration pause = throttle_.begin(name, peer); pause > Duration::zero()) {
        return tl::unexpected(slowedDown(pause));
    }
    const auto user = store_.run([&](Tables& tables) { return tables.users.find(name); });
    if (!user) {
        return refused(user.error());
    }
    if (!hasher_.verify(*user ? (*user)->passwordHash : std::string{}, password)) {
        return refused({Error::Kind::Unauthorised, "the name or the password is not right",
                        "check both; an admin can set a new password"});
    }
    throttle_.succeeded(name, peer);
    return open(**user);
}

LoginResult Authenticator::open(const User& user) {
    Identity identity{user.name,
                      user.role,
                      user.language,
                      user.cameras,
                      Secret{randomToken(kTokenBytes)},
                      Secret{randomToken(kTokenBytes)}};
    const WallTime now = clock_.wallNow();
    const Session session{
        hashOfToken(identity.sessionToken), user.name, identity.changeToken.reveal(), now, now, now + kIdle};
    const auto added = store_.run([&](Tables& tables) -> Result<void> {
        if (const auto swept = tables.sessions.removeExpired(now); !swept) {
            return tl::unexpected(swept.error());
        }
        return tables.sessions.add(session);
    });
    if (!added) {
        return refused(added.error());
    }
    return identity;
}

Result<std::optional<Identity>> Authenticator::identify(const Secret& sessionToken) {
    const Bytes hash = hashOfToken(sessionToken);
    const WallTime now = clock_.wallNow();
    return store_.run([&](Tables& tables) -> Result<std::optional<Identity>> {
        const auto session = tables.sessions.find(hash, now);
        if (!session) {
            return tl::unexpected(session.error());
        }
        if (!*session) {
            return std::nullopt;
        }
        const auto user = tables.users.find((*session)->user);
        if (!user) {
            return tl::unexpected(user.error());
        }
        if (!*user) {
            return std::nullopt;
        }
        if (now - (*session)->lastUsed >= kTouchEvery) {
            const WallTime expires = std::min(now + kIdle, (*session)->created + kLongest);
            if (const auto touched = tables.sessions.touch(hash, now, expires); !touched) {
                return tl::unexpected(touched.error());
            }
        }
        const User& found = **user;
        return Identity{found.name,    found.role,   found.language,
                        found.cameras, sessionToken, Secret{(*session)->csrfToken}};
    });
}

Result<void> Authenticator::logout(const Identity& identity) {
    return store_.run(
        [&](Tables& tables) { return tables.sessions.remove(hashOfToken(identity.sessionToken)); });
}

}  // namespace ocellus
