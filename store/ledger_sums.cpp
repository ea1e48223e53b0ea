#include "store/ledger_sums.h"

#include <map>
#include <numeric>

#include "store/item_query.h"
#include "store/sqlite.h"

namespace rasd {
namespace {

constexpr Window kAllTime{Instant{std::chrono::seconds{-(int64_t{1} << 40)}},
                          Instant{std::chrono::seconds{int64_t{1} << 40}}};

// A stored item's address stands with its article.
const char* const kLedgerColumns =
    " l.item_id, l.source_id, IFNULL(x.url, l.url), l.state, l.stage, l.reason, l.at,"
    " IFNULL(x.archive_file, l.archive_file), IFNULL(x.archive_offset, l.archive_offset),"
    " IFNULL(x.archive_length, l.archive_length) FROM ledger l"
    " LEFT JOIN items i ON i.item_id = l.item_id LEFT JOIN article_texts x ON x.id = i.id ";

Outcome read_outcome(const sql::Statement& s) {
  Outcome o;
  o.item_id = s.text(0);
  o.source_id = s.text(1);
  o.url = s.text(2);
  o.state = static_cast<ItemState>(s.integer(3));
  o.stage = s.text(4);
  o.reason = s.text(5);
  o.at = s.instant(6);
  o.archive = {s.text(7), s.count(8), s.count(9)};
  return o;
}

Result<void> sum_states(sql::Connection& db, Window window, LedgerSums& sums) {
  auto s = db.prepare(
                 "SELECT l.source_id, l.state, COUNT(*), IFNULL(s.name, l.source_id) FROM ledger l"
                 " LEFT JOIN sources s ON s.id = l.source_id WHERE l.at >= ? AND l.at < ?"
                 " GROUP BY l.source_id, l.state ORDER BY l.source_id, l.state")
               .bind(window.from, window.to);
  while (s.step()) {
    if (sums.by_source.empty() || sums.by_source.back().source_id != s.view(0))
      sums.by_source.push_back({s.text(0), s.text(3), {}});
    const auto state = static_cast<size_t>(s.integer(1));
    if (state >= sums.by_state.size()) continue;
    sums.by_source.back().by_state[state] += s.count(2);
    sums.by_state[state] += s.count(2);
  }
  return s.finish();
}

Result<void> sum_reasons(sql::Connection& db, Window window, LedgerSums& sums) {
  // Reasons that name another item are one reason.
  auto s = db.prepare(
                 "SELECT state, stage, CASE WHEN state = 1 AND instr(reason, ' as item ') > 0"
                 " THEN substr(reason, 1, instr(reason, ' as item ') - 1) || ' as another item'"
                 " ELSE reason END AS why, COUNT(*) AS n FROM ledger WHERE state <> 0 AND at >= ?"
                 " AND at < ? GROUP BY 1, 2, 3 ORDER BY n DESC, why LIMIT 100")
               .bind(window.from, window.to);
  while (s.step())
    sums.by_reason.push_back(
        {static_cast<ItemState>(s.integer(0)), s.text(1), s.text(2), s.count(3)});
  return s.finish();
}

}  // namespace

bool LedgerSums::reconciles() const {
  StateCounts sources{};
  for (const auto& source : by_source)
    for (size_t state = 0; state < sources.size(); ++state)
      sources[state] += source.by_state[state];
  return total == std::accumulate(by_state.begin(), by_state.end(), uint64_t{0}) &&
         sources == by_state && by_state[static_cast<size_t>(ItemState::kStored)] == articles &&
         by_state[static_cast<size_t>(ItemState::kQuarantined)] == quarantined;
}

Result<LedgerSums> sum_ledger(StoreReader& reader, std::optional<Window> decided) {
  sql::Connection& db = reader.connection();
  const StoreReader::Snapshot snapshot(reader);
  const Window window = decided.value_or(kAllTime);
  LedgerSums sums;
  auto ok = sum_states(db, window, sums);
  if (ok) ok = sum_reasons(db, window, sums);
  if (!ok) return fail(ok.error());
  // Counted on their own, from the tables themselves, or there would be nothing to reconcile.
  const auto count = [&](const char* sql) -> Result<uint64_t> {
    auto s = db.prepare(sql).bind(window.from, window.to);
    const uint64_t n = s.step() ? s.count(0) : 0;
    return s.finish(n);
  };
  auto total = count("SELECT COUNT(*) FROM ledger WHERE at >= ? AND at < ?");
  auto articles = decided
                      ? count(
                            "SELECT COUNT(*) FROM items i JOIN ledger l ON l.item_id = i.item_id"
                            " WHERE l.at >= ? AND l.at < ?")
                      : count("SELECT COUNT(*) FROM items WHERE ? < ?");
  auto kept = count(
      "SELECT COUNT(*) FROM quarantine q JOIN ledger l ON l.item_id = q.item_id"
      " WHERE l.at >= ? AND l.at < ?");
  for (const auto* n : {&total, &articles, &kept})
    if (!*n) return fail(n->error());
  sums.total = *total;
  sums.articles = *articles;
  sums.quarantined = *kept;
  return sums;
}

Result<std::vector<Outcome>> list_ledger(StoreReader& reader, const LedgerFilter& filter,
                                         Slice slice) {
  const Window window = filter.decided.value_or(kAllTime);
  std::string sql = std::string("SELECT") + kLedgerColumns + "WHERE l.at >= ? AND l.at < ?";
  if (filter.state) sql += " AND l.state = ?";
  if (filter.state && *filter.state != ItemState::kStored) sql += " AND l.state <> 0";
  if (!filter.source.empty()) sql += " AND l.source_id = ?";
  sql += " ORDER BY l.at DESC, l.item_id LIMIT ? OFFSET ?";
  auto s = reader.connection().prepare(sql);
  s.bind(window.from, window.to);
  if (filter.state) s.bind(static_cast<int>(*filter.state));
  if (!filter.source.empty()) s.bind(filter.source);
  s.bind(bounded_limit(slice), uint64_t{slice.offset});
  std::vector<Outcome> rows;
  while (s.step()) rows.push_back(read_outcome(s));
  return s.finish(std::move(rows));
}

Result<Outcome> read_ledger(StoreReader& reader, const std::string& item_id) {
  sql::Connection& db = reader.connection();
  auto s = db.prepare(std::string("SELECT") + kLedgerColumns + "WHERE l.item_id = ?").bind(item_id);
  if (!s.step()) {
    if (s.failed()) return fail(s.finish().error());
    return fail(ErrorKind::kNotFound, "the ledger has no item '" + item_id + "'");
  }
  Outcome row = read_outcome(s);
  auto bytes = db.prepare("SELECT bytes FROM quarantine WHERE item_id = ?").bind(item_id);
  if (bytes.step()) row.bytes = bytes.text(0);
  return bytes.finish(std::move(row));
}

}  // namespace rasd
