// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"

namespace ocellus::cli {

// The parts of `ocellus models`, one file each.
void addModelsList(CLI::App& models, Action& action);
void addModelsPull(CLI::App& models, Action& action);
void addModelsImport(CLI::App& models, Action& action);
void addModelsBench(CLI::App& models, Action& action);
void addModelsEval(CLI::App& models, Action& action);

}  // namespace ocellus::cli
