// SPDX-License-Identifier: Apache-2.0
#include "cli/detection_output.h"

#include <spdlog/fmt/fmt.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace ocellus::cli {

namespace {

// A millionth of a picture is less than a pixel of any.
double rounded(double value) {
    return std::round(value * 1e6) / 1e6;
}

}  // namespace

std::string detectionsAsJson(const std::string& image, FrameSize size, const std::vector<Detection>& found) {
    using Json = nlohmann::ordered_json;
    Json list = Json::array();
    for (const Detection& each : found) {
        list.push_back({{"class", nameOf(each.object)},
                        {"score", rounded(each.score)},
                        {"box",
                         {rounded(each.box.x), rounded(each.box.y), rounded(each.box.width),
                          rounded(each.box.height)}}});
    }
    const Json line{{"image", image}, {"width", size.width}, {"height", size.height}, {"detections", list}};
    // A path may be no UTF-8.
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string detectionsAsTable(const std::string& image, FrameSize size, const std::vector<Detection>& found) {
    std::string text = fmt::format("{}  {}x{}  {} found", image, size.width, size.height, found.size());
    for (const Detection& each : found) {
        text += fmt::format("\n  {:<8} {:.2f}  at {:.0f},{:.0f}  {:.0f}x{:.0f}", nameOf(each.object),
                            each.score, each.box.x * size.width, each.box.y * size.height,
                            each.box.width * size.width, each.box.height * size.height);
    }
    return text;
}

}  // namespace ocellus::cli
