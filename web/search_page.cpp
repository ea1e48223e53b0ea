#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "reports/plain_reasons.h"
#include "store/coverage.h"
#include "store/search.h"
#include "web/code_lists.h"
#include "web/pages.h"

namespace rasd {
namespace {

constexpr size_t kPageSize = 20;
constexpr int64_t kLastPage = 500;

int64_t page_number(const HttpRequest& request) {
  int64_t n = 0;
  for (const char c : request.parameter("page").substr(0, 4)) {
    if (c < '0' || c > '9') return 1;
    n = n * 10 + (c - '0');
  }
  return std::clamp<int64_t>(n, 1, kLastPage);
}

void put_choice(const Visit& visit, View list, std::string_view parameter, std::string_view code,
                const std::string& shown) {
  View option = list.add("OPTION");
  option.put("VALUE", code);
  option.say("TEXT", shown);
  if (visit.request.parameter(parameter) == code) option.show("SELECTED");
}

void put_filters(const Visit& visit, View body, const std::vector<KnownSource>& sources) {
  const auto list = [&](std::string_view parameter, std::string_view label) {
    View filter = body.add("FILTER");
    filter.put("NAME", parameter);
    filter.say("LABEL", visit.text(label));
    return filter;
  };
  View kinds = list("kind", "kind");
  for (const auto kind : {ItemKind::kNews, ItemKind::kPost, ItemKind::kComment,
                          ItemKind::kStatement, ItemKind::kObservation}) {
    put_choice(visit, kinds, "kind", name(kind), visit.words.kind(name(kind)));
  }
  View incidents = list("incident", "incident");
  for (const auto code : kIncidentCodes) {
    put_choice(visit, incidents, "incident", code, visit.words.incident(code));
  }
  put_choice(visit, incidents, "incident", "NON", visit.text("non"));
  View topics = list("topic", "topic");
  for (const auto code : kTopicCodes) {
    put_choice(visit, topics, "topic", code, visit.words.topic(code));
  }
  View tones = list("tone", "tone");
  for (const auto code : kTones) put_choice(visit, tones, "tone", code, visit.words.tone(code));
  View stances = list("stance", "stance");
  for (const auto code : kStances) {
    put_choice(visit, stances, "stance", code, visit.words.stance(code));
  }
  View languages = list("language", "language");
  for (const std::string_view code : {"ar", "en"}) {
    put_choice(visit, languages, "language", code, language_name(visit, code));
  }
  View from = list("source", "source");
  for (const KnownSource& one : sources) {
    put_choice(visit, from, "source", one.source.id,
               without_bidi_controls(one.source.name.empty() ? one.source.id : one.source.name));
  }
}

Result<ItemFilter> read_filter(const Visit& visit) {
  const HttpRequest& request = visit.request;
  ItemFilter filter;
  if (ItemKind kind{}; parse(request.parameter("kind"), kind)) filter.kinds = {kind};
  filter.incident = std::string(request.parameter("incident"));
  filter.topic = std::string(request.parameter("topic"));
  filter.tone = std::string(request.parameter("tone"));
  filter.stance = std::string(request.parameter("stance"));
  filter.language = std::string(request.parameter("language"));
  filter.source = std::string(request.parameter("source"));
  const auto from = request.parameter("from"), to = request.parameter("to");
  if (from.empty() && to.empty()) return filter;  // a zero window: all time
  const auto first =
      from.empty() ? Result<Day>(Day{std::chrono::year{1990} / 1 / 1}) : read_day(from);
  const auto last = to.empty() ? Result<Day>(visit.today) : read_day(to);
  if (!first || !last || days_between(*first, *last) < 0) {
    return fail(ErrorKind::kUsage, visit.text("bad_period"));
  }
  filter.window = {visit.desk.zone.start_of(*first), visit.desk.zone.start_of(add_days(*last, 1))};
  return filter;
}

/// The snippet cut at its matches, so that the template marks them and escapes every piece.
void put_snippet(View hit_row, const SearchHit& hit) {
  // A post has no title: its words are the link.
  View row = hit_row.add(hit.item.title.empty() ? "UNTITLED" : "SNIPPET");
  size_t at = 0;
  const std::string_view snippet = hit.snippet;
  const auto piece = [&](std::string_view section, size_t start, size_t end) {
    if (end > start) row.add("PIECE").add(section).put("TEXT", snippet.substr(start, end - start));
  };
  for (const auto& [start, end] : hit.matches) {
    if (start < at || end > snippet.size() || end <= start) continue;
    piece("PLAIN", at, start);
    piece("MARK", start, end);
    at = end;
  }
  piece("PLAIN", at, snippet.size());
}

void put_answer(Visit& visit, View body, const SearchAnswer& answer, int64_t number) {
  View results = body.add("RESULTS");
  const auto total = static_cast<int64_t>(answer.total);
  results.say("TOTAL", answer.more_than ? visit.text("more_than", {{"n", total}})
                                        : visit.text("n_results", {{"n", total}}));
  if (!answer.understood.empty()) results.add("UNDERSTOOD").put("TEXT", answer.understood);
  if (answer.hits.empty()) results.show("NONE");
  for (const SearchHit& hit : answer.hits) {
    View row = results.add("HIT");
    put_item(visit, row, hit.item);
    put_snippet(row, hit);
  }
  if (number > 1) {
    results.add("NEWER").put("LINK", link_with(visit.request, "page", std::to_string(number - 1)));
  }
  if (number * static_cast<int64_t>(kPageSize) < total && number < kLastPage) {
    results.add("OLDER").put("LINK", link_with(visit.request, "page", std::to_string(number + 1)));
  }
  if (total > static_cast<int64_t>(kPageSize)) {
    results.add("PAGE_NUMBER").say("TEXT", visit.text("page_n", {{"n", number}}));
  }
}

/// Filters without words: the newest of what they hold.
Result<SearchAnswer> list_filtered(StoreReader& store, ItemFilter filter, Instant now,
                                   int64_t number) {
  if (filter.window.from == filter.window.to)
    filter.window = {Instant{}, now + std::chrono::days{2}};
  const auto count = count_items(store, filter);
  if (!count) return fail(count.error());
  auto lines = list_items(store, filter, ItemOrder::kNewest, ItemUnit::kEveryCopy,
                          {kPageSize, static_cast<size_t>(number - 1) * kPageSize});
  if (!lines) return fail(lines.error());
  SearchAnswer answer;
  answer.total = count->items;
  for (ItemLine& line : *lines) {
    SearchHit hit;
    hit.snippet = std::string(clip_utf8(line.lead, 240));
    hit.item = std::move(line);
    answer.hits.push_back(std::move(hit));
  }
  return answer;
}

}  // namespace

Result<HttpResponse> search_page(Visit& visit) {
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  StoreReader& store = **reader.value();
  const auto sources = list_sources(store);
  if (!sources) return fail(sources.error());
  const HttpRequest& request = visit.request;
  Page page(visit, "search.tpl", visit.text("search"), "nav_search");
  View body = page.body();
  body.put("QUERY", request.parameter("q"));
  body.put("FROM", request.parameter("from"));
  body.put("TO", request.parameter("to"));
  if (request.parameter("mode") == "exact") body.show("EXACT");
  if (request.parameter("order") == "newest") body.show("NEWEST");
  put_filters(visit, body, *sources);
  const bool filtered =
      std::any_of(request.query.begin(), request.query.end(), [](const auto& one) {
        static constexpr std::array<std::string_view, 6> kOthers = {"q",    "lang", "digits",
                                                                    "page", "mode", "order"};
        return !one.second.empty() &&
               std::find(kOthers.begin(), kOthers.end(), one.first) == kOthers.end();
      });
  if (filtered) body.show("FILTERED");
  const std::string text(clip_utf8(request.parameter("q"), 1000));
  if (trim(text).empty() && !filtered) {
    body.show("START");
    return page.send();
  }
  auto filter = read_filter(visit);
  if (!filter) {
    body.add("TROUBLE").say("TEXT", filter.error().message);
    return page.send(400);
  }
  const int64_t number = page_number(request);
  if (trim(text).empty()) {
    const auto listed = list_filtered(store, *filter, visit.now, number);
    if (!listed) return fail(listed.error());
    put_answer(visit, body, *listed, number);
    return page.send();
  }
  SearchQuery query;
  query.text = text;
  query.filter = *filter;
  query.mode = request.parameter("mode") == "exact" ? SearchMode::kExact : SearchMode::kFolded;
  query.order = request.parameter("order") == "newest" ? SearchOrder::kNewest : SearchOrder::kBest;
  query.slice = {kPageSize, static_cast<size_t>(number - 1) * kPageSize};
  const auto answer = search_items(store, query);
  visit.desk.sessions.log(visit.user->user, "search", std::string(clip_utf8(text, 200)));
  if (!answer && answer.error().kind != ErrorKind::kUsage) return fail(answer.error());
  if (!answer) {
    body.add("TROUBLE").put("TEXT", plain_reason(answer.error().message, visit.words));
    return page.send();
  }
  put_answer(visit, body, *answer, number);
  return page.send();
}

}  // namespace rasd
