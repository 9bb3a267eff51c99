// SPDX-License-Identifier: Apache-2.0
#include "media/worker/rtsp_input.h"

#include <gio/gio.h>

#include <string>

namespace ocellus::media {
namespace {

constexpr guint kRtspOverTcp = 4;                          // GST_RTSP_LOWER_TRANS_TCP
constexpr guint kLatency = 100;                            // milliseconds that a missing packet is waited for
constexpr guint64 kConnectTimeout = 5'000'000;             // microseconds
constexpr guint64 kTeardownTimeout = 200'000'000;          // nanoseconds
constexpr std::int64_t kUnixEpochInNtp = 2'208'988'800LL;  // seconds from 1900 to 1970

std::string sha256(GByteArray* bytes) {
    const GstHandle<gchar> text{g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes->data, bytes->len)};
    return text ? std::string{text.get()} : std::string{};
}

}  // namespace

GstElement* RtspInput::makeElement() {
    GstElement* source = gst_element_factory_make("rtspsrc", nullptr);
    if (source == nullptr) {
        return nullptr;
    }
    g_object_set(source, "location", job_.url.c_str(), "protocols", kRtspOverTcp, "latency", kLatency,
                 "tcp-timeout", kConnectTimeout, "teardown-timeout", kTeardownTimeout, "user-agent",
                 "Ocellus", "add-reference-timestamp-meta", TRUE, nullptr);
    if (!job_.username.empty()) {
        g_object_set(source, "user-id", job_.username.c_str(), "user-pw", job_.password.reveal().c_str(),
                     nullptr);
    }
    if (job_.trust != Job::Trust::Verify) {
        // GLib then leaves the decision to the signal.
        g_signal_connect(source, "accept-certificate", G_CALLBACK(&RtspInput::onCertificate), this);
    }
    g_signal_connect(source, "select-stream", G_CALLBACK(&RtspInput::onSelectStream), this);
    return source;
}

void RtspInput::watch(GstPad* pad) {
    gst_pad_add_probe(
        pad, static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST),
        &RtspInput::onPacket, this, nullptr);
}

// Sound is not asked for: it would cost the camera and the network.
gboolean RtspInput::onSelectStream(GstElement* /*source*/, guint /*number*/, GstCaps* caps,
                                   gpointer /*self*/) {
    const gchar* media = gst_structure_get_string(gst_caps_get_structure(caps, 0), "media");
    return static_cast<gboolean>(g_strcmp0(media, "video") == 0);
}

gboolean RtspInput::onCertificate(GstElement* /*source*/, GObject* /*connection*/, GObject* certificate,
                                  guint /*errors*/, gpointer self) {
    auto& input = *static_cast<RtspInput*>(self);
    if (input.job_.trust == Job::Trust::Accept) {
        return TRUE;
    }
    GByteArray* der = nullptr;
    g_object_get(certificate, "certificate", &der, nullptr);
    if (der == nullptr) {
        return FALSE;
    }
    const std::string hash = sha256(der);
    g_byte_array_unref(der);
    const bool trusted = input.job_.pin.empty() || hash == input.job_.pin;
    input.refused_ = !trusted;
    if (trusted) {
        input.outlet_.send(Certificate{hash});
    }
    return static_cast<gboolean>(trusted);
}

GstPadProbeReturn RtspInput::onPacket(GstPad* /*pad*/, GstPadProbeInfo* info, gpointer self) {
    auto& input = *static_cast<RtspInput*>(self);
    if ((info->type & GST_PAD_PROBE_TYPE_BUFFER_LIST) != 0) {
        GstBufferList* list = gst_pad_probe_info_get_buffer_list(info);
        for (guint i = 0; i < gst_buffer_list_length(list); ++i) {
            input.look(gst_buffer_list_get(list, i));
        }
    } else {
        input.look(gst_pad_probe_info_get_buffer(info));
    }
    return GST_PAD_PROBE_OK;
}

void RtspInput::look(GstBuffer* packet) {
    bytes_ += gst_buffer_get_size(packet);
    const GstReferenceTimestampMeta* meta = gst_buffer_get_reference_timestamp_meta(packet, nullptr);
    if (meta == nullptr || !GST_BUFFER_PTS_IS_VALID(packet)) {
        return;
    }
    const GstStructure* reference = gst_caps_get_structure(meta->reference, 0);
    if (gst_structure_has_name(reference, "timestamp/x-ntp")) {
        const auto unixTime = static_cast<std::int64_t>(meta->timestamp) - kUnixEpochInNtp * GST_SECOND;
        sink_.setSenderOffset(unixTime - static_cast<std::int64_t>(GST_BUFFER_PTS(packet)));
    }
}

}  // namespace ocellus::media
