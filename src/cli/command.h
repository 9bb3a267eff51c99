// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace ocellus::cli {

// Exit codes of the contract.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;    // failed while running
inline constexpr int kBadInput = 2;  // bad use or bad input

// A command adds itself to the program and stores in `action` what main() is to run once its options are
// read. Each command lives in a file of its own and is listed in main.cpp.
using Action = std::function<int()>;

void addDetect(CLI::App& program, Action& action);
void addAnalyze(CLI::App& program, Action& action);
void addSimulate(CLI::App& program, Action& action);
void addRun(CLI::App& program, Action& action);
void addModels(CLI::App& program, Action& action);
void addDevice(CLI::App& program, Action& action);
void addDoctor(CLI::App& program, Action& action);

}  // namespace ocellus::cli
