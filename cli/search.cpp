#include "cli/search.h"

#include <cinttypes>
#include <cstdio>

#include "records/json.h"
#include "reports/open_store.h"
#include "store/search.h"

namespace rasd {
namespace {

/// The snippet with its matches in bold where the terminal shows that.
std::string marked(const SearchHit& hit, bool bold) {
  if (!bold) return hit.snippet;
  std::string out;
  size_t at = 0;
  for (const auto& [start, end] : hit.matches) {
    out += hit.snippet.substr(at, start - at) + "\x1b[1m" + hit.snippet.substr(start, end - start) +
           "\x1b[0m";
    at = end;
  }
  return out + hit.snippet.substr(at);
}

}  // namespace

int run_search(const CommonOptions& common, const SearchCommand& command) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  auto reader = StoreReader::open(store_options(config->store_path()));
  if (!reader) return complain(reader.error());
  SearchQuery query;
  query.text = command.query;
  query.mode = command.exact ? SearchMode::kExact : SearchMode::kFolded;
  query.order = command.newest ? SearchOrder::kNewest : SearchOrder::kBest;
  query.slice.limit = command.limit;
  const auto answer = search_items(*reader, query);
  if (!answer) return complain(answer.error());
  const bool bold = shows_colour();
  for (const SearchHit& hit : answer->hits) {
    if (common.json) {
      JsonBuffer buffer;
      JsonWriter out(buffer);
      out.StartObject();
      put(out, "id", hit.item.item_id);
      put(out, "source", hit.item.source_id);
      put(out, "at", to_rfc3339(hit.item.at));
      put(out, "title", hit.item.title);
      put(out, "url", hit.item.url);
      put(out, "snippet", hit.snippet);
      out.EndObject();
      std::printf("%s\n", buffer.GetString());
    } else {
      std::printf("%s  %s  %s\n%s\n%s\n\n", to_rfc3339(hit.item.at).substr(0, 16).c_str(),
                  hit.item.source_name.c_str(), hit.item.item_id.c_str(), hit.item.title.c_str(),
                  marked(hit, bold).c_str());
    }
  }
  if (!common.quiet)
    std::fprintf(stderr, "rasd: %" PRIu64 "%s items for %s\n", answer->total,
                 answer->more_than ? "+" : "", answer->understood.c_str());
  return 0;
}

}  // namespace rasd
