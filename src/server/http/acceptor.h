// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <string_view>

#include "base/result.h"
#include "server/http/listen_address.h"

namespace ocellus {

// A socket that listens. `name`: the setting that a message names ("server.http"). Conflict: another program
// has the port.
[[nodiscard]] Result<boost::asio::ip::tcp::acceptor> openAcceptor(boost::asio::io_context& context,
                                                                  const ListenAddress& address,
                                                                  std::string_view name);

}  // namespace ocellus
