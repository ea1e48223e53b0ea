#include "records/json.h"
#include "reports/digest.h"
#include "reports/digest_render.h"
#include "reports/trend_report.h"
#include "store/ledger_sums.h"
#include "web/pages.h"

namespace rasd {
namespace {

constexpr ItemState kStates[] = {ItemState::kStored, ItemState::kDuplicate, ItemState::kFiltered,
                                 ItemState::kFailed, ItemState::kQuarantined};

HttpResponse json(std::string body, int status = 200) {
  return {status,
          {{"Content-Type", "application/json; charset=utf-8"}, {"Cache-Control", "no-store"}},
          std::move(body)};
}

HttpResponse json(const JsonBuffer& buffer) {
  return json(std::string(buffer.GetString(), buffer.GetSize()) + "\n");
}

HttpResponse json_error(const Error& error) {
  int status = 500;
  if (error.kind == ErrorKind::kUsage || error.kind == ErrorKind::kMalformed) status = 400;
  if (error.kind == ErrorKind::kNotFound) status = 404;
  if (error.kind == ErrorKind::kRefused) status = 409;
  if (error.kind == ErrorKind::kTemporary) status = 503;
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  // What failed inside is for the log, not for the caller.
  put(writer, "error", status == 500 ? std::string_view("internal") : error.message);
  put(writer, "kind", name(error.kind));
  writer.EndObject();
  return json(std::string(buffer.GetString(), buffer.GetSize()) + "\n", status);
}

void put_states(JsonWriter& writer, const StateCounts& counts) {
  for (const ItemState state : kStates) {
    put(writer, name(state), static_cast<int64_t>(counts[static_cast<size_t>(state)]));
  }
}

}  // namespace

Result<HttpResponse> api_health(Visit& visit) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  auto reader = visit.desk.readers.borrow();
  const auto size =
      reader ? measure_store(**reader.value()) : Result<StoreSize>(fail(reader.error()));
  put(writer, "status", size ? "ok" : "store unavailable");
  put(writer, "at", to_rfc3339(visit.now));
  if (size && visit.user) {
    put(writer, "items", static_cast<int64_t>(size->items));
    put(writer, "store_version", int64_t{size->version});
    put(writer, "store_bytes", static_cast<int64_t>(size->file_bytes));
    put(writer, "log_bytes", static_cast<int64_t>(size->wal_bytes));
  }
  writer.EndObject();
  HttpResponse response = json(buffer);
  if (!size) response.status = 503;
  return response;
}

Result<HttpResponse> api_digest(Visit& visit) {
  const auto asked = visit.request.parameter("date");
  const auto day = asked.empty() ? Result<Day>(visit.today) : parse_day(asked);
  if (!day) return json_error(day.error());
  auto reader = visit.desk.readers.borrow();
  if (!reader) return json_error(reader.error());
  DigestOptions options;
  options.now = visit.now;
  const auto digest = make_digest(**reader.value(), visit.desk.zone, *day, options);
  if (!digest) return json_error(digest.error());
  visit.desk.sessions.log(visit.user->user, "export", "digest of " + to_string(*day));
  return json(digest_json(*digest, visit.words));
}

Result<HttpResponse> api_report(Visit& visit) {
  const auto to_said = visit.request.parameter("to"), from_said = visit.request.parameter("from");
  const auto to = to_said.empty() ? Result<Day>(visit.today) : parse_day(to_said);
  if (!to) return json_error(to.error());
  const auto from = from_said.empty() ? Result<Day>(add_days(*to, -29)) : parse_day(from_said);
  if (!from) return json_error(from.error());
  auto reader = visit.desk.readers.borrow();
  if (!reader) return json_error(reader.error());
  TrendOptions options;
  options.now = visit.now;
  const auto report = make_trend_report(**reader.value(), visit.desk.zone, *from, *to, options);
  if (!report) return json_error(report.error());
  visit.desk.sessions.log(visit.user->user, "export",
                          "report " + to_string(*from) + " to " + to_string(*to));
  return json(trend_json(*report, visit.words));
}

Result<HttpResponse> api_ledger(Visit& visit) {
  auto reader = visit.desk.readers.borrow();
  if (!reader) return json_error(reader.error());
  const auto sums = sum_ledger(**reader.value());
  if (!sums) return json_error(sums.error());
  visit.desk.sessions.log(visit.user->user, "export", "ledger");
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  put(writer, "total", static_cast<int64_t>(sums->total));
  put_states(writer, sums->by_state);
  put(writer, "reconciles", sums->reconciles());
  put_key(writer, "sources");
  writer.StartArray();
  for (const auto& one : sums->by_source) {
    writer.StartObject();
    put(writer, "id", one.source_id);
    put(writer, "name", one.source_name);
    put_states(writer, one.by_state);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  return json(buffer);
}

}  // namespace rasd
