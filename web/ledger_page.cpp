#include "base/id.h"
#include "base/utf8.h"
#include "reports/plain_reasons.h"
#include "store/ledger_sums.h"
#include "web/pages.h"

namespace rasd {
namespace {

constexpr size_t kQuarantineShown = 50;
constexpr ItemState kStates[] = {ItemState::kStored, ItemState::kDuplicate, ItemState::kFiltered,
                                 ItemState::kFailed, ItemState::kQuarantined};

std::string stage_name(const Visit& visit, const std::string& stage) {
  const std::string key = "stage_" + stage;
  const std::string said = visit.text(key);
  return said == key ? stage : said;
}

int64_t signed_count(uint64_t n) { return static_cast<int64_t>(n); }

void put_sums(const Visit& visit, View body, const LedgerSums& sums) {
  body.say("TAKEN_IN", visit.words.number(signed_count(sums.total)));
  body.show(sums.reconciles() ? "RECONCILES" : "RECONCILES_NOT");
  for (const ItemState state : kStates) {
    View tile = body.add("STATE");
    tile.put("CODE", name(state));
    tile.say("NAME", visit.text("is_" + std::string(name(state))));
    tile.say("N", visit.words.number(signed_count(sums.by_state[static_cast<size_t>(state)])));
  }
  for (const auto& one : sums.by_source) {
    View row = body.add("BY_SOURCE");
    row.put("NAME", one.source_name.empty() ? one.source_id : one.source_name);
    uint64_t all = 0;
    for (const ItemState state : kStates) {
      const uint64_t n = one.by_state[static_cast<size_t>(state)];
      all += n;
      View cell = row.add("CELL");
      cell.say("LABEL", visit.text("is_" + std::string(name(state))));
      cell.say("N", visit.words.number(signed_count(n)));
      if (n == 0) cell.show("ZERO");
    }
    row.say("ALL", visit.words.number(signed_count(all)));
  }
  for (const auto& one : sums.by_reason) {
    View row = body.add("BY_REASON");
    row.say("STATE", visit.text("is_" + std::string(name(one.state))));
    row.put("CODE", name(one.state));
    row.put("STAGE", stage_name(visit, one.stage));
    row.put("REASON", plain_reason(one.reason, visit.words));
    row.say("N", visit.words.number(signed_count(one.count)));
  }
}

}  // namespace

Result<HttpResponse> ledger_page(Visit& visit) {
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  StoreReader& store = **reader.value();
  const auto sums = sum_ledger(store);
  if (!sums) return fail(sums.error());
  LedgerFilter filter;
  filter.state = ItemState::kQuarantined;
  const auto quarantined = list_ledger(store, filter, {kQuarantineShown, 0});
  if (!quarantined) return fail(quarantined.error());
  Page page(visit, "ledger.tpl", visit.text("ledger"), "nav_ledger");
  View body = page.body();
  put_sums(visit, body, *sums);
  if (quarantined->empty()) body.show("QUARANTINE_EMPTY");
  const bool may_fetch = visit.may({Role::kAnalyst, Role::kAdministrator});
  for (const Outcome& one : *quarantined) {
    View row = body.add("QUARANTINED");
    row.put("URL", one.url);
    row.put("SOURCE", one.source_id);
    row.put("STAGE", stage_name(visit, one.stage));
    row.put("REASON", plain_reason(one.reason, visit.words));
    row.say("WHEN", moment(visit, one.at));
    row.put("MACHINE", machine_time(one.at));
    if (may_fetch) row.add("FETCH").put("ID", one.item_id);
  }
  return page.send();
}

Result<HttpResponse> quarantined_bytes(Visit& visit) {
  const std::string id = path_part(visit.request, "/ledger/", "/bytes");
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  auto row = read_ledger(**reader.value(), id);
  if (!row) return fail(row.error());
  if (row->bytes.empty()) return fail(ErrorKind::kNotFound, "no bytes kept");
  visit.desk.sessions.log(visit.user->user, "export",
                          "quarantined bytes of " + std::string(clip_utf8(id, 64)));
  HttpResponse response;
  response.headers = {
      {"Content-Type", "application/octet-stream"},
      {"Content-Disposition",
       "attachment; filename=\"" + content_id({id}).substr(0, 16) + ".bin\""},
      {"Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'"},
      {"Cache-Control", "no-store"}};
  response.body = std::move(row->bytes);
  return response;
}

}  // namespace rasd
