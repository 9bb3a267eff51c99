// SPDX-License-Identifier: Apache-2.0
// Stores and sends alarms without end, to be killed at any moment; with "drain" it only sends what waits.
//   kill_drill_helper FOLDER http URL | mqtt PORT [drain]
// With "counts 0" it stores minutes of two zones without end, going on after the last that is there.
// Standard output: the sequence of each event as soon as it is stored, one a line.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>

#include "base/log.h"
#include "integration/outputs/house.h"
#include "support/wait_until.h"

namespace {

int storeMinutes(const char* folder) {
    using namespace ocellus;
    const SystemClock clock;
    auto store = Store::open(folder, clock);
    if (!store) {
        std::cerr << store.error().text() << "\n";
        return 1;
    }
    std::int64_t minute = 30'000'000;
    auto reader = (*store)->readCounts().value();
    const auto zones = reader.zones().value();
    for (const HistoryZone& zone : zones) {
        (void)reader.eachMinute(zone.id, WallTime{}, WallTime{std::chrono::minutes{40'000'000}},
                                [&](std::int64_t stored, const CountSpan&) {
                                    minute = std::max(minute, stored);
                                    return true;
                                });
    }
    for (;;) {
        ++minute;
        for (const char* zone : {"Till", "Door"}) {
            for (int piece = 0; piece < 12; ++piece) {
                (*store)->counts().record("gate", {zone, minute, {1, 2, 750, 0, 500}, 1});
            }
        }
        (void)(*store)->run([&](Tables&) -> Result<void> {
            (*store)->counts().flush();
            return {};
        });
        const std::string line = std::to_string(minute) + "\n";
        (void)!::write(STDOUT_FILENO, line.data(), line.size());
    }
}

}  // namespace

int main(int count, char** arguments) {
    using namespace ocellus;
    if (count < 4) {
        return 2;
    }
    log::setUp(log::Level::Error);  // standard output is for the sequences
    const std::string kind = arguments[2];
    if (kind == "counts") {
        return storeMinutes(arguments[1]);
    }
    std::optional<BrokerSettings> broker;
    if (kind == "mqtt") {
        broker = brokerFromUrl("mqtt://127.0.0.1:" + std::string(arguments[3])).value();
    }
    test::House house{arguments[1], broker};
    if (!house.error().empty()) {
        std::cerr << house.error() << "\n";
        return 1;
    }
    AppDestinations app;
    app.camera = "gate";
    app.app = "occupancy";
    if (kind == "http") {
        app.http.resize(1);
        app.http[0].url = arguments[3];
        app.http[0].alarms = true;
    }
    house.outputs().setApp(app);
    const std::string destination = kind == "http" ? httpDestinationName(app, 0) : kBrokerDestination;
    if (count > 4) {
        const bool drained = test::waitUntil(
            [&] {
                const OutputState state = house.state(destination);
                return state.destination == destination && state.pending == 0;
            },
            std::chrono::seconds{60});
        return drained ? 0 : 1;
    }
    for (;;) {
        house.record("alarm", {{"area", 1}}, [](const Event& event) {
            const std::string line = std::to_string(event.sequence) + "\n";
            (void)!::write(STDOUT_FILENO, line.data(), line.size());
        });
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
}
