// SPDX-License-Identifier: Apache-2.0
#include "server/http/certificate.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace ocellus {
namespace {

template <auto Free>
struct Freed {
    template <class Object>
    void operator()(Object* object) const {
        Free(object);
    }
};

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using AddressList = std::unique_ptr<ifaddrs, Freed<freeifaddrs>>;

constexpr long kLifetime = 10L * 365 * 24 * 3600;  // seconds

std::string hostName() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) {
        return {};
    }
    std::string text = name.data();
    const bool sound = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '.';
    });
    return sound ? text : std::string{};
}

bool addExtension(X509* certificate, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension{X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str())};
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

Certificate makeCertificate(EVP_PKEY* key) {
    Certificate certificate{X509_new()};
    std::array<unsigned char, 16> serial{};
    arc4random_buf(serial.data(), serial.size());
    serial[0] &= 0x7f;  // a serial number is positive
    const std::unique_ptr<BIGNUM, Freed<BN_free>> number{BN_bin2bn(serial.data(), serial.size(), nullptr)};
    BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get()));
    X509_set_version(certificate.get(), X509_VERSION_3);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -24L * 3600);  // clocks of others may be behind
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kLifetime);
    X509_set_pubkey(certificate.get(), key);
    const std::string host = hostName();
    const std::string common = host.empty() ? "ocellus" : host.substr(0, 64);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "O", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("Ocellus"), -1,
                               -1, 0);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(common.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    std::string names;
    for (const std::string& each : ownNames()) {
        names += (names.empty() ? "" : ",") + each;
    }
    const bool complete = addExtension(certificate.get(), NID_subject_alt_name, names) &&
                          addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE") &&
                          addExtension(certificate.get(), NID_key_usage, "critical,digitalSignature") &&
                          addExtension(certificate.get(), NID_ext_key_usage, "serverAuth") &&
                          X509_sign(certificate.get(), key, EVP_sha256()) != 0;
    return complete ? std::move(certificate) : nullptr;
}

// Never over a file that is there, and never readable by others, not even for a moment.
Result<void> writePrivately(const std::filesystem::path& path, BIO* memory) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) {
        return failure(Error::Kind::Storage, "cannot write " + path.string() + ": " + std::strerror(errno),
                       "make the data folder writable for the user that runs ocellus");
    }
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    const bool whole = write(file, data, static_cast<std::size_t>(size)) == size && fsync(file) == 0;
    const std::string why = std::strerror(errno);
    close(file);
    if (!whole) {
        unlink(path.c_str());
        return failure(Error::Kind::Storage, "cannot write " + path.string() + ": " + why,
                       "free some space on the data folder's disk");
    }
    return {};
}

}  // namespace

std::vector<std::string> ownNames() {
    std::vector<std::string> names{"DNS:localhost", "IP:127.0.0.1", "IP:::1"};
    if (const std::string host = hostName(); !host.empty()) {
        names.push_back("DNS:" + host);
    }
    ifaddrs* list = nullptr;
    if (getifaddrs(&list) != 0) {
        return names;
    }
    const AddressList owner{list};
    for (const ifaddrs* each = list; each != nullptr && names.size() < 64; each = each->ifa_next) {
        if (each->ifa_addr == nullptr) {
            continue;
        }
        std::array<char, INET6_ADDRSTRLEN> text{};
        const void* address = nullptr;
        if (each->ifa_addr->sa_family == AF_INET) {
            address = &reinterpret_cast<const sockaddr_in*>(each->ifa_addr)->sin_addr;
        } else if (each->ifa_addr->sa_family == AF_INET6) {
            address = &reinterpret_cast<const sockaddr_in6*>(each->ifa_addr)->sin6_addr;
        }
        if (address == nullptr ||
            inet_ntop(each->ifa_addr->sa_family, address, text.data(), text.size()) == nullptr) {
            continue;
        }
        std::string name = std::string("IP:") + text.data();
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(std::move(name));
        }
    }
    return names;
}

Result<CertificateFiles> ensureCertificate(const std::filesystem::path& folder) {
    CertificateFiles files{folder / "server.crt", folder / "server.key"};
    const bool haveCertificate = std::filesystem::exists(files.certificate);
    const bool haveKey = std::filesystem::exists(files.key);
    if (haveCertificate && haveKey) {
        return files;
    }
    if (haveCertificate != haveKey) {
        const auto& missing = haveCertificate ? files.key : files.certificate;
        return failure(Error::Kind::BadInput, missing.string() + " is missing",
                       "put it back, or remove the other of the two to have both made anew");
    }
    const Key key{EVP_EC_gen("P-256")};
    const Certificate certificate = key ? makeCertificate(key.get()) : nullptr;
    const Bio keyText{BIO_new(BIO_s_secmem())};
    const Bio certificateText{BIO_new(BIO_s_mem())};
    if (!certificate || PEM_write_bio_X509(certificateText.get(), certificate.get()) != 1 ||
        PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        return failure(Error::Kind::Internal, "a certificate could not be made");
    }
    auto written = writePrivately(files.key, keyText.get()).and_then([&] {
        return writePrivately(files.certificate, certificateText.get());
    });
    if (!written) {
        return tl::unexpected(written.error());
    }
    files.made = true;
    return files;
}

Result<std::string> fingerprint(const std::filesystem::path& path) {
    const Bio file{BIO_new_file(path.c_str(), "r")};
    const Certificate certificate{file ? PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr) : nullptr};
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (!certificate || X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) != 1) {
        return failure(Error::Kind::BadInput, "the certificate " + path.string() + " cannot be read");
    }
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        text += i == 0 ? "" : ":";
        text += kDigits[digest[i] >> 4];
        text += kDigits[digest[i] & 15];
    }
    return text;
}

}  // namespace ocellus
