// SPDX-License-Identifier: Apache-2.0
#include "ingest/vendor_presets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "ingest/source_template.h"

namespace ocellus {
namespace {

TEST(VendorPresets, EveryAddressBelongsToAMakerAndHasNoLeadingSlash) {
    std::set<std::string_view> known;
    for (const Vendor& vendor : vendors()) {
        EXPECT_TRUE(known.insert(vendor.id).second) << vendor.id;
    }
    std::set<std::string_view> used;
    for (const StreamPreset& preset : streamPresets()) {
        EXPECT_TRUE(known.contains(preset.vendor)) << preset.path;
        const bool twoSlashes = preset.path == "/ONVIF/MediaInput" || preset.path == "/rtsp_tunnel";
        EXPECT_EQ(preset.path.starts_with('/'), twoSlashes) << preset.path;
        EXPECT_EQ(preset.path.find(' '), std::string_view::npos) << preset.path;
        used.insert(preset.vendor);
    }
    EXPECT_EQ(used, known) << "a maker without an address helps nobody";
}

// RELAY-80 to 84 and 92: the manual's own addresses.
TEST(VendorPresets, HoldTheManualsAddresses) {
    const std::pair<std::string_view, std::string_view> manual[] = {
        {"i-pro", "cgi-bin/mjpeg?stream=1&frame=5"},
        {"advidia", "video/mjpeg/stream1"},
        {"axis", "axis-cgi/mjpg/video.cgi?resolution=1920x1080&fps=5"},
        {"hanwha",
         "stw-cgi/"
         "video.cgi?msubmenu=stream&action=view&Profile=1&CodecType=MJPEG&Resolution=1920x1080&FrameRate=5"},
        {"vivotek", "video1s1.mjpg"},
        {"i-pro", "cgi-bin/camera?stream=1"},
        {"bosch", "snap.jpg"},
        {"avigilon", "media/cam0/still.jpg"},
    };
    for (const auto& [vendor, path] : manual) {
        const auto presets = streamPresets();
        EXPECT_TRUE(std::any_of(presets.begin(), presets.end(),
                                [&, v = vendor, p = path](const StreamPreset& preset) {
                                    return preset.vendor == v && pathOf(preset, false) == p;
                                }))
            << path;
    }
}

// The makers' table of the interface facts (6.1, 1.1), row by row.
TEST(VendorPresets, HoldTheAddressesThatAreKnown) {
    using enum StreamKind;

    struct Known {
        std::string_view vendor;
        StreamKind kind;
        std::string_view path;
        int port = 0;
    };

    const Known table[] = {
        {"i-pro", Rtsp, "MediaInput/h264"},
        {"i-pro", Rtsp, "MediaInput/h265"},
        {"i-pro", Rtsp, "/ONVIF/MediaInput"},
        {"i-pro", Mjpeg, "nphMotionJpeg?Resolution=640x480&Quality=Standard"},
        {"i-pro", Mjpeg, "cgi-bin/nphContinuousServerPush"},
        {"i-pro", Jpeg, "SnapshotJPEG?Resolution=640x480"},
        {"axis", Jpeg, "axis-cgi/jpg/image.cgi?resolution=1920x1080"},
        {"axis", Rtsp, "axis-media/media.amp?videocodec=h264"},
        {"hanwha", Mjpeg, "cgi-bin/video.cgi?msubmenu=mjpeg"},
        {"hanwha", Mjpeg, "cgi-bin/video.cgi?msubmenu=mjpg"},
        {"hanwha", Jpeg, "cgi-bin/video.cgi?msubmenu=jpg"},
        {"hanwha", Rtsp, "profile2/media.smp"},
        {"vivotek", Mjpeg, "video.mjpg"},
        {"vivotek", Jpeg, "cgi-bin/viewer/video.jpg?channel=0&resolution=1920x1080"},
        {"vivotek", Rtsp, "live.sdp"},
        {"vivotek", Rtsp, "live2.sdp"},
        {"bosch", Mjpeg, "img/mjpeg.jpg"},
        {"bosch", Rtsp, "video?inst=1"},
        {"bosch", Rtsp, "/rtsp_tunnel"},
        {"avigilon", Jpeg, "snapshot.jpg"},
        {"avigilon", Rtsp, "defaultPrimary?streamType=u"},
        {"hikvision", Mjpeg, "ISAPI/Streaming/channels/102/httpPreview"},
        {"hikvision", Jpeg, "ISAPI/Streaming/channels/101/picture"},
        {"hikvision", Rtsp, "Streaming/Channels/101"},
        {"hikvision", Rtsp, "Streaming/Channels/102"},
        {"ezviz", Jpeg, "cgi-bin/snapshot.cgi"},
        {"ezviz", Rtsp, "h264/ch1/main/av_stream"},
        {"ezviz", Rtsp, "h264/ch1/sub/av_stream"},
        {"dahua", Mjpeg, "cgi-bin/mjpg/video.cgi?channel=1&subtype=1"},
        {"dahua", Jpeg, "cgi-bin/snapshot.cgi?channel=1"},
        {"dahua", Rtsp, "cam/realmonitor?channel=1&subtype=0"},
        {"reolink", Jpeg, "cgi-bin/api.cgi?cmd=Snap&channel=0&rs=ocellus&user={user}&password={password}"},
        {"reolink", Rtsp, "h264Preview_01_main"},
        {"reolink", Rtsp, "h264Preview_01_sub"},
        {"foscam", Mjpeg, "videostream.cgi?user={user}&pwd={password}&resolution=32"},
        {"foscam", Mjpeg, "cgi-bin/CGIStream.cgi?cmd=GetMJStream&usr={user}&pwd={password}"},
        {"foscam", Jpeg, "snapshot.cgi?user={user}&pwd={password}"},
        {"foscam", Jpeg, "cgi-bin/CGIProxy.fcgi?cmd=snapPicture2&usr={user}&pwd={password}"},
        {"foscam", Rtsp, "videoMain", 88},
        {"d-link", Mjpeg, "video/mjpg.cgi"},
        {"d-link", Mjpeg, "video.cgi"},
        {"d-link", Jpeg, "image/jpeg.cgi"},
        {"d-link", Rtsp, "live1.sdp"},
        {"d-link", Rtsp, "play1.sdp"},
        {"tp-link", Mjpeg, "video.mjpg"},
        {"tp-link", Jpeg, "jpg/image.jpg"},
        {"tp-link", Rtsp, "stream1"},
        {"tp-link", Rtsp, "stream2"},
        {"mobotix", Mjpeg, "cgi-bin/faststream.jpg?stream=full"},
        {"mobotix", Mjpeg, "control/faststream.jpg?stream=full&fps=5"},
        {"mobotix", Jpeg, "record/current.jpg"},
        {"mobotix", Rtsp, "mobotix.h264"},
        {"esp32", Mjpeg, "stream", 81},
        {"esp32", Jpeg, "capture"},
        {"mjpg-streamer", Mjpeg, "?action=stream", 8080},
        {"mjpg-streamer", Jpeg, "?action=snapshot", 8080},
        {"ustreamer", Mjpeg, "stream", 8080},
        {"ustreamer", Jpeg, "snapshot", 8080},
        {"ip-webcam", Mjpeg, "video", 8080},
        {"ip-webcam", Jpeg, "shot.jpg", 8080},
        {"ip-webcam", Rtsp, "h264_ulaw.sdp", 8080},
        {"motion", Mjpeg, "", 8081},
        {"go2rtc", Mjpeg, "api/stream.mjpeg?src=", 1984},
        {"go2rtc", Jpeg, "api/frame.jpeg?src=", 1984},
        {"go2rtc", Rtsp, "", 8554},
    };
    const auto presets = streamPresets();
    for (const Known& known : table) {
        EXPECT_TRUE(std::any_of(presets.begin(), presets.end(),
                                [&](const StreamPreset& preset) {
                                    return preset.vendor == known.vendor && preset.kind == known.kind &&
                                           pathOf(preset, false) == known.path && preset.port == known.port;
                                }))
            << known.vendor << " " << known.path;
    }
}

TEST(VendorPresets, SayForEveryMakerWhatToSetAndWhere) {
    for (const Vendor& vendor : vendors()) {
        EXPECT_GE(vendor.advice.size(), 15u) << vendor.id;
    }
}

TEST(VendorPresets, KnowAMakerByItsAddress) {
    EXPECT_EQ(vendorOf("/cgi-bin/mjpeg?stream=2&frame=10")->id, "i-pro");
    EXPECT_EQ(vendorOf("//MediaInput/h264")->id, "i-pro");
    EXPECT_EQ(vendorOf("/axis-cgi/mjpg/video.cgi")->id, "axis");
    EXPECT_EQ(vendorOf("/somewhere/else"), nullptr);
    EXPECT_EQ(vendorOf("/"), nullptr);
    EXPECT_EQ(vendorOf("/?action=stream"), nullptr);
}

TEST(VendorPresets, KnowAMakerByTheAddressOfAnySensor) {
    EXPECT_EQ(vendorOf("/ISAPI/Streaming/channels/402/httpPreview")->id, "hikvision");
    EXPECT_EQ(vendorOf("/ISAPI/Streaming/channels/{channel}02/httpPreview")->id, "hikvision");
    EXPECT_EQ(vendorOf("/video2s1.mjpg")->id, "vivotek");
    EXPECT_EQ(vendorOf("/MediaInput/stream_1/ch_3")->id, "i-pro");
    EXPECT_EQ(vendorOf("/defaultPrimary3?streamType=u")->id, "avigilon");
}

// Some addresses are of two makers: what stands beside decides, and where nothing does, none is named.
TEST(VendorPresets, NameNoMakerWhereSeveralHaveTheAddress) {
    EXPECT_EQ(vendorOf("/video.mjpg"), nullptr);
    EXPECT_EQ(vendorOf("/stream"), nullptr);
    EXPECT_EQ(vendorOf("/stream", 81)->id, "esp32");
    EXPECT_EQ(vendorOf("/stream", 8080)->id, "ustreamer");
    EXPECT_EQ(vendorOf("/cgi-bin/snapshot.cgi?channel=2")->id, "dahua");
    EXPECT_EQ(vendorOf("/cgi-bin/snapshot.cgi")->id, "ezviz");
}

// the sensor stands in the address.
TEST(VendorPresets, NameTheSensorWhereTheMakersAddressKnowsOne) {
    const auto bosch = std::find_if(streamPresets().begin(), streamPresets().end(),
                                    [](const StreamPreset& preset) { return preset.path == "snap.jpg"; });
    ASSERT_NE(bosch, streamPresets().end());
    EXPECT_EQ(pathOf(*bosch, false), "snap.jpg");
    EXPECT_EQ(filledSource(pathOf(*bosch, true), {"", Secret{}, 2}), "snap.jpg?JpegCam=2");
    EXPECT_EQ(sensorNoteOf(*bosch), "");
}

// Four cameras with one picture must not come about unsaid: a path is another for each sensor, or says that
// it is not known.
TEST(VendorPresets, SayWhereThePathForASensorIsNotKnown) {
    std::set<std::string> known;
    for (const StreamPreset& preset : streamPresets()) {
        std::set<std::string> paths;
        for (int channel = 1; channel <= 4; ++channel) {
            paths.insert(filledSource(pathOf(preset, true), {"", Secret{}, channel}));
        }
        EXPECT_EQ(paths.size(), sensorNoteOf(preset).empty() ? 4u : 1u) << preset.path;
        if (sensorNoteOf(preset).empty()) {
            known.insert(withChannel(pathOf(preset, true), 2));
        }
    }
    for (const char* path :
         {"media/cam1/still.jpg", "defaultPrimary1?streamType=u", "cgi-bin/video.cgi?msubmenu=jpg&Channel=1",
          "1/profile2/media.smp", "video?line=2&inst=1", "MediaInput/stream_1/ch_2"}) {
        EXPECT_TRUE(known.contains(path)) << path;
    }
}

TEST(SourceTemplate, FillsCredentialsInWhereACameraWantsThemInTheAddress) {
    EXPECT_EQ(filledSource("videostream.cgi?user={user}&pwd={password}", {"a b", Secret{"p&w=\xc3\xa9"}, 1}),
              "videostream.cgi?user=a%20b&pwd=p%26w%3D%C3%A9");
    EXPECT_EQ(filledSource("snap.jpg", {"u", Secret{"p"}, 1}), "snap.jpg");
    EXPECT_EQ(filledSource("{user}{password}", {"{password}", Secret{"{user}"}, 1}),
              "%7Bpassword%7D%7Buser%7D");
    EXPECT_EQ(filledSource("a{channel}b{channel0}c{x}", {"", Secret{}, 4}), "a4b3c{x}");
    EXPECT_EQ(withChannel("a{channel}?user={user}", 2), "a2?user={user}");
    EXPECT_EQ(shownSource("http://c/x?user={user}&pw={password}&n={channel}/{password}",
                          {"admin", Secret{"hunter2"}, 3}),
              "http://c/x?user=admin&pw=***&n=3/***");
}

}  // namespace
}  // namespace ocellus
