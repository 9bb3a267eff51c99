// SPDX-License-Identifier: Apache-2.0
#include "media/message_socket.h"

#include <sys/socket.h>

#include <cerrno>

namespace ocellus::media {

Result<std::optional<std::span<const std::uint8_t>>> receiveMessage(int socket,
                                                                    std::span<std::uint8_t> buffer) {
    using Message = std::optional<std::span<const std::uint8_t>>;
    ssize_t size = 0;
    do {
        // With MSG_TRUNC the true length comes back, so one too long is seen and refused.
        size = ::recv(socket, buffer.data(), buffer.size(), MSG_DONTWAIT | MSG_TRUNC);
    } while (size < 0 && errno == EINTR);
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        return Message{};
    }
    if (size <= 0) {
        return failure(Error::Kind::Unavailable, "the other process is gone");
    }
    const auto length = static_cast<std::size_t>(size);
    return Message{buffer.first(length <= buffer.size() ? length : 0)};
}

}  // namespace ocellus::media
