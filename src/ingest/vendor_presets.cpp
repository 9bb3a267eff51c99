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
    {"axis", "Axis",
     "size, rate and compression stand in the address: resolution=1920x1080&fps=5&compression=30; what does "
     "not, is set on the camera under Video > Stream"},
    {"hanwha", "Hanwha",
     "on the camera, Video profile: make MJPEG profile 1; size and rate stand in the address"},
    {"vivotek", "Vivotek",
     "on the camera, Configuration > Media > Video (older ones: Audio and Video): stream 1 to MJPEG, "
     "1920x1080, 5 fps, and its video quality"},
    {"bosch", "Bosch",
     "on the camera, Web Interface > Appearance: JPEG size, interval (5 pictures a second) and quality; the "
     "size of snap.jpg stands in the address: JpegSize=XL"},
    {"avigilon", "Avigilon",
     "on the camera, Setup > Compression and Image Rate: resolution, 5 images a second, and quality"},
    {"advidia", "Advidia",
     "on the camera make stream 1 MJPEG, use HTTP only, and set Setup > Security > Network Security > "
     "Authentication > "
     "HTTP Authentication to None"},
    {"hikvision", "Hikvision",
     "on the camera, Configuration > Video/Audio > Video: the sub-stream to MJPEG, 5 fps, and its image "
     "quality"},
    {"dahua", "Dahua, Amcrest",
     "on the camera, Setting > Camera > Video > Video: the sub-stream to MJPEG, 5 fps; single pictures: "
     "Setting > Camera > Video > Snapshot"},
    {"reolink", "Reolink",
     "its cameras give single pictures and RTSP only: choose the mode jpeg or an rtsp address"},
    {"foscam", "Foscam",
     "on the camera, Settings > Video > Video Settings: resolution, frame rate and bit rate of the stream"},
    {"d-link", "D-Link",
     "on the camera, Setup > Audio and Video: a profile with JPEG, its size, frame rate and quality"},
    {"tp-link", "TP-Link",
     "on the camera, Video Profile: the profile with MJPEG, its resolution, frame rate and quality; Tapo "
     "cameras "
     "give RTSP only"},
    {"ezviz", "EZVIZ", "RTSP wants the verification code on the label as its password"},
    {"mobotix", "Mobotix", "the rate stands in the address: fps=5"},
    {"esp32", "ESP32-CAM", "on its own web page choose resolution and quality"},
    {"mjpg-streamer", "mjpg-streamer", "start it with -r 1280x720 -f 5"},
    {"ustreamer", "ustreamer", "start it with --resolution 1280x720 --desired-fps 5"},
    {"ip-webcam", "IP Webcam (Android)",
     "in the app, Video preferences: video resolution, quality and FPS limit"},
    {"motion", "motion, motionEye",
     "in motion.conf: width, height, framerate, stream_maxrate 5 and stream_quality; in motionEye: Video "
     "Streaming"},
    {"go2rtc", "go2rtc",
     "put the name of the stream behind src=, or behind the slash of the rtsp address; size and rate are "
     "those of its source"},
});

constexpr auto kPresets = std::to_array<StreamPreset>({
    {"i-pro", Mjpeg, "cgi-bin/mjpeg?stream=1&frame=5"},
    {"axis", Mjpeg, "axis-cgi/mjpg/video.cgi?resolution=1920x1080&fps=5", 0,
     "axis-cgi/mjpg/video.cgi?resolution=1920x1080&fps=5&camera={channel}"},
    {"hanwha", Mjpeg,
     "stw-cgi/"
     "video.cgi?msubmenu=stream&action=view&Profile=1&CodecType=MJPEG&Resolution=1920x1080&FrameRate=5",
     0,
     "stw-cgi/"
     "video.cgi?msubmenu=stream&action=view&Profile=1&CodecType=MJPEG&Resolution=1920x1080&FrameRate=5&"
     "Channel={channel0}"},
    {"hikvision", Mjpeg, "ISAPI/Streaming/channels/{channel}02/httpPreview"},
    {"dahua", Mjpeg, "cgi-bin/mjpg/video.cgi?channel={channel}&subtype=1"},
    {"vivotek", Mjpeg, "video{channel}s1.mjpg"},
    {"bosch", Mjpeg, "img/mjpeg.jpg"},
    {"advidia", Mjpeg, "video/mjpeg/stream1"},
    {"mobotix", Mjpeg, "control/faststream.jpg?stream=full&fps=5"},
    {"mobotix", Mjpeg, "cgi-bin/faststream.jpg?stream=full"},
    {"d-link", Mjpeg, "video/mjpg.cgi"},
    {"vivotek", Mjpeg, "video.mjpg"},
    {"tp-link", Mjpeg, "video.mjpg"},
    {"hanwha", Mjpeg, "cgi-bin/video.cgi?msubmenu=mjpeg", 0,
     "cgi-bin/video.cgi?msubmenu=mjpeg&Channel={channel0}"},
    {"hanwha", Mjpeg, "cgi-bin/video.cgi?msubmenu=mjpg", 0,
     "cgi-bin/video.cgi?msubmenu=mjpg&Channel={channel0}"},
    {"foscam", Mjpeg, "cgi-bin/CGIStream.cgi?cmd=GetMJStream&usr={user}&pwd={password}"},
    {"foscam", Mjpeg, "videostream.cgi?user={user}&pwd={password}&resolution=32"},
    {"i-pro", Mjpeg, "nphMotionJpeg?Resolution=640x480&Quality=Standard"},
    {"i-pro", Mjpeg, "cgi-bin/nphContinuousServerPush"},
    {"d-link", Mjpeg, "video.cgi"},
    {"mjpg-streamer", Mjpeg, "?action=stream", 8080},
    {"ip-webcam", Mjpeg, "video", 8080},
    {"ustreamer", Mjpeg, "stream", 8080},
    {"esp32", Mjpeg, "stream", 81},
    {"motion", Mjpeg, "", 8081},
    {"go2rtc", Mjpeg, "api/stream.mjpeg?src=", 1984},
    {"i-pro", Jpeg, "cgi-bin/camera?stream=1"},
    {"axis", Jpeg, "axis-cgi/jpg/image.cgi?resolution=1920x1080", 0,
     "axis-cgi/jpg/image.cgi?resolution=1920x1080&camera={channel}"},
    {"hikvision", Jpeg, "ISAPI/Streaming/channels/{channel}01/picture"},
    {"dahua", Jpeg, "cgi-bin/snapshot.cgi?channel={channel}"},
    {"hanwha", Jpeg, "cgi-bin/video.cgi?msubmenu=jpg", 0,
     "cgi-bin/video.cgi?msubmenu=jpg&Channel={channel0}"},
    {"vivotek", Jpeg, "cgi-bin/viewer/video.jpg?channel={channel0}&resolution=1920x1080"},
    {"bosch", Jpeg, "snap.jpg", 0, "snap.jpg?JpegCam={channel}"},
    {"avigilon", Jpeg, "media/cam0/still.jpg", 0, "media/cam{channel0}/still.jpg"},
    {"reolink", Jpeg,
     "cgi-bin/api.cgi?cmd=Snap&channel={channel0}&rs=ocellus&user={user}&password={password}"},
    {"mobotix", Jpeg, "record/current.jpg"},
    {"d-link", Jpeg, "image/jpeg.cgi"},
    {"tp-link", Jpeg, "jpg/image.jpg"},
    {"foscam", Jpeg, "cgi-bin/CGIProxy.fcgi?cmd=snapPicture2&usr={user}&pwd={password}"},
    {"foscam", Jpeg, "snapshot.cgi?user={user}&pwd={password}"},
    {"ezviz", Jpeg, "cgi-bin/snapshot.cgi"},
    {"avigilon", Jpeg, "snapshot.jpg"},
    {"i-pro", Jpeg, "SnapshotJPEG?Resolution=640x480"},
    {"mjpg-streamer", Jpeg, "?action=snapshot", 8080},
    {"ip-webcam", Jpeg, "shot.jpg", 8080},
    {"ustreamer", Jpeg, "snapshot", 8080},
    {"esp32", Jpeg, "capture"},
    {"go2rtc", Jpeg, "api/frame.jpeg?src=", 1984},
    {"i-pro", Rtsp, "MediaInput/h264", 0, "MediaInput/stream_1/ch_{channel}"},
    {"i-pro", Rtsp, "MediaInput/h265", 0, "MediaInput/stream_1/ch_{channel}"},
    {"i-pro", Rtsp, "/ONVIF/MediaInput"},
    {"axis", Rtsp, "axis-media/media.amp?videocodec=h264", 0,
     "axis-media/media.amp?videocodec=h264&camera={channel}"},
    {"hanwha", Rtsp, "profile2/media.smp", 0, "{channel0}/profile2/media.smp"},
    {"hikvision", Rtsp, "Streaming/Channels/{channel}02"},
    {"hikvision", Rtsp, "Streaming/Channels/{channel}01"},
    {"dahua", Rtsp, "cam/realmonitor?channel={channel}&subtype=0"},
    {"vivotek", Rtsp, "live.sdp"},
    {"vivotek", Rtsp, "live2.sdp"},
    {"bosch", Rtsp, "video?inst=1", 0, "video?line={channel}&inst=1"},
    {"bosch", Rtsp, "/rtsp_tunnel", 0, "/rtsp_tunnel?line={channel}"},
    {"avigilon", Rtsp, "defaultPrimary?streamType=u", 0, "defaultPrimary{channel0}?streamType=u"},
    {"reolink", Rtsp, "h264Preview_0{channel}_sub"},
    {"reolink", Rtsp, "h264Preview_0{channel}_main"},
    {"tp-link", Rtsp, "stream2"},
    {"tp-link", Rtsp, "stream1"},
    {"foscam", Rtsp, "videoMain", 88},
    {"d-link", Rtsp, "live1.sdp"},
    {"d-link", Rtsp, "play1.sdp"},
    {"ezviz", Rtsp, "h264/ch{channel}/sub/av_stream"},
    {"ezviz", Rtsp, "h264/ch{channel}/main/av_stream"},
    {"mobotix", Rtsp, "mobotix.h264"},
    {"ip-webcam", Rtsp, "h264_ulaw.sdp", 8080},
    {"go2rtc", Rtsp, "", 8554},
});

constexpr int kMostSensors = 4;

// Path and query are told apart: the query says much of the wish and little of the maker.
std::string_view beforeQuery(std::string_view text) {
    return text.substr(0, text.find('?'));
}

std::string_view withoutSlashes(std::string_view path) {
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));  // some forms begin with two
    return path;
}

bool isPathOf(std::string_view address, std::string_view path) {
    for (int channel = 1; channel <= kMostSensors; ++channel) {
        if (withoutSlashes(beforeQuery(filledSource(address, {"", Secret{}, channel}))) == path) {
            return true;
        }
    }
    return withoutSlashes(beforeQuery(address)) == path;  // its blanks still open
}

bool isPathOf(const StreamPreset& preset, std::string_view path) {
    return isPathOf(preset.path, path) || (!preset.sensorPath.empty() && isPathOf(preset.sensorPath, path));
}

// How well the rest of the target fits: a name of the preset's query that it has counts for it.
int fit(const StreamPreset& preset, std::string_view target, int port) {
    int points = preset.port != 0 && preset.port == port ? 1 : 0;
    std::string_view query = preset.path.substr(beforeQuery(preset.path).size());
    while (!query.empty()) {
        query.remove_prefix(1);  // ? or &
        const std::string_view name = query.substr(0, query.find('='));
        const bool there = target.find("?" + std::string(name) + "=") != std::string_view::npos ||
                           target.find("&" + std::string(name) + "=") != std::string_view::npos;
        points += there ? 1 : -1;
        query.remove_prefix(std::min(query.find('&'), query.size()));
    }
    return points;
}

bool hasChannel(std::string_view path) {
    return path.find("{channel") != std::string_view::npos;
}

}  // namespace

std::span<const Vendor> vendors() {
    return kVendors;
}

std::span<const StreamPreset> streamPresets() {
    return kPresets;
}

const Vendor* vendorOf(std::string_view target, int port) {
    const std::string_view path = withoutSlashes(beforeQuery(target));
    if (path.empty()) {
        return nullptr;
    }
    const StreamPreset* best = nullptr;
    int points = 0;
    bool several = false;
    for (const StreamPreset& preset : kPresets) {
        if (!isPathOf(preset, path)) {
            continue;
        }
        const int its = fit(preset, target, port);
        if (best == nullptr || its > points) {
            best = &preset;
            points = its;
            several = false;
        } else if (its == points) {
            several = several || preset.vendor != best->vendor;
        }
    }
    if (best == nullptr || several) {
        return nullptr;
    }
    return &*std::find_if(kVendors.begin(), kVendors.end(),
                          [&](const Vendor& vendor) { return vendor.id == best->vendor; });
}

std::string pathOf(const StreamPreset& preset, bool multiSensor) {
    if (!multiSensor) {
        return withChannel(preset.path, 1);
    }
    return std::string(preset.sensorPath.empty() ? preset.path : preset.sensorPath);
}

std::string_view sensorNoteOf(const StreamPreset& preset) {
    return hasChannel(preset.path) || hasChannel(preset.sensorPath)
               ? std::string_view{}
               : "this maker's path for a sensor is not known: put the channel into each path";
}

}  // namespace ocellus
