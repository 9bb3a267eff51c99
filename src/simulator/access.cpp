// SPDX-License-Identifier: Apache-2.0
#include "simulator/access.h"

#include <utility>

#include "base/text.h"
#include "net/auth_challenge.h"
#include "net/hash.h"

namespace ocellus {
namespace {

constexpr const char* kRealm = "simulated camera";

std::string valueOf(const AuthChallenge& answer, std::string_view name) {
    return std::string{answer.find(name).value_or("")};
}

}  // namespace

Access::Access(CameraAuth auth, std::string username, Secret password, Quirk quirk)
    : auth_(auth), username_(std::move(username)), password_(std::move(password)), quirk_(quirk) {
    if (auth_ == CameraAuth::None && needsDigest(quirk)) {
        auth_ = CameraAuth::Digest;
    }
    renewNonce();
}

bool Access::admits(std::string_view method, std::string_view target, const HeaderFields& fields) {
    if (auth_ == CameraAuth::None) {
        return true;
    }
    const auto field = fields.find("Authorization");
    if (!field) {
        return false;
    }
    const auto blank = field->find(' ');
    const std::string_view scheme = field->substr(0, blank);
    const bool basicToo = quirk_ == Quirk::SeveralChallenges || quirk_ == Quirk::DigestNoNonce;
    if (equalIgnoringCase(scheme, "Basic") && (auth_ == CameraAuth::Basic || basicToo)) {
        return admitsBasic(trim(field->substr(scheme.size())));
    }
    return equalIgnoringCase(scheme, "Digest") && auth_ == CameraAuth::Digest &&
           admitsDigest(method, target, *field);
}

bool Access::admitsBasic(std::string_view credentials) const {
    return Secret{std::string{credentials}}.matches(Secret{base64(username_ + ":" + password_.reveal())});
}

bool Access::admitsDigest(std::string_view method, std::string_view target, std::string_view field) {
    const auto answers = parseChallenges(field);
    if (answers.empty() || valueOf(answers[0], "nonce") != nonce_ || valueOf(answers[0], "uri") != target ||
        valueOf(answers[0], "username") != username_) {
        return false;
    }
    const AuthChallenge& answer = answers[0];
    const bool sha = equalIgnoringCase(valueOf(answer, "algorithm"), "SHA-256");
    if (quirk_ == Quirk::DigestSha256 && !sha) {
        return false;
    }
    const HashKind kind = sha ? HashKind::Sha256 : HashKind::Md5;
    std::string a1 = hashHex(kind, username_ + ":" + kRealm + ":" + password_.reveal());
    if (quirk_ == Quirk::DigestSession) {
        a1 = hashHex(kind, a1 + ":" + nonce_ + ":" + valueOf(answer, "cnonce"));
    }
    const std::string a2 = hashHex(kind, std::string{method} + ":" + std::string{target});
    const std::string middle = quirk_ == Quirk::DigestNoQop ? nonce_
                                                            : nonce_ + ":" + valueOf(answer, "nc") + ":" +
                                                                  valueOf(answer, "cnonce") + ":auth";
    if (valueOf(answer, "response") != hashHex(kind, a1 + ":" + middle + ":" + a2)) {
        return false;
    }
    if (quirk_ == Quirk::DigestStale) {
        renewNonce();
        stale_ = true;
    }
    return true;
}

std::string Access::challenge() {
    std::string basic = std::string{"WWW-Authenticate: Basic realm=\""} + kRealm + "\"\r\n";
    const auto digest = [&](const char* rest) {
        return std::string{"WWW-Authenticate: Digest realm=\""} + kRealm + "\", nonce=\"" + nonce_ + "\"" +
               rest + (stale_ ? ", stale=true" : "") + "\r\n";
    };
    if (auth_ == CameraAuth::Basic) {
        return basic;
    }
    switch (quirk_) {
        case Quirk::DigestSha256:
            return digest(", qop=\"auth\", algorithm=SHA-256");
        case Quirk::DigestSession:
            return digest(", qop=\"auth\", algorithm=MD5-sess");
        case Quirk::DigestNoQop:
            return digest("");
        case Quirk::DigestNoNonce:
            return std::string{"WWW-Authenticate: Digest realm=\""} + kRealm + "\", qop=\"auth\"\r\n" + basic;
        case Quirk::SeveralChallenges:
            return basic + digest(", qop=\"auth\", algorithm=MD5") +
                   digest(", qop=\"auth\", algorithm=SHA-256");
        default:
            return digest(", qop=\"auth,auth-int\", algorithm=MD5");
    }
}

// Not secret, only different each time: this camera guards a clip.
void Access::renewNonce() {
    nonce_ = hashHex(HashKind::Sha256, username_ + std::to_string(++nonces_)).substr(0, 32);
}

}  // namespace ocellus
