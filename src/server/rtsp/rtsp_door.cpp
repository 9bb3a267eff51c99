// SPDX-License-Identifier: Apache-2.0
#include "server/rtsp/rtsp_door.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "server/api/host_view.h"
#include "server/rtsp/rtsp_path.h"

namespace ocellus {
namespace {

RtspResponse refuse(int status) {
    RtspResponse response;
    response.status = status;
    return response;
}

}  // namespace

std::variant<RtspDoor::Access, RtspResponse> RtspDoor::open(const Question& question) {
    DeviceProof proof;
    if (question.authorization) {
        proof.authorization = *question.authorization;
    }
    proof.method = question.method;
    proof.peer = question.peer;
    // Some clients hash the address of the whole stream where they ask for a track of it.
    proof.names = [&](std::string_view uri) {
        const auto path = parseRtspPath(uri);
        return path && path->camera == question.camera;
    };
    const auto checked = devices_.check(proof, DeviceDigest::Use::Look);
    if (const auto* refusal = std::get_if<DeviceRefusal>(&checked)) {
        using Why = DeviceRefusal::Why;
        if (refusal->why == Why::Failed) {
            return refuse(503);
        }
        if (refusal->why == Why::SlowDown) {
            const auto seconds = static_cast<long>(std::ceil(toSeconds(refusal->pause)));
            return refuse(503).with("Retry-After", std::to_string(seconds));
        }
        RtspResponse response = refuse(401);
        for (std::string& value : devices_.challenges(refusal->why == Why::Stale, DeviceDigest::Qop::None)) {
            response.with("WWW-Authenticate", std::move(value));
        }
        return response;
    }
    const auto& account = std::get<DeviceAccount>(checked);
    if (account.camera != question.camera) {
        return refuse(404);
    }
    const auto camera = HostView(host_, std::vector<std::string>{account.camera}).camera(account.camera);
    if (!camera) {
        return refuse(camera.error().kind == Error::Kind::NotFound ? 404 : 503);
    }
    Access access{account.name, account.camera};
    if (const auto apps = camera->find("apps"); apps != camera->end()) {
        access.metadata = !apps->empty();
    }
    if (const auto picture = camera->find("picture"); picture != camera->end() && picture->is_object()) {
        access.rate = picture->value("rate", 0.0);
    }
    return access;
}

bool RtspDoor::stillOpen(const Access& access) {
    return devices_.stillThere(access.account, access.camera);
}

}  // namespace ocellus
