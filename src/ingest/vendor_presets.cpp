// SPDX-License-Identifier: Apache-2.0
#include "ingest/vendor_presets.h"

#include <algorithm>
#include <array>

#include "ingest/source_template.h"

namespace ocellus {
namespace {

using enum StreamKind;

constexpr auto kVendors = std::to_array<Vendor>({
    {"i-pro", "i-PRO / Panasonic",
     "on the camera, Image/Audio > Image: JPEG refresh interval 5 fps, and JPEG(1) capture size 1920x1080 or "
     "1280x720"},
    {"axis", "Axis", "size and rate stand in the address: resolution=1920x1080&fps=5"},
    {"hanwha", "Hanwha", "on the camera make MJPEG profile 1; size and rate stand in the address"},
    {"vivotek", "Vivotek", "on the camera set stream 1 to MJPEG, 1920x1080, 5 fps"},
    {"bosch", "Bosch", "on the camera set the JPEG stream to 1920x1080 at 5 pictures a second"},
    {"avigilon", "Avigilon", ""},
    {"advidia", "Advidia",
     "on the camera make stream 1 MJPEG, use HTTP only, and set Setup > Security > Network Security > "
     "Authentication > "
     "HTTP Authentication to None"},
    {"hikvision", "Hikvision", "on the camera set the sub-stream to MJPEG, 5 fps"},
    {"dahua", "Dahua, Amcrest", "on the camera set the sub-stream to MJPEG, 5 fps"},
    {"reolink", "Reolink",
     "its cameras give single pictures and RTSP only: choose the mode jpeg or an rtsp address"},
    {"foscam", "Foscam", ""},
    {"d-link", "D-Link", ""},
    {"tp-link", "TP-Link", ""},
    {"ezviz", "EZVIZ", "RTSP wants the verification code on the label as its password"},
    {"mobotix", "Mobotix", "the rate stands in the address: fps=5"},
    {"esp32", "ESP32-CAM", ""},
    {"mjpg-streamer", "mjpg-streamer", "start it with -r 1280x720 -f 5"},
    {"ustreamer", "ustreamer", "start it with --resolution 1280x720 --desired-fps 5"},
    {"ip-webcam", "IP Webcam (Android)", ""},
    {"motion", "motion, motionEye", ""},
    {"go2rtc", "go2rtc", "put the name of the stream behind src="},
});

constexpr auto kPresets = std::to_array<StreamPreset>({
    {"i-pro", Mjpeg, "cgi-bin/mjpeg?stream=1&frame=5"},
    {"axis", Mjpeg, "axis-cgi/mjpg/video.cgi?resolution=1920x1080&fps=5", 0, "camera={channel}"},
    {"hanwha", Mjpeg,
     "stw-cgi/"
     "video.cgi?msubmenu=stream&action=view&Profile=1&CodecType=MJPEG&Resolution=1920x1080&FrameRate=5",
     0, "Channel={channel0}"},
    {"hikvision", Mjpeg, "ISAPI/Streaming/channels/{channel}02/httpPreview"},
    {"dahua", Mjpeg, "cgi-bin/mjpg/video.cgi?channel={channel}&subtype=1"},
    {"vivotek", Mjpeg, "video{channel}s1.mjpg"},
    {"bosch", Mjpeg, "img/mjpeg.jpg"},
    {"advidia", Mjpeg, "video/mjpeg/stream1"},
    {"mobotix", Mjpeg, "control/faststream.jpg?stream=full&fps=5"},
    {"d-link", Mjpeg, "video/mjpg.cgi"},
    {"vivotek", Mjpeg, "video.mjpg"},
    {"hanwha", Mjpeg, "cgi-bin/video.cgi?msubmenu=mjpeg"},
    {"foscam", Mjpeg, "cgi-bin/CGIStream.cgi?cmd=GetMJStream&usr={user}&pwd={password}"},
    {"foscam", Mjpeg, "videostream.cgi?user={user}&pwd={password}&resolution=32"},
    {"i-pro", Mjpeg, "nphMotionJpeg?Resolution=640x480&Quality=Standard"},
    {"d-link", Mjpeg, "video.cgi"},
    {"mjpg-streamer", Mjpeg, "?action=stream", 8080},
    {"ip-webcam", Mjpeg, "video", 8080},
    {"ustreamer", Mjpeg, "stream", 8080},
    {"esp32", Mjpeg, "stream", 81},
    {"motion", Mjpeg, "", 8081},
    {"go2rtc", Mjpeg, "api/stream.mjpeg?src=", 1984},
    {"i-pro", Jpeg, "cgi-bin/camera?stream=1"},
    {"axis", Jpeg, "axis-cgi/jpg/image.cgi?resolution=1920x1080", 0, "camera={channel}"},
    {"hikvision", Jpeg, "ISAPI/Streaming/channels/{channel}01/picture"},
    {"dahua", Jpeg, "cgi-bin/snapshot.cgi?channel={channel}"},
    {"hanwha", Jpeg, "cgi-bin/video.cgi?msubmenu=jpg"},
    {"vivotek", Jpeg, "cgi-bin/viewer/video.jpg?channel={channel0}&resolution=1920x1080"},
    {"bosch", Jpeg, "snap.jpg", 0, "JpegCam={channel}"},
    {"avigilon", Jpeg, "media/cam0/still.jpg"},
    {"reolink", Jpeg,
     "cgi-bin/api.cgi?cmd=Snap&channel={channel0}&rs=ocellus&user={user}&password={password}"},
    {"mobotix", Jpeg, "record/current.jpg"},
    {"d-link", Jpeg, "image/jpeg.cgi"},
    {"tp-link", Jpeg, "jpg/image.jpg"},
    {"foscam", Jpeg, "cgi-bin/CGIProxy.fcgi?cmd=snapPicture2&usr={user}&pwd={password}"},
    {"ezviz", Jpeg, "cgi-bin/snapshot.cgi"},
    {"avigilon", Jpeg, "snapshot.jpg"},
    {"i-pro", Jpeg, "SnapshotJPEG?Resolution=640x480"},
    {"mjpg-streamer", Jpeg, "?action=snapshot", 8080},
    {"ip-webcam", Jpeg, "shot.jpg", 8080},
    {"ustreamer", Jpeg, "snapshot", 8080},
    {"esp32", Jpeg, "capture"},
    {"go2rtc", Jpeg, "api/frame.jpeg?src=", 1984},
    {"i-pro", Rtsp, "MediaInput/h264"},
    {"i-pro", Rtsp, "MediaInput/h265"},
    {"axis", Rtsp, "axis-media/media.amp?videocodec=h264", 0, "camera={channel}"},
    {"hanwha", Rtsp, "profile2/media.smp"},
    {"hikvision", Rtsp, "Streaming/Channels/{channel}02"},
    {"hikvision", Rtsp, "Streaming/Channels/{channel}01"},
    {"dahua", Rtsp, "cam/realmonitor?channel={channel}&subtype=0"},
    {"vivotek", Rtsp, "live.sdp"},
    {"bosch", Rtsp, "video?inst=1"},
    {"avigilon", Rtsp, "defaultPrimary?streamType=u"},
    {"reolink", Rtsp, "h264Preview_0{channel}_sub"},
    {"reolink", Rtsp, "h264Preview_0{channel}_main"},
    {"tp-link", Rtsp, "stream2"},
    {"tp-link", Rtsp, "stream1"},
    {"foscam", Rtsp, "videoMain", 88},
    {"d-link", Rtsp, "live1.sdp"},
    {"ezviz", Rtsp, "h264/ch{channel}/main/av_stream"},
    {"mobotix", Rtsp, "mobotix.h264"},
    {"ip-webcam", Rtsp, "h264_ulaw.sdp", 8080},
});

constexpr int kMostSensors = 4;

// Path and query are told apart: the query says much of the wish and little of the maker.
std::string_view beforeQuery(std::string_view text) {
    return text.substr(0, text.find('?'));
}

bool isPathOf(const StreamPreset& preset, std::string_view path) {
    for (int channel = 1; channel <= kMostSensors; ++channel) {
        if (beforeQuery(filledSource(preset.path, {"", Secret{}, channel})) == path) {
            return true;
        }
    }
    return beforeQuery(preset.path) == path;  // its blanks still open
}

}  // namespace

std::span<const Vendor> vendors() {
    return kVendors;
}

std::span<const StreamPreset> streamPresets() {
    return kPresets;
}

const Vendor* vendorOf(std::string_view target) {
    std::string_view path = beforeQuery(target);
    while (path.starts_with('/')) {  // ONVIF forms of i-PRO begin with two
        path.remove_prefix(1);
    }
    if (path.empty()) {
        return nullptr;
    }
    const auto preset = std::find_if(kPresets.begin(), kPresets.end(), [&](const StreamPreset& candidate) {
        return isPathOf(candidate, path);
    });
    if (preset == kPresets.end()) {
        return nullptr;
    }
    return &*std::find_if(kVendors.begin(), kVendors.end(),
                          [&](const Vendor& vendor) { return vendor.id == preset->vendor; });
}

std::string pathOf(const StreamPreset& preset, bool multiSensor) {
    if (!multiSensor) {
        return withChannel(preset.path, 1);
    }
    std::string path(preset.path);
    if (!preset.sensor.empty()) {
        path += path.find('?') == std::string::npos ? '?' : '&';
        path += preset.sensor;
    }
    return path;
}

}  // namespace ocellus
