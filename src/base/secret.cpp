// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"

#include <sodium.h>

namespace ocellus {

Secret::~Secret() {
    sodium_memzero(text_.data(), text_.size());
}

bool Secret::matches(const Secret& other) const {
    return text_.size() == other.text_.size() &&
           sodium_memcmp(text_.data(), other.text_.data(), text_.size()) == 0;
}

}  // namespace ocellus
