// SPDX-License-Identifier: Apache-2.0
#include "media/worker/failure.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "media/unique_fd.h"
#include "media/worker/gst_handle.h"

namespace ocellus::media {
namespace {

using Kind = WorkerFailure::Kind;

constexpr int kDiagnosisTimeout = 2000;  // milliseconds
constexpr guint kRtspPort = 554;
constexpr guint kRtspsPort = 322;

Kind kindOfResource(int code) {
    switch (code) {
        case GST_RESOURCE_ERROR_NOT_FOUND:
            return Kind::WrongPath;
        case GST_RESOURCE_ERROR_NOT_AUTHORIZED:
            return Kind::WrongPassword;
        default:
            return Kind::Other;
    }
}

Kind kindOfStream(int code) {
    switch (code) {
        case GST_STREAM_ERROR_CODEC_NOT_FOUND:
            return Kind::MissingPlugin;
        case GST_STREAM_ERROR_TYPE_NOT_FOUND:
        case GST_STREAM_ERROR_WRONG_TYPE:
        case GST_STREAM_ERROR_DECODE:
        case GST_STREAM_ERROR_DEMUX:
        case GST_STREAM_ERROR_FORMAT:
            return Kind::Corrupt;
        default:
            return Kind::Other;
    }
}

Kind kindOf(const GError& error, const Job& job) {
    if (error.domain == GST_RESOURCE_ERROR) {
        return kindOfResource(error.code);
    }
    if (error.domain == GST_CORE_ERROR && error.code == GST_CORE_ERROR_MISSING_PLUGIN) {
        return Kind::MissingPlugin;
    }
    if (error.domain == GST_STREAM_ERROR) {
        const Kind kind = kindOfStream(error.code);
        return kind == Kind::Other && job.kind == Job::Kind::Clip ? Kind::Corrupt : kind;
    }
    return Kind::Other;
}

WorkerFailure fromErrno(int code) {
    switch (code) {
        case 0:
            return {Kind::Other, {}};
        case ECONNREFUSED:
            return {Kind::Refused, std::strerror(code)};
        default:
            return {Kind::NoRoute, std::strerror(code)};
    }
}

int tryConnect(const addrinfo& address) {
    const UniqueFd socket{::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!socket.valid()) {
        return errno;
    }
    if (::connect(socket.get(), address.ai_addr, address.ai_addrlen) == 0) {
        return 0;
    }
    if (errno != EINPROGRESS) {
        return errno;
    }
    pollfd wait{socket.get(), POLLOUT, 0};
    if (::poll(&wait, 1, kDiagnosisTimeout) <= 0) {
        return ETIMEDOUT;
    }
    int code = 0;
    socklen_t size = sizeof code;
    ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &code, &size);
    return code;
}

}  // namespace

WorkerFailure explain(GstMessage* message, const Job& job) {
    GError* raised = nullptr;
    gchar* words = nullptr;
    gst_message_parse_error(message, &raised, &words);
    const GstHandle<GError> error{raised};
    const GstHandle<gchar> more{words};
    WorkerFailure failed{kindOf(*error, job), error->message};
    if (more) {
        // The first line names a source file of GStreamer's, the last one the cause, if there is a second.
        const std::string debug{more.get()};
        if (const auto line = debug.rfind('\n'); line != std::string::npos) {
            failed.detail += " (" + debug.substr(line + 1) + ")";
        }
    }
    if (failed.kind == Kind::Other && job.kind == Job::Kind::Rtsp) {
        WorkerFailure connection = diagnoseConnection(job.url);
        if (connection.kind != Kind::Other) {
            return connection;
        }
    }
    return failed;
}

WorkerFailure diagnoseConnection(const std::string& url) {
    const GstHandle<GstUri> uri{gst_uri_from_string(url.c_str())};
    if (!uri || gst_uri_get_host(uri.get()) == nullptr) {
        return {Kind::Other, "not a URL"};
    }
    guint port = gst_uri_get_port(uri.get());
    if (port == GST_URI_NO_PORT) {
        port = g_strcmp0(gst_uri_get_scheme(uri.get()), "rtsps") == 0 ? kRtspsPort : kRtspPort;
    }
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int code = ::getaddrinfo(gst_uri_get_host(uri.get()), std::to_string(port).c_str(), &hints, &found);
    if (code != 0) {
        return {Kind::UnknownName, ::gai_strerror(code)};
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses{found, &::freeaddrinfo};
    return fromErrno(tryConnect(*addresses));
}

}  // namespace ocellus::media
