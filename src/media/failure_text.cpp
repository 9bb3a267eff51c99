// SPDX-License-Identifier: Apache-2.0
#include "media/failure_text.h"

namespace ocellus::media {
namespace {

constexpr const char* kInstallDecoders =
    "install the decoders (apt install gstreamer1.0-libav gstreamer1.0-plugins-good "
    "gstreamer1.0-plugins-bad), or "
    "use H.264 or MJPEG";

}  // namespace

Error explainFailure(const WorkerFailure& failed, const std::string& subject) {
    using Kind = WorkerFailure::Kind;
    const std::string detail = failed.detail.empty() ? std::string{} : " [" + failed.detail + "]";
    switch (failed.kind) {
        case Kind::WrongPath:
            return {Error::Kind::NotFound, subject + ": the camera has no such stream",
                    "check the path; the vendor presets list the usual ones"};
        case Kind::WrongPassword:
            return {Error::Kind::Unauthorised, subject + ": the camera refused the user name or password",
                    "check both; some cameras have a separate account for RTSP or ONVIF"};
        case Kind::Refused:
            return {Error::Kind::Unavailable, subject + ": nobody listens on that port",
                    "check the port (RTSP is 554 unless changed) and that RTSP is switched on in the camera"};
        case Kind::NoRoute:
            return {Error::Kind::Unavailable, subject + ": the camera cannot be reached" + detail,
                    "check address, cable and power, and that this machine is in the camera's network"};
        case Kind::UnknownName:
            return {Error::Kind::Unavailable, subject + ": the host name has no address" + detail,
                    "check the name, or use the camera's IP address"};
        case Kind::NotTrusted:
            return {Error::Kind::Unauthorised, subject + ": the camera's certificate is not trusted" + detail,
                    "if the camera was reset or replaced, pin its new certificate"};
        case Kind::MissingPlugin:
            return {Error::Kind::Unavailable, subject + ": no decoder for this video is installed" + detail,
                    kInstallDecoders};
        case Kind::NoVideo:
            return {Error::Kind::BadInput, subject + ": there is no video in it that can be decoded" + detail,
                    kInstallDecoders};
        case Kind::Corrupt:
            return {Error::Kind::BadInput, subject + ": this is not a video, or it is damaged" + detail,
                    "check that it plays elsewhere; encode it again, for instance as MP4 with H.264"};
        case Kind::Ended:
            return {Error::Kind::Unavailable, subject + ": the camera ended the stream",
                    "it may be restarting, or allow fewer viewers than it has"};
        case Kind::Other:
            break;
    }
    return {Error::Kind::Unavailable, subject + ": playing it failed" + detail,
            "try another stream or codec"};
}

}  // namespace ocellus::media
