// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ocellus::media {

// Gives up what a decoder does not need, before the first foreign byte is read: no new privileges, user
// nobody where this is root, bounds on memory, files and descriptors, no core dumps, an end when the parent
// ends. False if something of it was refused; then the worker must not go on.
[[nodiscard]] bool enterSandbox();

}  // namespace ocellus::media
