// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "storage/users.h"

namespace ocellus {

// Who may call a route. It has no default: a route that does not say who may call it does not compile.
class Access {
public:
    enum class Kind : std::uint8_t {
        Anyone,   // without login: the login itself, and what says nothing about anybody
        User,     // an open session with at least `role`
        Metrics,  // this machine without a proxy between, or an operator's session
        Device,   // Digest with a device account of that camera
    };

    [[nodiscard]] static constexpr Access anyone() { return {Kind::Anyone, Role::Viewer}; }

    [[nodiscard]] static constexpr Access viewer() { return {Kind::User, Role::Viewer}; }

    [[nodiscard]] static constexpr Access operators() { return {Kind::User, Role::Operator}; }

    [[nodiscard]] static constexpr Access admin() { return {Kind::User, Role::Admin}; }

    [[nodiscard]] static constexpr Access metrics() { return {Kind::Metrics, Role::Operator}; }

    [[nodiscard]] static constexpr Access device() { return {Kind::Device, Role::Viewer}; }

    [[nodiscard]] constexpr Kind kind() const { return kind_; }

    [[nodiscard]] constexpr Role role() const { return role_; }

    // As docs/reference/api.md writes it.
    [[nodiscard]] std::string_view name() const {
        switch (kind_) {
            case Kind::Anyone:
                return "anyone";
            case Kind::Metrics:
                return "this machine, or operator";
            case Kind::Device:
                return "device account";
            case Kind::User:
                break;
        }
        return roleName(role_);
    }

private:
    constexpr Access(Kind kind, Role role) : kind_(kind), role_(role) {}

    Kind kind_;
    Role role_;
};

}  // namespace ocellus
