// SPDX-License-Identifier: Apache-2.0
#include "net/url.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace ocellus {
namespace {

std::uint16_t defaultPort(std::string_view scheme) {
    constexpr std::array<std::pair<std::string_view, std::uint16_t>, 4> kPorts{
        {{"http", 80}, {"https", 443}, {"rtsp", 554}, {"rtsps", 322}}};
    const auto* found =
        std::find_if(kPorts.begin(), kPorts.end(), [&](const auto& port) { return port.first == scheme; });
    return found == kPorts.end() ? 0 : found->second;
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char l = static_cast<char>(c | 0x20);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

std::string percentDecoded(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0) {
            result += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

bool isHostCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
}

bool isAddressCharacter(char c) {
    return hexDigit(c) >= 0 || c == ':' || c == '.' || c == '%' || isHostCharacter(c);
}

bool isPrintable(char c) {
    return c > ' ' && c < 0x7f;
}

auto malformed(std::string_view text, std::string_view why, std::string remedy) {
    return failure(Error::Kind::BadInput, "address " + redactUrl(text) + " " + std::string(why),
                   std::move(remedy));
}

// Splits host and port off the authority; false where neither reading works.
bool readHostAndPort(std::string_view authority, Url& url) {
    std::string_view port;
    if (authority.starts_with('[')) {
        const std::size_t close = authority.find(']');
        if (close == std::string_view::npos) {
            return false;
        }
        url.host = authority.substr(1, close - 1);
        port = authority.substr(close + 1);
        const bool isSix = url.host.find(':') != std::string::npos;
        if (!isSix || !std::all_of(url.host.begin(), url.host.end(), isAddressCharacter)) {
            return false;
        }
    } else {
        const std::size_t colon = authority.find(':');
        url.host = authority.substr(0, colon);
        port = colon == std::string_view::npos ? std::string_view{} : authority.substr(colon);
        if (!std::all_of(url.host.begin(), url.host.end(), isHostCharacter)) {
            return false;
        }
    }
    if (url.host.empty() || url.host.size() > 253) {
        return false;
    }
    url.port = defaultPort(url.scheme);
    if (port.empty()) {
        return true;
    }
    const auto [end, error] = std::from_chars(port.data() + 1, port.data() + port.size(), url.port);
    return port.front() == ':' && error == std::errc{} && end == port.data() + port.size() && url.port != 0;
}

bool isPasswordLike(std::string_view key) {
    const std::string name = toLower(key);
    constexpr std::array<std::string_view, 7> kParts{"pass", "pwd",    "secret", "token",
                                                     "auth", "apikey", "session"};
    constexpr std::array<std::string_view, 6> kNames{"pw", "psw", "key", "sid", "loginpas", "usercode"};
    return std::any_of(kParts.begin(), kParts.end(),
                       [&](std::string_view part) { return name.find(part) != std::string::npos; }) ||
           std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::string redactQuery(std::string_view query) {
    std::string result;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find_first_of("&;"), query.size());
        const std::string_view item = query.substr(0, end);
        const std::size_t equals = item.find('=');
        if (equals != std::string_view::npos && isPasswordLike(item.substr(0, equals))) {
            result.append(item.substr(0, equals + 1)).append("***");
        } else {
            result.append(item);
        }
        if (end < query.size()) {
            result += query[end];
        }
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return result;
}

// Where the user part ends (its @ included) within the text after "scheme://", or 0. A password with an
// unescaped slash makes the port look odd: then the last @ of all is taken, rather hide too much.
std::size_t userPartLength(std::string_view rest) {
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    std::size_t at = authority.rfind('@');
    if (at == std::string_view::npos) {
        const std::size_t colon = authority.starts_with('[') ? std::string_view::npos : authority.find(':');
        const bool oddPort = colon != std::string_view::npos &&
                             authority.find_first_not_of("0123456789", colon + 1) != std::string_view::npos;
        at = oddPort ? rest.rfind('@') : std::string_view::npos;
    }
    return at == std::string_view::npos ? 0 : at + 1;
}

}  // namespace

std::string Url::authority() const {
    return port == defaultPort(scheme) ? (host.find(':') == std::string::npos ? host : "[" + host + "]")
                                       : peer();
}

std::string Url::peer() const {
    const bool isSix = host.find(':') != std::string::npos;
    return (isSix ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string Url::text() const {
    return scheme + "://" + authority() + target;
}

std::string Url::redacted() const {
    return redactUrl(text());
}

bool Url::sameOrigin(const Url& other) const {
    return scheme == other.scheme && port == other.port && equalIgnoringCase(host, other.host);
}

Result<Url> parseUrl(std::string_view text) {
    text = trim(text);
    if (text.size() > kMaximumUrl) {
        return malformed(text.substr(0, 64), "is too long",
                         "an address has at most " + std::to_string(kMaximumUrl) + " characters");
    }
    const std::size_t separator = text.find("://");
    Url url;
    url.scheme = toLower(text.substr(0, std::min(separator, text.size())));
    if (separator == std::string_view::npos || defaultPort(url.scheme) == 0) {
        return malformed(text, "has no scheme that is known here",
                         "begin it with http://, https://, rtsp:// or rtsps://");
    }
    if (!std::all_of(text.begin(), text.end(), isPrintable)) {
        return malformed("", "holds a blank or a character outside ASCII",
                         "write such characters as %20 and the like");
    }
    std::string_view rest = text.substr(separator + 3);
    rest = rest.substr(0, rest.find('#'));
    const std::size_t pathAt = std::min(rest.find_first_of("/?"), rest.size());
    std::string_view authority = rest.substr(0, pathAt);
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) {
        const std::string_view user = authority.substr(0, at);
        const std::size_t colon = std::min(user.find(':'), user.size());
        url.username = percentDecoded(user.substr(0, colon));
        url.password = Secret{percentDecoded(user.substr(std::min(colon + 1, user.size())))};
        authority.remove_prefix(at + 1);
    }
    if (!readHostAndPort(authority, url)) {
        return malformed(text, "has no host or no port that can be",
                         "write it as http://192.168.0.10:80/path");
    }
    url.target = rest.substr(pathAt);
    if (!url.target.starts_with('/')) {
        url.target.insert(0, "/");
    }
    return url;
}

Result<Url> resolveUrl(const Url& base, std::string_view location) {
    location = trim(location);
    if (location.find("://") != std::string_view::npos &&
        location.find("://") < location.find_first_of("/?#")) {
        return parseUrl(location);
    }
    std::string whole = base.scheme + ":";
    if (location.starts_with("//")) {
        whole.append(location);
    } else {
        whole.append("//").append(base.authority());
        if (!location.starts_with('/')) {
            const std::string path = base.target.substr(0, base.target.find('?'));
            whole.append(location.starts_with('?') ? path : path.substr(0, path.rfind('/') + 1));
        }
        whole.append(location);
    }
    return parseUrl(whole);
}

std::string redactUrl(std::string_view text) {
    const std::size_t separator = text.find("://");
    std::string result;
    std::string_view rest = text;
    if (separator != std::string_view::npos) {
        result = text.substr(0, separator + 3);
        rest = text.substr(separator + 3);
        if (const std::size_t user = userPartLength(rest); user != 0) {
            result += "***@";
            rest.remove_prefix(user);
        }
    }
    const std::size_t query = rest.find('?');
    result.append(rest.substr(0, query));
    if (query != std::string_view::npos) {
        result.append("?").append(redactQuery(rest.substr(query + 1)));
    }
    return result;
}

}  // namespace ocellus
