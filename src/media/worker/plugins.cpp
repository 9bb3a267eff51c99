// SPDX-License-Identifier: Apache-2.0
#include "media/worker/plugins.h"

#include <gst/gst.h>

#include "media/worker/gst_handle.h"

namespace ocellus::media {
namespace {

struct PlugIn {
    const char* name;
    bool needed;
};

constexpr PlugIn kCommon[] = {
    {"coreelements", true},
    {"app", true},
    {"playback", true},
    {"typefindfunctions", true},
    {"videoconvertscale", true},
    {"videoparsersbad", true},
    {"jpeg", false},
    {"libav", false},
    {"openh264", false},
};
constexpr PlugIn kRtsp[] = {{"rtsp", true}, {"rtp", true}, {"rtpmanager", true}, {"udp", true}};
constexpr PlugIn kClip[] = {{"avi", true},  {"isomp4", true}, {"matroska", true}, {"mpegtsdemux", false},
                            {"vpx", false}, {"ogg", false},   {"theora", false}};

constexpr PlugIn kEncode[] = {{"openh264", true}};

// CMake says where GStreamer's plug-ins live.
std::string fileOf(const PlugIn& plugIn) {
    return std::string{OCELLUS_GST_PLUGINS} + "/libgst" + plugIn.name + ".so";
}

template <std::size_t count>
void load(const PlugIn (&list)[count], std::vector<std::string>& missing) {
    for (const PlugIn& plugIn : list) {
        GError* error = nullptr;
        GstHandle<GstObject> loaded{
            reinterpret_cast<GstObject*>(gst_plugin_load_file(fileOf(plugIn).c_str(), &error))};
        const GstHandle<GError> why{error};
        if (!loaded && plugIn.needed) {
            missing.emplace_back(plugIn.name);
        }
    }
}

}  // namespace

std::vector<std::string> loadPlugins(Job::Kind kind) {
    std::vector<std::string> missing;
    if (encodes(kind)) {
        // JPEG is our own: no plug-in is asked for it.
        if (kind == Job::Kind::EncodeH264) {
            load(kEncode, missing);
        }
        return missing;
    }
    load(kCommon, missing);
    if (kind == Job::Kind::Rtsp) {
        load(kRtsp, missing);
    } else {
        load(kClip, missing);
    }
    return missing;
}

}  // namespace ocellus::media
