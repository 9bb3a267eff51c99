// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ip/address.hpp>

namespace ocellus {

// Whether an address is link-local (169.254/16, fe80::/10, also mapped into IPv6), where machines keep
// metadata services; or unspecified, multicast or broadcast, where no camera is. Test and Find buttons do not
// ask there.
[[nodiscard]] bool isOffLimits(const boost::asio::ip::address& address);

}  // namespace ocellus
