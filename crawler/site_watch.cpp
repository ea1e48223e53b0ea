#include "crawler/site_watch.h"

#include <algorithm>
#include <deque>
#include <set>
#include <thread>
#include <unordered_map>

#include "base/utf8.h"
#include "crawler/certificate.h"
#include "crawler/crawl_loop.h"
#include "crawler/fetcher.h"
#include "crawler/page.h"
#include "crawler/url.h"
#include "records/json.h"

namespace rasd {
namespace {

using std::chrono::milliseconds;

constexpr size_t kMostText = 20'000;
constexpr size_t kMostLines = 400;
constexpr size_t kShownLines = 20;
constexpr size_t kShownBytes = 300;
constexpr size_t kLinkBytes = size_t{64} << 10;  // a link is there when it begins to answer

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    if (const auto line = trim(text.substr(0, end)); !line.empty()) lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void show(std::vector<std::string>& list, std::string_view line) {
  if (list.size() < kShownLines) list.emplace_back(clip_utf8(line, kShownBytes));
}

/// What was asked for but did not come, by its status first: a body past the cap is an answer.
std::string trouble_of(const FetchAnswer& answer) {
  if (answer.status > 0) {
    const auto error = error_of_status(answer.status);
    return error ? error->message : "";
  }
  return answer.error ? answer.error->message : "no answer";
}

/// Refused is not broken: a site that turns programs away has the page all the same.
bool is_broken(const FetchAnswer& answer) {
  if (answer.status == 404 || answer.status == 410 || answer.status >= 500) return true;
  return answer.status == 0 && answer.error && answer.error->kind != ErrorKind::kRefused;
}

class Round {
 public:
  Round(Fetcher& fetcher, bool local, const SiteWatchOptions& options)
      : fetcher_(fetcher), local_(local), options_(options) {}

  SiteRound look(const std::string& site, const std::vector<WatchedPage>& before) {
    round_.site = site;
    const auto home = parse_url(site);
    if (!home || !home->is_web()) {
      round_.error = "not a web address";
      return std::move(round_);
    }
    origin_ = home->origin();
    for (const WatchedPage& page : before) before_[page.url] = &page.text;
    FetchAnswer first = ask(home->href(), 0);
    round_.status = first.status;
    round_.latency = first.took;
    round_.error = trouble_of(first);
    round_.up = round_.error.empty() && !first.error;
    if (first.error && round_.error.empty()) round_.error = first.error->message;
    const bool refused_by_us =
        first.error && first.error->message.find("private") != std::string::npos;
    if (home->scheme == "https" && !refused_by_us)
      if (const auto end = certificate_end(site, options_.certificate_patience))
        round_.certificate_ends = *end;
    if (!round_.up) return std::move(round_);
    asked_.insert(home->href());
    read(home->href(), first);
    while (!waiting_.empty() && asked_.size() < options_.links) {
      const Link link = std::move(waiting_.front());
      waiting_.pop_front();
      if (!asked_.insert(link.url).second) continue;
      const auto url = parse_url(link.url);
      const bool ours = url && url->origin() == origin_;
      const bool to_read = ours && round_.pages_read < options_.pages;
      FetchAnswer answer = ask(link.url, to_read ? 0 : kLinkBytes);
      if (is_broken(answer))
        round_.broken.push_back({link.page, link.url, link.text, trouble_of(answer)});
      else if (to_read && !answer.error && answer.status == 200)
        read(link.url, answer);
    }
    round_.links_asked = asked_.size();
    return std::move(round_);
  }

 private:
  struct Link {
    std::string page, url, text;
  };

  FetchAnswer ask(const std::string& url, size_t cap) {
    if (!local_ && !asked_.empty()) std::this_thread::sleep_for(options_.delay);
    FetchRequest request;
    request.url = url;
    request.local = local_;
    request.cap_bytes = cap;
    fetcher_.start(std::move(request));
    while (fetcher_.running() > 0)  // the fetcher's own time limit ends it
      for (FetchAnswer& answer : fetcher_.wait(milliseconds{250})) return std::move(answer);
    for (FetchAnswer& answer : fetcher_.wait(milliseconds{0})) return std::move(answer);
    return {};
  }

  void read(const std::string& url, const FetchAnswer& answer) {
    if (answer.content_type.find("html") == std::string::npos && !answer.content_type.empty())
      return;
    ++round_.pages_read;
    PageContext context;
    context.url = answer.url;
    context.content_type = answer.content_type;
    context.links = true;
    const ExtractedPage page = read_page(answer.body, context);
    for (const PageLink& link : page.links)
      if (!asked_.contains(link.url)) waiting_.push_back({url, link.url, link.text});
    // A list changes with every item; what people wrote and may have changed are its pages.
    if (page.kind == PageKind::kList || page.text.empty()) return;
    std::string text(clip_utf8(page.title + "\n" + page.text, kMostText));
    if (const auto old = before_.find(url); old != before_.end() && *old->second != text) {
      PageChange change = changed_paragraphs(*old->second, text);
      change.url = url;
      round_.changes.push_back(std::move(change));
    }
    round_.pages.push_back({url, std::move(text)});
  }

  Fetcher& fetcher_;
  bool local_;
  SiteWatchOptions options_;
  SiteRound round_;
  std::string origin_;
  std::unordered_map<std::string, const std::string*> before_;
  std::set<std::string> asked_;
  std::deque<Link> waiting_;  // at most the links of the pages read: 60 × 5,000
};

void put_texts(JsonWriter& out, const char* key, const std::vector<std::string>& texts) {
  put_key(out, key);
  out.StartArray();
  for (const std::string& text : texts) put_value(out, text);
  out.EndArray();
}

template <typename Read>
void each(const rapidjson::Value& object, const char* key, const Read& read) {
  const auto found = object.FindMember(key);
  if (found == object.MemberEnd() || !found->value.IsArray()) return;
  for (const auto& value : found->value.GetArray()) read(value);
}

std::string member(const rapidjson::Value& object, const char* key) {
  return std::string(get_string(object, key));
}

std::vector<std::string> texts_of(const rapidjson::Value& object, const char* key) {
  std::vector<std::string> texts;
  each(object, key, [&](const rapidjson::Value& value) {
    if (value.IsString()) texts.emplace_back(value.GetString(), value.GetStringLength());
  });
  return texts;
}

}  // namespace

PageChange changed_paragraphs(std::string_view before, std::string_view after) {
  const auto old = lines_of(before);
  const auto now = lines_of(after);
  PageChange change;
  if (old.size() > kMostLines || now.size() > kMostLines) {
    const std::set<std::string_view> had(old.begin(), old.end()), has(now.begin(), now.end());
    for (const auto line : old)
      if (!has.contains(line)) show(change.removed, line);
    for (const auto line : now)
      if (!had.contains(line)) show(change.added, line);
    return change;
  }
  // common[i][j]: longest common subsequence of old[i…] and now[j…].
  const size_t width = now.size() + 1;
  std::vector<uint16_t> common((old.size() + 1) * width);
  for (size_t i = old.size(); i-- > 0;)
    for (size_t j = now.size(); j-- > 0;)
      common[i * width + j] =
          old[i] == now[j] ? static_cast<uint16_t>(common[(i + 1) * width + j + 1] + 1)
                           : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
  size_t i = 0;
  size_t j = 0;
  while (i < old.size() || j < now.size()) {
    if (i < old.size() && j < now.size() && old[i] == now[j]) {
      ++i;
      ++j;
    } else if (j == now.size() ||
               (i < old.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      show(change.removed, old[i++]);
    } else {
      show(change.added, now[j++]);
    }
  }
  return change;
}

SiteRound watch_site(Fetcher& fetcher, const std::string& source_id, const std::string& site,
                     bool local, const std::vector<WatchedPage>& before, const Clock& clock,
                     const SiteWatchOptions& options) {
  SiteRound round = Round(fetcher, local, options).look(site, before);
  round.source_id = source_id;
  round.at = clock.now();
  return round;
}

std::string encode(const SiteRound& round) {
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "source", round.source_id);
  put(out, "site", round.site);
  put(out, "at", to_rfc3339(round.at));
  put(out, "up", round.up);
  put(out, "status", int64_t{round.status});
  put(out, "latency_ms", int64_t{round.latency.count()});
  put(out, "error", round.error);
  if (round.certificate_ends) put(out, "certificate_ends", to_rfc3339(*round.certificate_ends));
  put(out, "pages_read", static_cast<int64_t>(round.pages_read));
  put(out, "links_asked", static_cast<int64_t>(round.links_asked));
  put_key(out, "changes");
  out.StartArray();
  for (const PageChange& change : round.changes) {
    out.StartObject();
    put(out, "url", change.url);
    put_texts(out, "removed", change.removed);
    put_texts(out, "added", change.added);
    out.EndObject();
  }
  out.EndArray();
  put_key(out, "broken");
  out.StartArray();
  for (const BrokenLink& link : round.broken) {
    out.StartObject();
    put(out, "page", link.page);
    put(out, "url", link.url);
    put(out, "text", link.text);
    put(out, "why", link.why);
    out.EndObject();
  }
  out.EndArray();
  put_key(out, "pages");
  out.StartArray();
  for (const WatchedPage& page : round.pages) {
    out.StartObject();
    put(out, "url", page.url);
    put(out, "text", page.text);
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

Result<SiteRound> decode_site_round(std::string_view json) {
  const auto read = parse_json(json);
  if (!read) return fail(read.error());
  if (!read->IsObject()) return fail(ErrorKind::kMalformed, "no record of a site's watch");
  const rapidjson::Value& object = *read;
  SiteRound round;
  round.source_id = member(object, "source");
  round.site = member(object, "site");
  if (const auto at = parse_rfc3339(get_string(object, "at"))) round.at = *at;
  round.up = get_bool(object, "up");
  round.status = static_cast<int>(get_int(object, "status"));
  round.latency = milliseconds{get_int(object, "latency_ms")};
  round.error = member(object, "error");
  if (const auto end = parse_rfc3339(get_string(object, "certificate_ends")))
    round.certificate_ends = *end;
  round.pages_read = static_cast<size_t>(get_int(object, "pages_read"));
  round.links_asked = static_cast<size_t>(get_int(object, "links_asked"));
  each(object, "changes", [&](const rapidjson::Value& value) {
    if (!value.IsObject()) return;
    round.changes.push_back(
        {member(value, "url"), texts_of(value, "removed"), texts_of(value, "added")});
  });
  each(object, "broken", [&](const rapidjson::Value& value) {
    if (!value.IsObject()) return;
    round.broken.push_back(
        {member(value, "page"), member(value, "url"), member(value, "text"), member(value, "why")});
  });
  each(object, "pages", [&](const rapidjson::Value& value) {
    if (value.IsObject()) round.pages.push_back({member(value, "url"), member(value, "text")});
  });
  return round;
}

}  // namespace rasd
