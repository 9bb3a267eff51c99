// SPDX-License-Identifier: Apache-2.0
#include "media/worker/player.h"

#include <poll.h>

#include <array>
#include <utility>

#include "media/worker/failure.h"

namespace ocellus::media {
namespace {

constexpr Duration kPulseInterval = std::chrono::seconds{1};
constexpr const char* kNoVideo = "no-video";  // our own message on the bus

bool has(GstElement* element, const char* property) {
    return g_object_class_find_property(G_OBJECT_GET_CLASS(element), property) != nullptr;
}

bool nameBegins(const GstCaps* caps, const char* prefix) {
    return g_str_has_prefix(gst_structure_get_name(gst_caps_get_structure(caps, 0)), prefix) != FALSE;
}

}  // namespace

Player::Player(const Job& job, Outlet& outlet, int clipDescriptor)
    : job_(job),
      outlet_(outlet),
      sink_(outlet, job),
      clip_(clipDescriptor),
      rtsp_(job, outlet, sink_),
      pipeline_(gst_pipeline_new(nullptr)) {}

Player::~Player() {
    gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
}

bool Player::build() {
    const bool live = job_.kind == Job::Kind::Rtsp;
    GstElement* source = live ? rtsp_.makeElement() : clip_.makeElement();
    decoder_ = gst_element_factory_make("decodebin", nullptr);
    if (source == nullptr || decoder_ == nullptr) {
        return false;
    }
    gst_bin_add_many(GST_BIN(pipeline_.get()), source, decoder_, nullptr);
    g_signal_connect(pipeline_.get(), "deep-element-added", G_CALLBACK(&Player::onElement), this);
    g_signal_connect(decoder_, "autoplug-continue", G_CALLBACK(&Player::onContinue), this);
    g_signal_connect(decoder_, "pad-added", G_CALLBACK(&Player::onDecodedPad), this);
    g_signal_connect(decoder_, "no-more-pads", G_CALLBACK(&Player::onNoMorePads), this);
    if (live) {
        g_signal_connect(source, "pad-added", G_CALLBACK(&Player::onSourcePad), this);
        return true;
    }
    return gst_element_link(source, decoder_) != FALSE;
}

// Decoders without threads of their own: pictures come out one by one as they come in, in the same order on
// every run, and sixty cameras do not make a thousand threads.
void Player::onElement(GstBin* /*bin*/, GstBin* /*parent*/, GstElement* element, gpointer self) {
    const auto& player = *static_cast<Player*>(self);
    if (has(element, "max-threads")) {
        g_object_set(element, "max-threads", 1, nullptr);
    }
    if (player.job_.kind == Job::Kind::Rtsp && has(element, "discard-corrupted-frames")) {
        g_object_set(element, "discard-corrupted-frames", TRUE, nullptr);
    }
}

void Player::onSourcePad(GstElement* /*source*/, GstPad* pad, gpointer self) {
    auto& player = *static_cast<Player*>(self);
    const GstHandle<GstPad> entry{gst_element_get_static_pad(player.decoder_, "sink")};
    if (gst_pad_is_linked(entry.get()) == FALSE && gst_pad_link(pad, entry.get()) == GST_PAD_LINK_OK) {
        player.rtsp_.watch(pad);
    }
}

// False lets a stream out as it is: sound and subtitles go nowhere, JPEG pictures where they are wanted.
gboolean Player::onContinue(GstElement* /*decoder*/, GstPad* /*pad*/, GstCaps* caps, gpointer self) {
    const auto& player = *static_cast<Player*>(self);
    const bool leave = nameBegins(caps, "audio/") || nameBegins(caps, "text/") ||
                       nameBegins(caps, "subpicture/") ||
                       (player.job_.jpegAsIs && nameBegins(caps, "image/jpeg"));
    return static_cast<gboolean>(!leave);
}

void Player::onDecodedPad(GstElement* /*decoder*/, GstPad* pad, gpointer self) {
    auto& player = *static_cast<Player*>(self);
    GstHandle<GstCaps> caps{gst_pad_get_current_caps(pad)};
    if (!caps) {
        caps.reset(gst_pad_query_caps(pad, nullptr));
    }
    const bool picture = nameBegins(caps.get(), "video/x-raw") || nameBegins(caps.get(), "image/jpeg");
    if (picture && !player.sink_.attached() &&
        !player.sink_.attach(GST_PIPELINE(player.pipeline_.get()), pad)) {
        GST_ELEMENT_ERROR(player.decoder_, CORE, NEGOTIATION, ("the decoded pictures cannot be taken over"),
                          (nullptr));
    }
}

void Player::onNoMorePads(GstElement* element, gpointer self) {
    auto& player = *static_cast<Player*>(self);
    if (!player.sink_.attached()) {
        gst_element_post_message(
            element, gst_message_new_application(GST_OBJECT(element), gst_structure_new_empty(kNoVideo)));
    }
}

Player::Outcome Player::play() {
    if (!build()) {
        return fail({WorkerFailure::Kind::MissingPlugin, "an element of GStreamer could not be made"});
    }
    gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);
    while (true) {
        if (const auto outcome = waitForNews()) {
            return *outcome;
        }
    }
}

std::optional<Player::Outcome> Player::waitForNews() {
    const GstHandle<GstBus> bus{gst_element_get_bus(pipeline_.get())};
    GPollFD busPoll{};
    gst_bus_get_pollfd(bus.get(), &busPoll);
    std::array<pollfd, 2> waits{pollfd{outlet_.descriptor(), POLLIN, 0}, pollfd{busPoll.fd, POLLIN, 0}};
    ::poll(waits.data(), waits.size(), static_cast<int>(kPulseInterval / std::chrono::milliseconds{1}));
    if (const Instant now = clock_.now(); now - lastPulse_ >= kPulseInterval) {
        lastPulse_ = now;
        outlet_.send(Pulse{rtsp_.bytes()});
    }
    if (waits[0].revents != 0 && !outlet_.receiveReleases()) {
        outlet_.close();
        return Outcome::ParentGone;
    }
    while (const GstHandle<GstMessage> message{gst_bus_pop(bus.get())}) {
        if (const auto outcome = onMessage(message.get())) {
            return outcome;
        }
    }
    return std::nullopt;
}

std::optional<Player::Outcome> Player::onMessage(GstMessage* message) {
    switch (GST_MESSAGE_TYPE(message)) {
        case GST_MESSAGE_EOS:
            return job_.kind == Job::Kind::Rtsp
                       ? fail({WorkerFailure::Kind::Ended, "the camera ended the stream"})
                       : endOfClip();
        case GST_MESSAGE_ERROR:
            if (rtsp_.certificateRefused()) {
                return fail({WorkerFailure::Kind::NotTrusted, "the certificate is not the pinned one"});
            }
            return fail(explain(message, job_));
        case GST_MESSAGE_APPLICATION:
            return fail({WorkerFailure::Kind::NoVideo, "there is no video in it that can be decoded"});
        default:
            return std::nullopt;
    }
}

// A looping clip without one good picture must not begin again at once for ever.
Player::Outcome Player::endOfClip() {
    if (sink_.handedOver() == 0) {
        return fail({WorkerFailure::Kind::Corrupt, "not one picture could be decoded"});
    }
    return Outcome::Ended;
}

Player::Outcome Player::fail(WorkerFailure failed) {
    outlet_.send(std::move(failed));
    outlet_.close();  // a decoding thread that waits for a slot would hold up the end
    return Outcome::Failed;
}

}  // namespace ocellus::media
