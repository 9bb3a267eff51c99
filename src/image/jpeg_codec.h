// SPDX-License-Identifier: Apache-2.0
#pragma once

// Both directions at once.
#include "image/jpeg_decoder.h"
#include "image/jpeg_encoder.h"
