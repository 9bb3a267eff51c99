// SPDX-License-Identifier: Apache-2.0
#include "server/http/acceptor.h"

namespace ocellus {

namespace asio = boost::asio;
using asio::ip::tcp;

Result<tcp::acceptor> openAcceptor(asio::io_context& context, const ListenAddress& address,
                                   std::string_view name) {
    const tcp::endpoint endpoint{asio::ip::make_address(address.address), address.port};
    tcp::acceptor acceptor{context};
    boost::system::error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) {
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    }
    if (!error) {
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        const bool taken = error == asio::error::address_in_use;
        return failure(taken ? Error::Kind::Conflict : Error::Kind::Unavailable,
                       "cannot listen on " + address.text() + ": " +
                           (taken ? "another program has that port" : error.message()),
                       "stop the other program or choose another port in " + std::string(name));
    }
    return acceptor;
}

}  // namespace ocellus
