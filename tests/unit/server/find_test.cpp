// SPDX-License-Identifier: Apache-2.0
// The Find button's calls: for admins, and what is asked reaches the host.
#include "unit/server/house.h"

namespace ocellus {
namespace {

using FindTest = House;

TEST_F(FindTest, AnAdminBeginsASearchLooksAtItAndEndsIt) {
    addUser("ada", Role::Admin);
    const Visitor ada = loggedIn("ada");
    const auto begun = bodyOf(call(Method::Post, "/api/v1/finds", ada, R"({"address":"10.0.0.8"})"));
    EXPECT_EQ(begun["asked"]["address"], "10.0.0.8");
    EXPECT_EQ(bodyOf(call(Method::Get, "/api/v1/finds/gate", ada))["done"], true);
    EXPECT_EQ(call(Method::Get, "/api/v1/finds/other", ada).status, 404);
    EXPECT_EQ(call(Method::Delete, "/api/v1/finds/gate", ada).status, 204);
    EXPECT_EQ(call(Method::Post, "/api/v1/finds", ada, "{").status, 400);
}

TEST_F(FindTest, NobodyElseMay) {
    addUser("otto", Role::Operator);
    const Visitor otto = loggedIn("otto");
    EXPECT_EQ(call(Method::Post, "/api/v1/finds", otto, R"({"address":"10.0.0.8"})").status, 403);
    EXPECT_EQ(call(Method::Get, "/api/v1/finds/gate", otto).status, 403);
    EXPECT_EQ(call(Method::Get, "/api/v1/vendors", otto).status, 200);
}

TEST_F(FindTest, TheResultOfACameraIsForThoseWhoSeeIt) {
    addUser("yara", Role::Viewer, std::vector<std::string>{"yard"});
    const Visitor yara = loggedIn("yara");
    EXPECT_EQ(bodyOf(call(Method::Get, "/api/v1/cameras/yard/result", yara))["ok"], true);
    EXPECT_EQ(call(Method::Get, "/api/v1/cameras/gate/result", yara).status, 404);
}

}  // namespace
}  // namespace ocellus
