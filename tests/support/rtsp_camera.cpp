// SPDX-License-Identifier: Apache-2.0
// A camera for tests of RTSP, on 127.0.0.1 and a free port, which it writes to standard output. Streams of a
// test picture, 320x240 at 10 per second: /h264 /h265 /mjpeg /vp8, and /locked, which asks for admin and
// secret. Ends with its standard input.
#include <gio/gio.h>
#include <gst/rtsp-server/rtsp-server.h>
#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace {

constexpr const char* kGuest = "guest";
constexpr const char* kOwner = "owner";

void loadPlugins() {
    for (const char* name : {"coreelements", "app", "videotestsrc", "videoconvertscale", "videoparsersbad",
                             "jpeg", "openh264", "x265", "rtp", "rtpmanager", "udp", "tcp"}) {
        const std::string file = std::string{OCELLUS_GST_PLUGINS} + "/libgst" + name + ".so";
        if (GstPlugin* plugIn = gst_plugin_load_file(file.c_str(), nullptr); plugIn != nullptr) {
            gst_object_unref(plugIn);
        }
    }
}

GstRTSPToken* tokenOf(const char* role) {
    return gst_rtsp_token_new(GST_RTSP_TOKEN_MEDIA_FACTORY_ROLE, G_TYPE_STRING, role, nullptr);
}

void mount(GstRTSPServer* server, const char* path, const std::string& codec, const char* role) {
    GstRTSPMediaFactory* factory = gst_rtsp_media_factory_new();
    const std::string launch =
        "( videotestsrc is-live=true pattern=ball ! "
        "video/x-raw,format=I420,width=320,height=240,framerate=10/1 ! " +
        codec + " name=pay0 )";
    gst_rtsp_media_factory_set_launch(factory, launch.c_str());
    gst_rtsp_media_factory_set_shared(factory, TRUE);
    gst_rtsp_media_factory_add_role(factory, role, GST_RTSP_PERM_MEDIA_FACTORY_ACCESS, G_TYPE_BOOLEAN, TRUE,
                                    GST_RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, G_TYPE_BOOLEAN, TRUE, nullptr);
    GstRTSPMountPoints* mounts = gst_rtsp_server_get_mount_points(server);
    gst_rtsp_mount_points_add_factory(mounts, path, factory);
    g_object_unref(mounts);
}

void demandPasswords(GstRTSPServer* server, bool everywhere) {
    GstRTSPAuth* auth = gst_rtsp_auth_new();
    GstRTSPToken* guest = tokenOf(kGuest);
    GstRTSPToken* owner = tokenOf(kOwner);
    if (!everywhere) {
        gst_rtsp_auth_set_default_token(auth, guest);
    }
    gst_rtsp_auth_set_supported_methods(auth, GST_RTSP_AUTH_DIGEST);
    gst_rtsp_auth_add_digest(auth, "admin", "secret", owner);
    gst_rtsp_token_unref(guest);
    gst_rtsp_token_unref(owner);
    gst_rtsp_server_set_auth(server, auth);
    g_object_unref(auth);
}

gboolean onInput(GIOChannel* /*channel*/, GIOCondition /*condition*/, gpointer loop) {
    g_main_loop_quit(static_cast<GMainLoop*>(loop));
    return FALSE;
}

}  // namespace

int main(int count, char** words) {
    g_setenv("GST_REGISTRY_DISABLE", "yes", TRUE);
    gst_init(nullptr, nullptr);
    loadPlugins();
    GMainLoop* loop = g_main_loop_new(nullptr, FALSE);
    GstRTSPServer* server = gst_rtsp_server_new();
    gst_rtsp_server_set_address(server, "127.0.0.1");
    gst_rtsp_server_set_service(server, "0");
    demandPasswords(server, count > 1 && std::string{words[1]} == "locked");
    mount(server, "/h264", "openh264enc gop-size=5 ! h264parse ! rtph264pay config-interval=-1", kGuest);
    mount(server, "/h265",
          "x265enc tune=zerolatency speed-preset=ultrafast key-int-max=5 ! h265parse ! rtph265pay "
          "config-interval=-1",
          kGuest);
    mount(server, "/mjpeg", "jpegenc ! rtpjpegpay", kGuest);
    mount(server, "/live1.sdp", "jpegenc ! rtpjpegpay", kGuest);  // as a maker calls it
    mount(server, "/locked", "jpegenc ! rtpjpegpay", kOwner);
    if (gst_rtsp_server_attach(server, nullptr) == 0) {
        return 1;
    }
    std::printf("%d\n", gst_rtsp_server_get_bound_port(server));
    std::fflush(stdout);
    g_io_add_watch(g_io_channel_unix_new(STDIN_FILENO), static_cast<GIOCondition>(G_IO_IN | G_IO_HUP),
                   &onInput, loop);
    g_main_loop_run(loop);
    return 0;
}
