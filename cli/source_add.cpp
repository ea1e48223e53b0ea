#include <algorithm>
#include <cstdio>

#include "base/utf8.h"
#include "cli/site_visit.h"
#include "cli/source.h"
#include "cli/source_file.h"
#include "crawler/connectors.h"
#include "crawler/source_discovery.h"
#include "crawler/url.h"
#include "records/json.h"

namespace rasd {
namespace {

constexpr size_t kMostTried = 12;  // fetches that one `add` makes of a site, beside the page itself

/// A found list after it was looked at.
struct Tried {
  FoundList list;
  std::string trouble;  ///< empty: it can be watched
  size_t entries = 0;
};

size_t count_entries(const FoundList& list, const FetchAnswer& answer) {
  Source source;
  source.id = "tried";
  source.connector = list.connector;
  ListContext context;
  context.url = answer.url;
  context.content_type = answer.content_type;
  context.now = SystemClock().now();
  const auto reading = read_list(source, answer.body, context);
  return reading ? reading->items.size() + reading->more.size() : 0;
}

Tried try_list(SiteVisit& visit, FoundList list) {
  Tried tried;
  auto answer = visit.get(list.url);
  if (answer) {
    const auto kind = recognise_list(answer->body, answer->content_type, answer->url);
    if (!kind || *kind == Connector::kListPage)
      tried.trouble = "neither a feed nor a sitemap";
    else
      list.connector = *kind;
  } else {
    tried.trouble = answer.error().message;
  }
  if (tried.trouble.empty()) tried.entries = count_entries(list, *answer);
  tried.list = std::move(list);
  return tried;
}

/// All that was found, tried one by one until a feed is good; the usual places only where the site
/// names nothing itself.
Result<std::vector<Tried>> discover(SiteVisit& visit, const std::string& url) {
  auto page = visit.get(url);
  if (!page) return fail(page.error());
  std::vector<Tried> tried;
  const auto kind = recognise_list(page->body, page->content_type, page->url);
  if (kind && *kind != Connector::kListPage) {
    FoundList self{url, *kind, "", "the address itself"};
    const size_t entries = count_entries(self, *page);
    tried.push_back({std::move(self), "", entries});
    return tried;
  }
  std::vector<FoundList> found = lists_in_page(page->body, page->content_type, page->url);
  for (FoundList& map : lists_in_robots(visit.host_of(page->url).body, page->url))
    found.push_back(std::move(map));
  if (found.empty()) found = usual_places(page->url);
  for (FoundList& list : found) {
    if (tried.size() >= kMostTried) break;
    tried.push_back(try_list(visit, std::move(list)));
    if (tried.back().trouble.empty() && tried.back().list.connector == Connector::kFeed) break;
  }
  if (kind) {
    FoundList self{url, Connector::kListPage, "", "the page's own links"};
    const size_t entries = count_entries(self, *page);
    tried.push_back({std::move(self), "", entries});
  }
  return tried;
}

/// A feed says most, a sitemap is whole, a page's links are better than nothing.
const Tried* best_of(const std::vector<Tried>& tried) {
  for (const Connector wanted : {Connector::kFeed, Connector::kSitemap, Connector::kListPage})
    for (const Tried& one : tried)
      if (one.trouble.empty() && one.list.connector == wanted) return &one;
  return nullptr;
}

void say(const CommonOptions& common, const std::vector<Tried>& tried, const Source* written,
         const std::string& file) {
  if (!common.json) {
    for (const Tried& one : tried)
      std::printf("%-8s %5zu entries  %-20s %s%s%s\n",
                  std::string(name(one.list.connector)).c_str(), one.entries, one.list.from.c_str(),
                  one.list.url.c_str(),
                  one.trouble.empty() ? "" : "  not usable: ", one.trouble.c_str());
    if (written != nullptr && !file.empty())
      std::printf("wrote source \"%s\" to %s\n", written->id.c_str(), file.c_str());
    return;
  }
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put_key(out, "found");
  out.StartArray();
  for (const Tried& one : tried) {
    out.StartObject();
    put(out, "url", one.list.url);
    put(out, "connector", name(one.list.connector));
    put(out, "from", one.list.from);
    put(out, "title", to_valid_utf8(one.list.title));
    put(out, "entries", static_cast<int64_t>(one.entries));
    if (!one.trouble.empty()) put(out, "trouble", to_valid_utf8(one.trouble));
    out.EndObject();
  }
  out.EndArray();
  if (written != nullptr) {
    put(out, "id", written->id);
    put(out, "file", file);
  }
  out.EndObject();
  std::printf("%s\n", buffer.GetString());
}

}  // namespace

int run_source_add(const CommonOptions& common, const SourceCommand& command) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  const auto url = parse_url(command.what);
  if (!url || !url->is_web())
    return complain({ErrorKind::kUsage, "write an address that starts with http:// or https://"});
  SiteVisit visit(*config, command.local);
  const auto tried = discover(visit, url->href());
  if (!tried) return complain(tried.error());
  const Tried* best = best_of(*tried);
  if (best == nullptr) {
    say(common, *tried, nullptr, "");
    return complain({ErrorKind::kNotFound, "nothing there can be watched"});
  }
  for (const Source& known : config->sources)
    if (canonical_url(known.url) == canonical_url(best->list.url))
      return complain({ErrorKind::kUsage, "source \"" + known.id + "\" watches it already"});
  Source source;
  source.id = command.id.empty() ? suggest_id(url->href(), source_ids(*config)) : command.id;
  source.name = command.name.empty() ? url->host.value_or(source.id) : command.name;
  source.url = best->list.url;
  source.site = url->origin();
  source.connector = best->list.connector;
  source.local = command.local;
  const std::string table = source_table(source, "added by rasd source add: " + best->list.from);
  std::string file;
  if (!command.dry_run) {
    const auto place = file_for_new_sources(*config, command.to);
    if (!place) return complain(place.error());
    if (auto written = append_sources(*place, table); !written) return complain(written.error());
    file = *place;
  }
  say(common, *tried, &source, file);
  if (command.dry_run && !common.json) std::printf("%s", table.c_str());
  return 0;
}

}  // namespace rasd
