// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ssl/context.hpp>

#include "base/result.h"

namespace ocellus {

// Gives a server context a certificate for localhost that it signed itself, made anew each time, as a camera
// has it out of the box.
[[nodiscard]] Result<void> useSelfSignedCertificate(boost::asio::ssl::context& context);

}  // namespace ocellus
