// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <ctime>
#include <memory>

#include "base/clock.h"
#include "base/log.h"
#include "cli/command.h"
#include "simulator/quirk.h"
#include "simulator/simulator.h"

namespace ocellus::cli {
namespace {

struct Options {
    SimulatorSettings settings;
    std::string size;
    std::string auth = "none";
    std::string password;
    std::string quirk;
    bool hasPort = false;
};

int listQuirks() {
    for (const QuirkName& known : allQuirks()) {
        std::printf("%-20.*s %.*s\n", static_cast<int>(known.name.size()), known.name.data(),
                    static_cast<int>(known.words.size()), known.words.data());
    }
    return kDone;
}

int refuse(const Error& error) {
    std::fprintf(stderr, "ocellus simulate: %s\n", error.text().c_str());
    return kBadInput;
}

Result<FrameSize> parseSize(const std::string& text) {
    FrameSize size;
    char rest = 0;
    const int read = std::sscanf(text.c_str(), "%5dx%5d%c", &size.width, &size.height, &rest);
    if (read != 2 || size.width < 16 || size.height < 16 || size.width > 8192 || size.height > 8192) {
        return failure(Error::Kind::BadInput, "--size " + text + " is no picture size",
                       "write it as 1920x1080, each side from 16 to 8192");
    }
    return size;
}

Result<SimulatorSettings> settingsOf(Options& options) {
    SimulatorSettings& settings = options.settings;
    if (!options.size.empty()) {
        const auto size = parseSize(options.size);
        if (!size) {
            return tl::unexpected{size.error()};
        }
        settings.size = *size;
    }
    if (!options.quirk.empty()) {
        const auto quirk = findQuirk(options.quirk);
        if (!quirk) {
            return failure(Error::Kind::BadInput, "--quirk " + options.quirk + " is not known",
                           "--quirk list shows all of them");
        }
        settings.quirk = *quirk;
    }
    settings.auth = options.auth == "basic"    ? CameraAuth::Basic
                    : options.auth == "digest" ? CameraAuth::Digest
                                               : CameraAuth::None;
    if (!options.password.empty()) {
        settings.password = Secret{std::move(options.password)};
    }
    return settings;
}

void announce(const SimulatorSettings& settings, std::uint16_t port) {
    const std::string base =
        std::string{settings.tls ? "https" : "http"} + "://" + settings.bind + ":" + std::to_string(port);
    log::info("simulated camera: {}/cgi-bin/mjpeg?stream=1&frame={:g} and {}/cgi-bin/camera?stream=1", base,
              settings.picturesPerSecond, base);
}

// Until Ctrl-C, or a signal from a script. Says once when the clip is all encoded: from then on the processor
// belongs to whatever is being measured.
void serve(const Simulator& simulator, const sigset_t& ends) {
    bool told = false;
    while (true) {
        const timespec tick{0, 200'000'000};
        if (::sigtimedwait(&ends, nullptr, &tick) > 0) {
            return;
        }
        const auto state = simulator.state();
        if (!told && state.encoded) {
            told = true;
            if (state.error) {
                log::warn("simulated camera: {}", state.error->text());
            }
            log::info("simulated camera: all {} pictures encoded, {:.1f} s", state.pictures,
                      toSeconds(state.length));
        }
    }
}

int simulate(Options& options) {
    if (options.quirk == "list") {
        return listQuirks();
    }
    if (options.settings.clip.empty()) {
        return refuse({Error::Kind::BadInput, "no clip", "name a video file or a folder of JPEG pictures"});
    }
    if (!options.hasPort) {
        return refuse({Error::Kind::BadInput, "no --port", "choose one, as --port 9001; 0 takes a free one"});
    }
    const auto settings = settingsOf(options);
    if (!settings) {
        return refuse(settings.error());
    }
    // Before any thread: they inherit it, so that the signals come here.
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    const SystemClock clock;
    const auto simulator = Simulator::start(*settings, clock);
    if (!simulator) {
        return refuse(simulator.error());
    }
    announce(*settings, (*simulator)->port());
    serve(**simulator, ends);
    return kDone;
}

}  // namespace

void addSimulate(CLI::App& program, Action& action) {
    auto options = std::make_shared<Options>();
    auto* command =
        program.add_subcommand("simulate", "Be a camera that shows a clip, for trying and testing");
    auto& settings = options->settings;
    command->add_option("clip", settings.clip, "A video file, or a folder of JPEG pictures");
    command
        ->add_option("--port", settings.port, "Port to listen on; 0 takes a free one")

        ->check(CLI::Range(0, 65535));
    command->add_option("--size", options->size, "Scale the pictures to this size, as 1920x1080");
    command->add_option("--fps", settings.picturesPerSecond, "Pictures per second, picked from the clip")
        ->capture_default_str()
        ->check(CLI::Range(0.1, 60.0));
    command->add_option("--auth", options->auth, "Ask for a password")
        ->capture_default_str()
        ->check(CLI::IsMember({"none", "basic", "digest"}));
    command->add_option("--user", settings.username, "User name to ask for")->capture_default_str();
    command->add_option("--password", options->password, "Password to ask for (default ocellus)");
    command->add_flag("--tls", settings.tls, "Serve HTTPS with a self-signed certificate");
    command->add_option("--quirk", options->quirk, "Misbehave as some cameras do; 'list' shows the ways");
    command->add_option("--bind", settings.bind, "Address to listen on")->capture_default_str();
    command->callback([options, command, &action] {
        options->hasPort = command->count("--port") > 0;
        action = [options] { return simulate(*options); };
    });
}

}  // namespace ocellus::cli
