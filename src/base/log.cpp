// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>

#include <memory>

namespace ocellus::log {

void setUp(Level level) {
    auto logger =
        std::make_shared<spdlog::logger>("ocellus", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
    logger->set_pattern("%Y-%m-%d %H:%M:%S.%e %^%l%$ %v");
    switch (level) {
        case Level::Debug:
            logger->set_level(spdlog::level::debug);
            break;
        case Level::Info:
            logger->set_level(spdlog::level::info);
            break;
        case Level::Warning:
            logger->set_level(spdlog::level::warn);
            break;
        case Level::Error:
            logger->set_level(spdlog::level::err);
            break;
    }
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

}  // namespace ocellus::log
