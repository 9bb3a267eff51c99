// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "events/event.h"

namespace ocellus {

// How a value is written into the text around it.
enum class TemplateText { Address, Body };

// A text that a user wrote, with its marks replaced by what `alarm` says. %alrmsrc2 (also %alarmsrc2,
// %almsrc2) is the alarm's id as two hex digits, as recorders know it: zones 1 to 4 are 62 to 65. Ours are
// {id} {camera} {area} {name} {state} {count} {threshold} {time}; anything else in braces stays. Values are
// percent-encoded in an address, and written as within a JSON string in a body.
[[nodiscard]] std::string filledAlarmTemplate(std::string_view text, const Event& alarm, TemplateText kind);

}  // namespace ocellus
