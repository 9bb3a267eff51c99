// SPDX-License-Identifier: Apache-2.0
#include "storage/users.h"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

namespace ocellus {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 3> kRoles{
    {{Role::Viewer, "viewer"}, {Role::Operator, "operator"}, {Role::Admin, "admin"}}};

std::optional<std::string> camerasText(const User& user) {
    return user.cameras ? std::optional{nlohmann::json(*user.cameras).dump()} : std::nullopt;
}

User readUser(const SqlRow& row) {
    User user{row.text(0), row.text(1), roleFrom(row.text(2)).value_or(Role::Viewer), row.text(3),
              std::nullopt};
    if (!row.isNull(4)) {
        // A list that cannot be read gives no camera rather than all.
        user.cameras.emplace();
        const auto list = nlohmann::json::parse(row.text(4), nullptr, false);
        for (const auto& id : list.is_array() ? list : nlohmann::json::array()) {
            if (id.is_string()) {
                user.cameras->push_back(id.get<std::string>());
            }
        }
    }
    return user;
}

tl::unexpected<Error> noSuchUser(const std::string& name) {
    return failure(Error::Kind::NotFound, "there is no user \"" + name + "\"", "choose one of the list");
}

}  // namespace

std::string_view roleName(Role role) {
    for (const auto& [member, name] : kRoles) {
        if (member == role) {
            return name;
        }
    }
    return {};
}

std::optional<Role> roleFrom(std::string_view name) {
    for (const auto& [member, text] : kRoles) {
        if (text == name) {
            return member;
        }
    }
    return std::nullopt;
}

Result<std::vector<User>> Users::list() {
    return database_.all("SELECT name, password_hash, role, language, cameras FROM user ORDER BY name", {},
                         readUser);
}

Result<std::optional<User>> Users::find(const std::string& name) {
    return database_.one("SELECT name, password_hash, role, language, cameras FROM user WHERE name = ?",
                         {name}, readUser);
}

Result<bool> Users::any() {
    return database_.number("SELECT EXISTS (SELECT 1 FROM user)").map([](auto found) { return found != 0; });
}

Result<void> Users::add(const User& user) {
    const auto added = database_.transaction(Durability::Power, [&] {
        return database_.run(
            "INSERT INTO user (name, password_hash, role, language, cameras) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (name) DO NOTHING",
            {user.name, user.passwordHash, roleName(user.role), user.language, camerasText(user)});
    });
    if (added && *added == 0) {
        return failure(Error::Kind::Conflict, "the user name \"" + user.name + "\" is taken",
                       "choose another name");
    }
    return added.map([](int) {});
}

Result<void> Users::refuseIfLastAdmin(const std::string& name) {
    const auto last = database_.number(
        "SELECT EXISTS (SELECT 1 FROM user WHERE name = ? AND role = 'admin') "
        "AND (SELECT count(*) FROM user WHERE role = 'admin') = 1",
        {name});
    if (last && *last != 0) {
        return failure(Error::Kind::Conflict, "\"" + name + "\" is the last admin",
                       "make another user an admin first");
    }
    return last.map([](auto) {});
}

Result<void> Users::change(const User& user) {
    return database_.transaction(Durability::Power, [&]() -> Result<void> {
        if (user.role != Role::Admin) {
            if (auto allowed = refuseIfLastAdmin(user.name); !allowed) {
                return allowed;
            }
        }
        const auto changed = database_.run(
            "UPDATE user SET password_hash = ?, role = ?, language = ?, cameras = ? WHERE name = ?",
            {user.passwordHash, roleName(user.role), user.language, camerasText(user), user.name});
        if (changed && *changed == 0) {
            return noSuchUser(user.name);
        }
        return changed.map([](int) {});
    });
}

Result<void> Users::remove(const std::string& name) {
    return database_.transaction(Durability::Power, [&]() -> Result<void> {
        if (auto allowed = refuseIfLastAdmin(name); !allowed) {
            return allowed;
        }
        const auto removed = database_.run("DELETE FROM user WHERE name = ?", {name});
        if (removed && *removed == 0) {
            return noSuchUser(name);
        }
        return removed.map([](int) {});
    });
}

}  // namespace ocellus
