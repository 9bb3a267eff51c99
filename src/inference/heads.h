// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/head.h"

namespace ocellus {

// One a kind; what each reads is told in its own file.
[[nodiscard]] std::unique_ptr<Head> makeOcellusHead(ClassMap classes);
[[nodiscard]] std::unique_ptr<Head> makeYoloxHead(ClassMap classes);
[[nodiscard]] std::unique_ptr<Head> makeNanodetPlusHead(ClassMap classes);
[[nodiscard]] std::unique_ptr<Head> makeOmzSsdHead(ClassMap classes);
[[nodiscard]] std::unique_ptr<Head> makeYunetHead(ClassMap classes);

}  // namespace ocellus
