// SPDX-License-Identifier: Apache-2.0
#include <pthread.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "base/log.h"
#include "cli/command.h"
#include "cli/configuration_file.h"
#include "cli/model_options.h"
#include "cli/program_folder.h"
#include "daemon/daemon.h"

namespace ocellus::cli {
namespace {

struct Options {
    std::string configuration;
    std::string models;
};

void announce(const Daemon& daemon) {
    log::info("detector {}", daemon.modelDescription());
    if (const auto address = daemon.httpAddress()) {
        log::info("listening http://{}", *address);
    }
    if (const auto address = daemon.httpsAddress()) {
        log::info("listening https://{}", *address);
    }
    if (const auto address = daemon.rtspAddress()) {
        log::info("listening rtsp://{}", *address);
    }
    if (const auto secret = daemon.setupSecret()) {
        // The one place where a secret is shown: whoever can read this may make the first account.
        std::cerr << "\nThe one-time secret for the first visit: " << secret->reveal() << "\n\n"
                  << std::flush;
    }
}

int run(const Options& options) {
    auto loaded = readConfigurationFile(options.configuration);
    if (!loaded) {
        return kBadInput;
    }
    // Before any thread: they inherit it, so that the signals come here.
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    const SystemClock clock;
    Daemon::Options daemonOptions;
    daemonOptions.configuration = std::move(*loaded);
    if (!options.models.empty()) {
        daemonOptions.models = options.models;
    }
    daemonOptions.webFolder = webFolder();
    auto daemon = Daemon::start(std::move(daemonOptions), clock);
    if (!daemon) {
        return report(daemon.error());
    }
    announce(**daemon);
    int signal = 0;
    sigwait(&ends, &signal);
    log::info("ending");
    return kDone;
}

}  // namespace

void addRun(CLI::App& program, Action& action) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("run", "Watch cameras until told to stop");
    command->add_option("--config", options->configuration, "The configuration file, ocellus.yaml")
        ->required();
    addModelFolderOption(*command, options->models);
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace ocellus::cli
