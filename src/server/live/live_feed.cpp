// SPDX-License-Identifier: Apache-2.0
#include "server/live/live_feed.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/api/read_json.h"

namespace ocellus {
namespace {

constexpr std::size_t kMostWords = 16;

FeedMessage textMessage(std::shared_ptr<const std::string> text) {
    FeedMessage message;
    message.text = std::move(text);
    return message;
}

std::string refusalText(const std::string& camera, const std::string& text, const std::string& remedy) {
    nlohmann::json json;
    json["error"] = {
        {"kind", camera.empty() ? "bad_input" : "not_found"}, {"message", text}, {"remedy", remedy}};
    if (!camera.empty()) {
        json["camera"] = camera;
    }
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// The wish in a viewer's words, laid over the present one; what it does not name stays.
Result<LiveWish> readWish(std::string_view text, LiveWish wish) {
    const auto json = readJson(text);
    if (!json) {
        return tl::unexpected(json.error());
    }
    const auto refused = [](const char* why) {
        return failure(Error::Kind::BadInput, why, R"(send {"cameras": ["gate"], "rate": 5})");
    };
    if (!json->is_object()) {
        return refused("the message is not an object");
    }
    if (const auto cameras = json->find("cameras"); cameras != json->end()) {
        if (!cameras->is_array() || cameras->size() > LiveFeed::kMostCameras ||
            !std::all_of(cameras->begin(), cameras->end(),
                         [](const auto& each) { return each.is_string(); })) {
            return refused("cameras must be a list of at most 64 ids");
        }
        wish.cameras = cameras->get<std::vector<std::string>>();
    }
    if (const auto rate = json->find("rate"); rate != json->end()) {
        if (!rate->is_number() && !rate->is_null()) {
            return refused("rate must be a number of pictures a second, or null");
        }
        wish.rate = rate->is_null() ? std::nullopt : std::optional<double>(rate->get<double>());
    }
    return wish;
}

}  // namespace

FeedMessage liveMessage(const LiveFramePtr& frame) {
    FeedMessage message;
    message.binary = true;
    const auto length = static_cast<std::uint32_t>(frame->header.size());
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        message.prefix += static_cast<char>((length >> shift) & 0xffU);
    }
    message.text = std::shared_ptr<const std::string>(frame, &frame->header);
    message.picture = frame->picture.picture()->bytes;
    return message;
}

LiveFeed::LiveFeed(const Clock& clock, Watch watch, LiveWish wish)
    : clock_(clock), watch_(std::move(watch)), wish_(std::move(wish)) {}

LiveFeed::~LiveFeed() {
    stop();
}

void LiveFeed::start(std::function<void()> wake) {
    waker_.set(std::move(wake));
    apply(wish_);
}

void LiveFeed::stop() {
    waker_.clear();
    eyes_.clear();
}

std::optional<FeedMessage> LiveFeed::next() {
    waker_.rearm();
    if (!words_.empty()) {
        auto text = std::make_shared<const std::string>(std::move(words_.front()));
        words_.pop_front();
        return textMessage(std::move(text));
    }
    // Beginning behind the camera served last, once around.
    auto eye = eyes_.upper_bound(lastServed_);
    for (std::size_t i = 0; i < eyes_.size(); ++i, ++eye) {
        if (eye == eyes_.end()) {
            eye = eyes_.begin();
        }
        auto news = eye->second->take();
        if (news.state || news.frame) {
            lastServed_ = eye->first;
            return news.state ? textMessage(std::move(news.state)) : liveMessage(news.frame);
        }
    }
    return std::nullopt;
}

void LiveFeed::onText(std::string_view text) {
    auto wish = readWish(text, wish_);
    if (wish) {
        apply(std::move(*wish));
    } else {
        say(refusalText("", wish.error().message, wish.error().remedy));
    }
}

void LiveFeed::apply(LiveWish wish) {
    wish_ = std::move(wish);
    std::erase_if(eyes_, [this](const auto& entry) {
        return std::find(wish_.cameras.begin(), wish_.cameras.end(), entry.first) == wish_.cameras.end();
    });
    for (const std::string& camera : wish_.cameras) {
        if (const auto found = eyes_.find(camera); found != eyes_.end()) {
            found->second->setRate(wish_.rate);
            continue;
        }
        auto eye = std::make_unique<LiveEye>(clock_, waker_, wish_.rate);
        auto subscription = watch_(camera, *eye);
        if (!subscription) {
            say(refusalText(camera, "there is no camera \"" + camera + "\"",
                            "choose one of the list of cameras"));
            continue;
        }
        eye->join(std::move(subscription));
        eyes_.emplace(camera, std::move(eye));
    }
}

void LiveFeed::say(std::string text) {
    if (words_.size() < kMostWords) {
        words_.push_back(std::move(text));
        waker_.signal();
    }
}

}  // namespace ocellus
