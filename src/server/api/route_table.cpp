// SPDX-License-Identifier: Apache-2.0
#include "server/api/route_table.h"

#include <algorithm>
#include <sstream>

namespace ocellus {
namespace {

bool isParameter(const std::string& segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::vector<std::string> segmentsOf(const std::string& pattern) {
    std::vector<std::string> segments;
    std::istringstream stream(pattern);
    for (std::string segment; std::getline(stream, segment, '/');) {
        if (!segment.empty()) {
            segments.push_back(segment);
        }
    }
    return segments;
}

auto parametersIn(const ApiRoute& route) {
    return std::count(route.pattern.begin(), route.pattern.end(), '{');
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& segments,
          std::map<std::string, std::string>& parameters) {
    if (pattern.size() != segments.size()) {
        return false;
    }
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (isParameter(pattern[i])) {
            parameters[pattern[i].substr(1, pattern[i].size() - 2)] = segments[i];
        } else if (pattern[i] != segments[i]) {
            return false;
        }
    }
    return true;
}

}  // namespace

RouteTable::RouteTable(std::vector<ApiRoute> routes) : routes_(std::move(routes)) {
    std::stable_sort(routes_.begin(), routes_.end(), [](const ApiRoute& left, const ApiRoute& right) {
        return parametersIn(left) < parametersIn(right);
    });
    for (const ApiRoute& route : routes_) {
        patterns_.push_back(segmentsOf(route.pattern));
    }
}

std::optional<RouteMatch> RouteTable::find(Method method, const Target& target) const {
    const Method wanted = method == Method::Head ? Method::Get : method;
    RouteMatch other;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        std::map<std::string, std::string> parameters;
        if (!fits(patterns_[i], target.segments, parameters)) {
            continue;
        }
        if (routes_[i].method == wanted) {
            return RouteMatch{&routes_[i], std::move(parameters), {}};
        }
        other.allowed.push_back(routes_[i].method);
    }
    if (other.allowed.empty()) {
        return std::nullopt;
    }
    return other;
}

}  // namespace ocellus
