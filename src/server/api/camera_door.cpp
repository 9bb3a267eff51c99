// SPDX-License-Identifier: Apache-2.0
#include "server/api/camera_door.h"

#include <utility>

namespace ocellus {

void CameraDoor::answer(Request request, std::function<void(Answer)> done) {
    std::vector<std::string>& path = request.target.segments;
    if (path.empty() || path.front() != "cgi-bin") {
        done(refusal(
            404, "not_found",
            {Error::Kind::NotFound, "this port is a camera's", "ask for /cgi-bin/mjpeg or /cgi-bin/camera"}));
        return;
    }
    // What Digest signs, the target as it came, stays as it is.
    path.insert(path.begin(), camera_);
    house_.answer(std::move(request), std::move(done));
}

}  // namespace ocellus
