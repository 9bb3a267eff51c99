// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "cli/command.h"

namespace ocellus::cli {

struct Outcome {
    int code = 0;
    std::string out;
    std::string err;
};

// A command as a user calls it: `add` is the one that registers it, `arguments` begin with its name.
template <class Add>
Outcome call(Add add, std::vector<std::string> arguments) {
    CLI::App program{"test", "ocellus"};
    Action action;
    add(program, action);
    std::ranges::reverse(arguments);  // as CLI11 wants them
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    Outcome outcome;
    try {
        program.parse(arguments);
        outcome.code = action();
    } catch (const CLI::ParseError&) {
        outcome.code = kBadInput;
    }
    outcome.out = testing::internal::GetCapturedStdout();
    outcome.err = testing::internal::GetCapturedStderr();
    return outcome;
}

}  // namespace ocellus::cli
