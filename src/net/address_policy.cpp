// SPDX-License-Identifier: Apache-2.0
#include "net/address_policy.h"

namespace ocellus {
namespace {

namespace ip = boost::asio::ip;

bool isOffLimits(const ip::address_v4& address) {
    constexpr std::uint32_t kLinkLocal = 0xa9fe;  // 169.254/16
    const std::uint32_t bits = address.to_uint();
    return bits >> 16 == kLinkLocal || bits >> 24 == 0 || address.is_multicast() || bits == 0xffffffff;
}

}  // namespace

bool isOffLimits(const ip::address& address) {
    if (address.is_v4()) {
        return isOffLimits(address.to_v4());
    }
    const ip::address_v6 six = address.to_v6();
    if (six.is_v4_mapped()) {
        return isOffLimits(ip::make_address_v4(ip::v4_mapped, six));
    }
    return six.is_link_local() || six.is_multicast() || six.is_unspecified();
}

}  // namespace ocellus
