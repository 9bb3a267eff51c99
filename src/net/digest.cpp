// SPDX-License-Identifier: Apache-2.0
#include "net/digest.h"

#include <algorithm>

#include "base/text.h"

namespace ocellus {
namespace {

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
        }
        result += c == '\r' || c == '\n' ? ' ' : c;  // a server's own text must not end our line
    }
    return result + '"';
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string result;
    for (const std::string_view& part : parts) {
        result.append(&part == parts.begin() ? "" : ":").append(part);
    }
    return result;
}

std::string eightHexDigits(std::uint32_t number) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string result(8, '0');
    for (std::size_t i = 8; i-- > 0; number >>= 4) {
        result[i] = kDigits[number & 15];
    }
    return result;
}

bool offersAuth(std::string_view qop) {
    while (!qop.empty()) {
        const std::size_t end = std::min(qop.find_first_of(", "), qop.size());
        if (equalIgnoringCase(trim(qop.substr(0, end)), "auth")) {
            return true;
        }
        qop.remove_prefix(std::min(end + 1, qop.size()));
    }
    return false;
}

}  // namespace

int DigestChallenge::strength() const {
    return (hash == HashKind::Sha256 ? 4 : 0) + (session ? 2 : 0) + (qop ? 1 : 0);
}

std::optional<DigestChallenge> readDigest(const AuthChallenge& challenge) {
    DigestChallenge digest;
    const auto nonce = challenge.find("nonce");
    if (!challenge.is("Digest") || !nonce || nonce->empty()) {
        return std::nullopt;
    }
    digest.nonce = *nonce;
    digest.realm = challenge.find("realm").value_or("");
    digest.hasOpaque = challenge.find("opaque").has_value();
    digest.opaque = challenge.find("opaque").value_or("");
    digest.stale = equalIgnoringCase(challenge.find("stale").value_or(""), "true");
    digest.algorithm = challenge.find("algorithm").value_or("");
    std::string algorithm = toLower(digest.algorithm);
    digest.session = algorithm.ends_with("-sess");
    if (digest.session) {
        algorithm.resize(algorithm.size() - 5);
    }
    if (algorithm == "sha-256") {
        digest.hash = HashKind::Sha256;
    } else if (!algorithm.empty() && algorithm != "md5") {
        return std::nullopt;
    }
    if (const auto qop = challenge.find("qop"); qop && !trim(*qop).empty()) {
        digest.qop = true;
        if (!offersAuth(*qop)) {
            return std::nullopt;  // auth-int alone
        }
    }
    return digest;
}

std::string digestAnswer(const DigestChallenge& challenge, std::string_view username, const Secret& password,
                         std::string_view method, std::string_view uri, std::string_view cnonce,
                         std::uint32_t count) {
    const auto hash = [&](std::initializer_list<std::string_view> parts) {
        return hashHex(challenge.hash, joined(parts));
    };
    std::string first = hash({username, challenge.realm, password.reveal()});
    if (challenge.session) {
        first = hash({first, challenge.nonce, cnonce});
    }
    const std::string second = hash({method, uri});
    const std::string nc = eightHexDigits(count);
    const std::string response = challenge.qop ? hash({first, challenge.nonce, nc, cnonce, "auth", second})
                                               : hash({first, challenge.nonce, second});
    std::string value = "Digest username=" + quoted(username) + ", realm=" + quoted(challenge.realm) +
                        ", nonce=" + quoted(challenge.nonce) + ", uri=" + quoted(uri) + ", response=\"" +
                        response + '"';
    if (!challenge.algorithm.empty()) {
        // By name, not by what the server wrote: only these pass readDigest().
        value += std::string(", algorithm=") + (challenge.hash == HashKind::Sha256 ? "SHA-256" : "MD5") +
                 (challenge.session ? "-sess" : "");
    }
    if (challenge.hasOpaque) {
        value += ", opaque=" + quoted(challenge.opaque);
    }
    if (challenge.qop) {
        value += ", qop=auth, nc=" + nc;
    }
    if (challenge.qop || challenge.session) {
        value += ", cnonce=" + quoted(cnonce);
    }
    return value;
}

}  // namespace ocellus
