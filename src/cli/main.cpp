// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <iostream>

#include "base/log.h"
#include "cli/command.h"

namespace {

int run(int argumentCount, char** arguments) {
    using namespace ocellus::cli;
    CLI::App program{"Ocellus gives AI to the cameras that you have.", "ocellus"};
    program.require_subcommand(1);
    Action action;
    addDetect(program, action);
    try {
        program.parse(argumentCount, arguments);
    } catch (const CLI::ParseError& refused) {
        return program.exit(refused) == 0 ? kDone : kBadInput;  // --help is one of those, and no fault
    }
    return action();
}

}  // namespace

int main(int argumentCount, char** arguments) {
    try {
        ocellus::log::setUp(ocellus::log::Level::Info);
        return run(argumentCount, arguments);
    } catch (const std::exception& fault) {
        std::cerr << "error: " << fault.what() << '\n';
        return ocellus::cli::kFailed;
    }
}
