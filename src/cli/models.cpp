// SPDX-License-Identifier: Apache-2.0
#include "cli/model_commands.h"

namespace ocellus::cli {

void addModels(CLI::App& program, Action& action) {
    CLI::App* const models =
        program.add_subcommand("models", "Detectors: what there is, what it costs, how good it is");
    models->require_subcommand(1);
    addModelsList(*models, action);
    addModelsPull(*models, action);
    addModelsImport(*models, action);
    addModelsBench(*models, action);
    addModelsEval(*models, action);
}

}  // namespace ocellus::cli
