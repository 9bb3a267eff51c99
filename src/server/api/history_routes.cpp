// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/api/history_json.h"
#include "server/api/history_span.h"
#include "server/api/host_view.h"
#include "server/api/routes.h"
#include "server/api/still_allowed.h"
#include "storage/csv_export.h"

namespace ocellus {
namespace {

constexpr std::size_t kMostSteps = 4500;                   // three days of minutes, half a year of hours
constexpr std::size_t kMostHours = std::size_t{735} * 24;  // all that is kept
constexpr std::size_t kPiece = 256 * 1024;

// A reader of the counts for one call: charts wait for nobody who stores.
Result<CountHistory> historyOf(const ApiContext& context, const Call& call) {
    const HostView view(context.host, call.user().cameras);
    const std::string& camera = call.parameter("id");
    if (!view.sees(camera)) {
        return tl::unexpected(view.camera(camera).error());
    }
    auto history = context.store.readCounts();
    if (!history) {
        return tl::unexpected(history.error());
    }
    // Counts outlive their camera: it is unknown only where it has none.
    const auto zones = history->zonesOf(camera);
    if (!zones) {
        return tl::unexpected(zones.error());
    }
    if (zones->empty()) {
        if (const auto found = view.camera(camera); !found) {
            return tl::unexpected(found.error());
        }
    }
    return history;
}

Result<std::vector<ZoneSeries>> seriesOf(CountHistory& history, const Call& call,
                                         std::span<const WallTime> edges) {
    const auto zones = history.zonesOf(call.parameter("id"));
    if (!zones) {
        return tl::unexpected(zones.error());
    }
    const auto wanted = call.request.target.query.find("zone");
    std::vector<ZoneSeries> series;
    for (const HistoryZone& zone : *zones) {
        if (wanted && *wanted != zone.zone) {
            continue;
        }
        auto spans = history.chart(zone.id, edges);
        if (!spans) {
            return tl::unexpected(spans.error());
        }
        // A zone of old that has nothing in this time is no line of the chart.
        const bool any = std::any_of(spans->begin(), spans->end(),
                                     [](const CountSpan& span) { return span != CountSpan{}; });
        if (any || wanted) {
            series.push_back({zone, std::move(*spans)});
        }
    }
    return series;
}

void putHead(nlohmann::json& answer, const ApiContext& context, const Call& call, const HistorySpan& span) {
    answer["camera"] = call.parameter("id");
    answer["time_zone"] = context.store.zone().name();
    answer["from"] = toIso8601(span.from);
    answer["to"] = toIso8601(span.to);
}

Result<nlohmann::json> series(const ApiContext& context, const Call& call) {
    const Query& query = call.request.target.query;
    const auto span = readSpan(query, context.store.zone(), context.clock.wallNow());
    const auto grain = readGrain(query);
    if (!span || !grain) {
        return tl::unexpected(span ? grain.error() : span.error());
    }
    const auto edges = edgesOf(*span, *grain, context.store.zone(), kMostSteps);
    if (!edges) {
        return tl::unexpected(edges.error());
    }
    return historyOf(context, call)
        .and_then([&](CountHistory history) { return seriesOf(history, call, *edges); })
        .map([&](const std::vector<ZoneSeries>& all) {
            nlohmann::json answer = seriesJson(all, *edges);
            putHead(answer, context, call, *span);
            answer["grain"] = nameOf(*grain);
            return answer;
        });
}

Result<nlohmann::json> heatMap(const ApiContext& context, const Call& call) {
    const TimeZone& zone = context.store.zone();
    const auto span = readSpan(call.request.target.query, zone, context.clock.wallNow());
    if (!span) {
        return tl::unexpected(span.error());
    }
    const auto edges = edgesOf(*span, HistoryGrain::Hour, zone, kMostHours);
    if (!edges) {
        return tl::unexpected(edges.error());
    }
    return historyOf(context, call)
        .and_then([&](CountHistory history) { return seriesOf(history, call, *edges); })
        .map([&](const std::vector<ZoneSeries>& all) {
            nlohmann::json answer = heatMapJson(all, *edges, zone);
            putHead(answer, context, call, *span);
            return answer;
        });
}

// The file as it is read from the history, day after day.
class HistoryDownload final : public Download {
public:
    HistoryDownload(CountHistory history, CsvWish wish, TimeZone zone)
        : history_(std::move(history)), wish_(std::move(wish)), zone_(std::move(zone)) {}

    Result<bool> next(std::string& piece) override {
        if (!rows_) {
            piece = csvHeader(wish_.layout);
            auto rows = CsvExport::begin(history_, wish_, zone_);
            if (!rows) {
                return tl::unexpected(rows.error());
            }
            rows_.emplace(std::move(*rows));
        }
        Result<bool> more = true;
        while (more && *more && piece.size() < kPiece) {
            more = rows_->next(piece);
        }
        return more;
    }

private:
    CountHistory history_;
    CsvWish wish_;
    TimeZone zone_;
    std::optional<CsvExport> rows_;
};

Result<CsvLayout> readLayout(const Query& query) {
    const std::string layout = query.find("layout").value_or("minutes");
    if (layout != "minutes" && layout != "areas") {
        return failure(Error::Kind::BadInput, "layout=" + layout.substr(0, 40) + " is not right",
                       "choose minutes or areas");
    }
    return layout == "areas" ? CsvLayout::Areas : CsvLayout::Minutes;
}

Answer csv(const ApiContext& context, const Call& call) {
    const Query& query = call.request.target.query;
    const TimeZone& zone = context.store.zone();
    const auto span = readSpan(query, zone, context.clock.wallNow());
    const auto layout = readLayout(query);
    if (!span || !layout) {
        return errorResponse(span ? layout.error() : span.error());
    }
    auto history = historyOf(context, call);
    if (!history) {
        return errorResponse(history.error());
    }
    CsvWish wish{call.parameter("id"), 1, *layout, span->from, span->to, query.find("zone")};
    if (const auto camera = context.host.camera(wish.camera)) {
        wish.channel = camera->value("settings", nlohmann::json::object()).value("channel", 1);
    }
    const std::string name = wish.camera + "_" + toText(zone.dayOf(span->from)) + "_" +
                             toText(zone.dayOf(span->to - std::chrono::seconds{1})) +
                             (*layout == CsvLayout::Areas ? "-areas.csv" : ".csv");
    DownloadAnswer answer;
    answer.head.add("Content-Type", "text/csv; charset=utf-8");
    answer.head.add("Content-Disposition", "attachment; filename=\"" + name + "\"");
    answer.download = std::make_unique<HistoryDownload>(std::move(*history), std::move(wish), zone);
    answer.stillAllowed = stillAllowed(context, call.user());
    return answer;
}

}  // namespace

std::vector<ApiRoute> historyRoutes(const ApiContext& context) {
    const std::string pattern = std::string(kApiRoot) + "/cameras/{id}/history";
    return {
        {Method::Get,
         pattern,
         Access::viewer(),
         {.summary = "Counts of a camera's zones over time",
          .response = "History",
          .query = {"from", "to", "grain", "zone"}},
         [context](const Call& call) { return answerOf(series(context, call)); }},
        {Method::Get,
         pattern + "/heat-map",
         Access::viewer(),
         {.summary = "Counts by weekday and hour", .response = "HeatMap", .query = {"from", "to", "zone"}},
         [context](const Call& call) { return answerOf(heatMap(context, call)); }},
        {Method::Get,
         pattern + ".csv",
         Access::viewer(),
         {.summary = "Every minute that was observed, as CSV",
          .response = "text/csv",
          .query = {"from", "to", "zone", "layout"}},
         [context](const Call& call) { return csv(context, call); }},
    };
}

}  // namespace ocellus
