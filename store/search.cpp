#include "store/search.h"

#include <algorithm>

#include "base/utf8.h"
#include "store/item_query.h"
#include "store/search_query.h"

namespace rasd {
namespace {

// Marks around matches in what SQLite hands back; never shown.
constexpr char kOpen = '\x02';
constexpr char kClose = '\x03';

/// Takes the marks out of a snippet and notes where they stood.
void read_marks(std::string_view marked, SearchHit& hit) {
  size_t start = 0;
  for (const char c : marked) {
    if (c == kOpen) {
      start = hit.snippet.size();
    } else if (c == kClose) {
      hit.matches.emplace_back(start, hit.snippet.size());
    } else {
      hit.snippet += c;
    }
  }
  hit.snippet = to_valid_utf8(hit.snippet);
}

/// Everything after SELECT … FROM, with the same values for page and count.
struct Conditions {
  std::string sql;
  const ParsedQuery& query;
  const ItemCondition* filter = nullptr;
  SearchMode mode;

  void bind(sql::Statement& s) const {
    s.bind(query.match);
    if (filter) filter->bind(s);
    if (mode == SearchMode::kExact)
      for (const auto& group : query.exact)
        for (const auto& term : group) s.bind(term, term);
  }
};

}  // namespace

Result<SearchAnswer> search_items(StoreReader& reader, const SearchQuery& query) {
  sql::Connection& db = reader.connection();
  auto parsed = parse_search(query.text, reader.options().folding);
  if (!parsed) return fail(parsed.error());
  const bool bounded = query.filter.window.from != query.filter.window.to;
  constexpr Window kAllTime{Instant{std::chrono::seconds{-(int64_t{1} << 40)}},
                            Instant{std::chrono::seconds{int64_t{1} << 40}}};
  const ItemCondition filter(query.filter, bounded ? query.filter.window : kAllTime);
  Conditions where{"WHERE article_search MATCH ? AND " + filter.sql(), *parsed, &filter,
                   query.mode};
  if (query.mode == SearchMode::kExact)
    for (const auto& group : parsed->exact) {
      where.sql += " AND (0";
      for (size_t i = 0; i < group.size(); ++i)
        where.sql += " OR instr(x.title, ?) > 0 OR instr(x.text, ?) > 0";
      where.sql += ')';
    }

  SearchAnswer answer;
  answer.understood = parsed->shown;
  // CROSS: the index is always asked first, however narrow the other filters look.
  std::string joins = " FROM article_search f CROSS JOIN items i ON i.id = f.rowid ";
  if (query.mode == SearchMode::kExact) joins += "CROSS JOIN article_texts x ON x.id = i.id ";
  {
    auto s = db.prepare("SELECT COUNT(*) FROM (SELECT 1" + joins + where.sql + " LIMIT ?)");
    where.bind(s);
    s.bind(kSearchCountCap + 1);
    if (s.step()) answer.total = s.count(0);
    if (s.failed()) return fail(s.finish().error());
    answer.more_than = answer.total > kSearchCountCap;
    answer.total = std::min(answer.total, kSearchCountCap);
  }
  std::vector<int64_t> rows;
  std::vector<std::string> ids;
  {
    auto s = db.prepare("SELECT i.id, i.item_id" + joins + where.sql +
                        (query.order == SearchOrder::kBest ? " ORDER BY f.rank, i.id DESC"
                                                           : " ORDER BY i.at DESC, i.id DESC") +
                        " LIMIT ? OFFSET ?");
    where.bind(s);
    s.bind(bounded_limit(query.slice), uint64_t{query.slice.offset});
    while (s.step()) {
      rows.push_back(s.integer(0));
      ids.push_back(s.text(1));
    }
    if (s.failed()) return fail(s.finish().error());
  }
  // A snippet cuts its whole text into tokens again, so only the page's hits are asked for one,
  // never the thousands that are merely sorted.
  for (const int64_t row : rows) {
    auto s = db.prepare(
                   "SELECT snippet(article_search, -1, char(2), char(3), '…', 24)"
                   " FROM article_search WHERE article_search MATCH ? AND rowid = ?")
                 .bind(parsed->match, row);
    SearchHit& hit = answer.hits.emplace_back();
    if (s.step()) read_marks(s.view(0), hit);
    if (s.failed()) return fail(s.finish().error());
  }
  auto lines = read_lines(reader, ids);
  if (!lines) return fail(lines.error());
  for (size_t i = 0; i < answer.hits.size() && i < lines->size(); ++i)
    answer.hits[i].item = std::move((*lines)[i]);
  return answer;
}

}  // namespace rasd
