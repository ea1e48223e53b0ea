#include <algorithm>
#include <cstdio>
#include <optional>

#include "base/utf8.h"
#include "cli/site_visit.h"
#include "cli/source.h"
#include "crawler/charset.h"
#include "crawler/connectors.h"
#include "crawler/crawler.h"
#include "crawler/list_page.h"
#include "crawler/page.h"
#include "crawler/rhythm.h"
#include "crawler/source_discovery.h"
#include "crawler/url.h"
#include "records/json.h"

namespace rasd {
namespace {

constexpr size_t kShown = 20;  // entries, and links of a list page that were left
constexpr size_t kTitleBytes = 120;

/// One look at a source.
struct Trial {
  Source source;
  FetchAnswer answer;
  std::string robots, charset;
  std::optional<double> crawl_delay;
  PollHints hints;
  ListReading reading;
  std::optional<ListJudgement> judged;  ///< of a list page
};

std::string_view word(SiteVisit::Verdict verdict) {
  switch (verdict) {
    case SiteVisit::Verdict::kAllowed:
      return "allowed";
    case SiteVisit::Verdict::kForbidden:
      return "forbidden";
    case SiteVisit::Verdict::kUnreachable:
      break;
  }
  return "unreachable";
}

Result<Trial> look(const Config& config, const SourceCommand& command) {
  Trial trial;
  const auto known = std::find_if(config.sources.begin(), config.sources.end(),
                                  [&](const Source& source) { return source.id == command.what; });
  const bool configured = known != config.sources.end();
  if (configured) {
    trial.source = *known;
  } else {
    const auto url = parse_url(command.what);
    if (!url || !url->is_web())
      return fail(ErrorKind::kUsage, "no source has the id \"" + command.what +
                                         "\"; write one of `rasd source list`, or an address");
    trial.source.id = "tried";
    trial.source.url = url->href();
    trial.source.local = command.local;
  }
  const auto url = parse_url(trial.source.url);
  if (!url || !url->is_web())
    return fail(ErrorKind::kUsage, "only sources on the web can be tried");
  SiteVisit visit(config, trial.source.local || command.local);
  trial.robots = word(visit.verdict(trial.source.url));
  trial.crawl_delay =
      visit.host_of(trial.source.url).rules.crawl_delay(CrawlerOptions{}.robots_name);
  const bool asks = trial.source.connector == Connector::kSitemap ||
                    trial.source.connector == Connector::kListPage || !configured;
  const std::string address = list_url(trial.source, "");
  auto answer = asks ? visit.get(address) : visit.get_unasked(address);
  if (!answer) return fail(answer.error());
  trial.answer = std::move(*answer);
  const FetchAnswer& got = trial.answer;
  if (!configured) {
    const auto kind = recognise_list(got.body, got.content_type, got.url);
    if (!kind) return fail(kind.error());
    trial.source.connector = *kind;
  }
  const DecodedText decoded = decode_page(got.body, got.content_type);
  trial.charset = decoded.charset + " (" + std::string(name(decoded.source)) + ")";
  trial.hints = feed_hints(got.body);
  trial.hints.fresh_for = fresh_for(got.header("Cache-Control"), got.header("Age"));
  ListContext context;
  context.url = got.url;
  context.content_type = got.content_type;
  context.now = SystemClock().now();
  auto reading = read_list(trial.source, got.body, context);
  if (!reading) return fail(reading.error());
  trial.reading = std::move(*reading);
  if (trial.source.connector == Connector::kListPage) {
    PageContext page;
    page.url = got.url;
    page.content_type = got.content_type;
    page.links = true;
    const ExtractedPage read = read_page(got.body, page);
    trial.judged = judge_list(read.links, got.url, read.next);
  }
  return trial;
}

std::string time_of(const EntryHints& hints) {
  const auto& at = hints.published ? hints.published : hints.updated;
  return at ? to_rfc3339(*at) : "";
}

std::string title_of(const FetchedPage& page) {
  const std::string& text = page.hints.title.empty() ? page.hints.content : page.hints.title;
  return std::string(clip_utf8(squeeze_spaces(to_valid_utf8(text)), kTitleBytes));
}

void print(const Trial& trial) {
  const FetchAnswer& got = trial.answer;
  std::printf("source   %s (%s) %s\n", trial.source.id.c_str(),
              std::string(name(trial.source.connector)).c_str(), trial.source.url.c_str());
  std::printf("fetched  %d %s, %zu bytes in %lld ms from %s\n", got.status,
              to_valid_utf8(got.content_type).c_str(), got.body.size(),
              static_cast<long long>(got.took.count()), got.url.c_str());
  std::printf("robots   %s\n", trial.robots.c_str());
  std::printf("charset  %s\n", trial.charset.c_str());
  std::printf("pacing   every %lld min at first",
              static_cast<long long>(trial.source.interval.count() / 60));
  if (trial.crawl_delay) std::printf(", Crawl-delay %g s", *trial.crawl_delay);
  if (trial.hints.every)
    std::printf(", asks to be read every %lld min",
                static_cast<long long>(trial.hints.every->count() / 60));
  if (trial.hints.fresh_for)
    std::printf(", fresh for %lld s", static_cast<long long>(trial.hints.fresh_for->count()));
  std::printf("%s\n", trial.hints.hub ? ", announces changes to a WebSub hub" : "");
  std::printf("entries  %zu, %zu broken, %zu further lists\n", trial.reading.items.size(),
              trial.reading.broken.size(), trial.reading.more.size());
  for (size_t i = 0; i < std::min(kShown, trial.reading.items.size()); ++i) {
    const FetchedPage& page = trial.reading.items[i].page;
    std::printf("  %-20s  %s\n  %-20s  %s\n", time_of(page.hints).c_str(), title_of(page).c_str(),
                "", page.url.c_str());
  }
  for (size_t i = 0; i < std::min(kShown, trial.reading.more.size()); ++i)
    std::printf("  list  %s\n", trial.reading.more[i].c_str());
  if (!trial.judged) return;
  std::printf("patterns\n");
  for (const LinkShape& shape : trial.judged->shapes)
    std::printf("  %s %4u links, %4u speak for themselves  %s\n",
                is_article_shape(shape) ? "taken whole" : "one by one ", shape.links,
                shape.speaking, shape.shape.c_str());
  size_t shown = 0;
  for (const JudgedLink& one : trial.judged->links)
    if (!one.taken && shown++ < kShown)
      std::printf("  left  %s  %s\n", one.link.url.c_str(),
                  std::string(clip_utf8(one.link.text, kTitleBytes)).c_str());
  if (!trial.judged->next.empty()) std::printf("next     %s\n", trial.judged->next.c_str());
}

void put_judgement(JsonWriter& out, const ListJudgement& judged) {
  put_key(out, "patterns");
  out.StartArray();
  for (const LinkShape& shape : judged.shapes) {
    out.StartObject();
    put(out, "shape", shape.shape);
    put(out, "links", int64_t{shape.links});
    put(out, "speaking", int64_t{shape.speaking});
    put(out, "taken_whole", is_article_shape(shape));
    out.EndObject();
  }
  out.EndArray();
  put_key(out, "left");
  out.StartArray();
  for (const JudgedLink& one : judged.links)
    if (!one.taken) put_value(out, one.link.url);
  out.EndArray();
  put(out, "next", judged.next);
}

void print_json(const Trial& trial) {
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "id", trial.source.id);
  put(out, "connector", name(trial.source.connector));
  put(out, "url", trial.source.url);
  put(out, "status", int64_t{trial.answer.status});
  put(out, "bytes", static_cast<int64_t>(trial.answer.body.size()));
  put(out, "robots", trial.robots);
  if (trial.crawl_delay) put(out, "crawl_delay", *trial.crawl_delay);
  put(out, "charset", trial.charset);
  put(out, "interval", int64_t{trial.source.interval.count()});
  if (trial.hints.every) put(out, "asks_for", int64_t{trial.hints.every->count()});
  put(out, "hub", trial.hints.hub);
  put(out, "broken", static_cast<int64_t>(trial.reading.broken.size()));
  put_key(out, "entries");
  out.StartArray();
  for (const ListedItem& item : trial.reading.items) {
    out.StartObject();
    put(out, "url", to_valid_utf8(item.page.url));
    put(out, "title", title_of(item.page));
    put(out, "time", time_of(item.page.hints));
    out.EndObject();
  }
  out.EndArray();
  put_key(out, "more");
  out.StartArray();
  for (const std::string& url : trial.reading.more) put_value(out, to_valid_utf8(url));
  out.EndArray();
  if (trial.judged) put_judgement(out, *trial.judged);
  out.EndObject();
  std::printf("%s\n", buffer.GetString());
}

}  // namespace

int run_source_test(const CommonOptions& common, const SourceCommand& command) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  const auto trial = look(*config, command);
  if (!trial) return complain(trial.error());
  if (common.json)
    print_json(*trial);
  else
    print(*trial);
  return 0;
}

}  // namespace rasd
