// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "storage/database.h"

namespace ocellus {

// What a login may do; each may also do what those before it may.
enum class Role { Viewer, Operator, Admin };

[[nodiscard]] std::string_view roleName(Role role);  // "viewer", "operator", "admin"
[[nodiscard]] std::optional<Role> roleFrom(std::string_view name);

struct User {
    std::string name;
    std::string passwordHash;  // argon2id, as crypto_pwhash_str writes it
    Role role = Role::Viewer;
    std::string language = "en";
    std::optional<std::vector<std::string>> cameras;  // ids this user may see; none: all
};

// The logins. Names are unique to the letter. The last admin can be neither removed nor made less. Bound to
// the storage thread (Store::run).
class Users {
public:
    explicit Users(Database& database) : database_(database) {}

    [[nodiscard]] Result<std::vector<User>> list();
    [[nodiscard]] Result<std::optional<User>> find(const std::string& name);
    [[nodiscard]] Result<bool> any();
    Result<void> add(const User& user);            // Conflict where the name is taken
    Result<void> change(const User& user);         // NotFound; Conflict for the last admin
    Result<void> remove(const std::string& name);  // its sessions end too; Conflict for the last admin

private:
    Result<void> refuseIfLastAdmin(const std::string& name);

    Database& database_;
};

}  // namespace ocellus
