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
        EXPECT_FALSE(preset.path.starts_with('/')) << preset.path;
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
}

// the sensor stands in the address.
TEST(VendorPresets, NameTheSensorWhereTheMakersAddressKnowsOne) {
    const auto bosch = std::find_if(streamPresets().begin(), streamPresets().end(),
                                    [](const StreamPreset& preset) { return preset.path == "snap.jpg"; });
    ASSERT_NE(bosch, streamPresets().end());
    EXPECT_EQ(pathOf(*bosch, false), "snap.jpg");
    EXPECT_EQ(filledSource(pathOf(*bosch, true), {"", Secret{}, 2}), "snap.jpg?JpegCam=2");
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
