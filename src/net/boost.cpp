// SPDX-License-Identifier: Apache-2.0
// Boost.Asio and Beast are compiled here once; everywhere else they are declarations.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
