// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <exception>

#include "base/log.h"
#include "cli/command.h"

namespace {

int start(int count, char** words) {
    using namespace ocellus;
    CLI::App program{"Ocellus gives AI to the cameras that people already own.", "ocellus"};
    program.set_version_flag("--version", OCELLUS_VERSION);
    program.require_subcommand(1);
    cli::Action action;
    cli::addAnalyze(program, action);
    cli::addDetect(program, action);
    cli::addDevice(program, action);
    cli::addDoctor(program, action);
    cli::addModels(program, action);
    cli::addRun(program, action);
    cli::addSimulate(program, action);
    try {
        program.parse(count, words);
    } catch (const CLI::ParseError& error) {
        // Help and version are no failure; everything else is bad use.
        return program.exit(error) == 0 ? cli::kDone : cli::kBadInput;
    }
    log::setUp(log::Level::Info);
    return action();
}

}  // namespace

int main(int count, char** words) {
    try {
        return start(count, words);
    } catch (const std::exception& error) {
        ocellus::log::error("ocellus stopped: {}", error.what());
        return ocellus::cli::kFailed;
    }
}
