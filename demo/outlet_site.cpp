#include "demo/outlet_site.h"

#include <algorithm>
#include <charconv>

#include "base/file.h"
#include "demo/feed_text.h"
#include "demo/markup.h"
#include "demo/page_layout.h"
#include "demo/web_reply.h"

namespace rasd {
namespace {

// How many items one archive page of a feed holds when pages are asked for.
constexpr size_t kFeedPage = 50;
// Mastodon's own limits.
constexpr size_t kTimelineDefault = 20, kTimelineMost = 40;

size_t number(std::string_view text, size_t otherwise) {
  size_t n = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

void slice(std::vector<size_t>& items, size_t page, size_t size) {
  const size_t from = std::min((page - 1) * size, items.size());
  const size_t to = std::min(from + size, items.size());
  items = std::vector<size_t>(items.begin() + static_cast<long>(from),
                              items.begin() + static_cast<long>(to));
}

}  // namespace

OutletSite::OutletSite(const World& world, size_t outlet, const Clock* clock,
                       std::chrono::milliseconds stall)
    : world_(world), index_(outlet), outlet_(world.outlets[outlet]), clock_(clock), stall_(stall) {
  for (size_t i = world.items.size(); i-- > 0;) {
    const WorldItem& item = world.items[i];
    if (item.outlet != outlet) continue;
    if (item.kind == ItemKind::kComment) {
      comments_.emplace(static_cast<size_t>(item.parent), i);
      continue;
    }
    items_.push_back(i);
    by_path_.emplace(item.path, i);
    by_id_.emplace(item.id, i);
  }
}

std::vector<size_t> OutletSite::shown() const {
  if (clock_ == nullptr) return items_;
  const Instant now = clock_->now();
  const auto first = std::find_if(items_.begin(), items_.end(),
                                  [&](size_t i) { return world_.items[i].published <= now; });
  return {first, items_.end()};
}

std::string OutletSite::feed_path() const {
  switch (outlet_.format) {
    case OutletFormat::kRss:
      return outlet_.comments ? "/feed/" : "/rss.xml";
    case OutletFormat::kAtom:
      return "/atom.xml";
    case OutletFormat::kJsonFeed:
      return "/feed.json";
    case OutletFormat::kNewsSitemap:
      return "/sitemap-news.xml.gz";
    case OutletFormat::kListPage:
      return "/";
    case OutletFormat::kMastodon:
      return "/api/v1/timelines/public";
    case OutletFormat::kObservations:
      break;
  }
  return "/";
}

std::string OutletSite::feed_url() const { return base_ + feed_path(); }

std::string OutletSite::robots() const {
  std::string out = "User-agent: *\nDisallow: /admin/\nDisallow: /search\nDisallow: /print/\n";
  if (!outlet_.crawl_delay.empty()) out += "Crawl-delay: " + outlet_.crawl_delay + "\n";
  out += "\nUser-agent: GreedyBot\nDisallow: /\n";
  if (outlet_.format == OutletFormat::kNewsSitemap) out += "\nSitemap: " + feed_url() + "\n";
  return out;
}

HttpResponse OutletSite::handle(const HttpRequest& request) {
  if (request.method != "GET" && request.method != "HEAD") {
    return plain_reply(405, "only GET and HEAD");
  }
  if (request.path == "/robots.txt") {
    return web_reply(
        request, {robots(), "text/plain; charset=utf-8", world_time(world_.first, 0, 0), "", ""});
  }
  if (outlet_.fault == OutletFault::kFailing) return failing(request);
  if (outlet_.format == OutletFormat::kMastodon && request.path == feed_path()) {
    return timeline(request);
  }
  if (request.path == "/") return home(request);
  if (request.path == feed_path()) return feed(request);
  if (request.path.starts_with("/s/")) {
    const auto it = by_id_.find(std::string_view(request.path).substr(3));
    return it == by_id_.end() ? plain_reply(404, "no such link")
                              : redirect(301, world_.items[it->second].path);
  }
  // Old pages are addressed by their query, so both are looked up.
  std::string path = request.path;
  if (path == "/news.php") path += "?id=" + std::string(request.parameter("id"));
  if (outlet_.comments && path.ends_with("/feed/")) {
    const auto it = by_path_.find(std::string_view(path).substr(0, path.size() - 5));
    if (it != by_path_.end()) return comments(request, it->second);
  }
  const auto it = by_path_.find(path);
  if (it == by_path_.end()) {
    if (by_path_.contains(path + "/")) return redirect(301, path + "/");
    return plain_reply(404, "no such page");
  }
  if (clock_ != nullptr && world_.items[it->second].published > clock_->now()) {
    return plain_reply(404, "no such page yet");
  }
  return article(request, it->second);
}

HttpResponse OutletSite::failing(const HttpRequest&) {
  // Two requests of three get an error at once; the third is held until any client gives up.
  if (++requests_ % 3 == 0) {
    std::unique_lock lock(mutex_);
    released_.wait_for(lock, stall_, [&] { return closing_; });
    return plain_reply(503, "overloaded");
  }
  return plain_reply(500, "database connection failed");
}

void OutletSite::release() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  released_.notify_all();
}

HttpResponse OutletSite::home(const HttpRequest& request) const {
  std::vector<size_t> items = shown();
  if (outlet_.format == OutletFormat::kMastodon) {
    items.resize(std::min<size_t>(items.size(), 40));
  }
  const Instant modified = items.empty() ? Instant{} : world_.items[items[0]].published;
  size_t pages = 1;
  size_t page = 1;
  // A paper that has nothing but its list shows all of it; the others thirty a page.
  if (outlet_.format != OutletFormat::kListPage) {
    pages = std::max<size_t>(1, (items.size() + 29) / 30);
    page = std::clamp<size_t>(number(request.parameter("page"), 1), 1, pages);
    slice(items, page, 30);
  }
  std::string html = list_page({world_, index_, base_, {}, {}}, items, page, pages);
  if (outlet_.windows_1256) html = to_windows_1256(html);
  return web_reply(
      request, {std::move(html), outlet_.windows_1256 ? "text/html" : "text/html; charset=utf-8",
                modified, "", ""});
}

HttpResponse OutletSite::feed(const HttpRequest& request) const {
  FeedParts parts{world_, index_, base_, shown(), false, false};
  const Instant modified = parts.items.empty() ? Instant{} : world_.items[parts.items[0]].published;
  // Without a page all weeks are listed, so that one poll shows the whole archive.
  if (const size_t page = number(request.parameter("page"), 0); page > 0) {
    slice(parts.items, page, kFeedPage);
  }
  WebDocument document;
  document.modified = modified;
  switch (outlet_.format) {
    case OutletFormat::kAtom:
      document.bytes = atom_feed(parts);
      document.content_type = "application/atom+xml; charset=utf-8";
      break;
    case OutletFormat::kJsonFeed:
      document.bytes = json_feed(parts);
      document.content_type = "application/feed+json";
      break;
    case OutletFormat::kNewsSitemap: {
      // The file itself is a gzip file; that is not a content encoding.
      HttpRequest as_it_is = request;
      std::erase_if(as_it_is.headers, [](const auto& h) { return h.first == "accept-encoding"; });
      document.bytes = gzip(news_sitemap(parts));
      document.content_type = "application/gzip";
      return web_reply(as_it_is, document);
    }
    default:
      parts.short_links = outlet_.id == "sada-nuran";
      parts.whole_text = outlet_.fault == OutletFault::kArticlesForbidden || outlet_.comments;
      document.bytes = rss_feed(parts);
      document.content_type = "application/rss+xml";
      if (outlet_.windows_1256) {
        document.bytes = to_windows_1256(document.bytes);
        document.content_type = "text/xml; charset=windows-1256";
      }
  }
  return web_reply(request, document);
}

HttpResponse OutletSite::timeline(const HttpRequest& request) const {
  const auto id = [](std::string_view text) { return number(text, 0); };
  const size_t max_id = id(request.parameter("max_id"));
  const size_t since_id = id(request.parameter("since_id"));
  const size_t min_id = id(request.parameter("min_id"));
  const size_t limit =
      std::clamp<size_t>(number(request.parameter("limit"), kTimelineDefault), 1, kTimelineMost);
  FeedParts parts{world_, index_, base_, {}, false, false};
  for (const size_t i : shown()) {
    const size_t own = id(status_id(world_.items[i]));
    if (max_id != 0 && own >= max_id) continue;
    if (own <= std::max(since_id, min_id)) break;
    parts.items.push_back(i);
  }
  // since_id gives the newest of those after it; min_id those right after it.
  if (min_id != 0 && parts.items.size() > limit) {
    parts.items.erase(parts.items.begin(), parts.items.end() - static_cast<long>(limit));
  }
  parts.items.resize(std::min(parts.items.size(), limit));
  const Instant modified = parts.items.empty() ? Instant{} : world_.items[parts.items[0]].published;
  HttpResponse response = web_reply(
      request, {mastodon_statuses(parts), "application/json; charset=utf-8", modified, "", ""});
  if (!parts.items.empty()) {
    const std::string url = base_ + "/api/v1/timelines/public?limit=" + std::to_string(limit);
    response.headers.emplace_back(
        "Link", "<" + url + "&max_id=" + std::string(status_id(world_.items[parts.items.back()])) +
                    ">; rel=\"next\", <" + url + "&min_id=" +
                    std::string(status_id(world_.items[parts.items.front()])) + ">; rel=\"prev\"");
  }
  return response;
}

HttpResponse OutletSite::article(const HttpRequest& request, size_t index) const {
  if (outlet_.fault == OutletFault::kArticlesForbidden) {
    return plain_reply(403, "Access denied by site policy");
  }
  const WorldItem& item = world_.items[index];
  PageParts parts{world_, index_, base_, {}, {}};
  if (outlet_.format == OutletFormat::kMastodon) {
    return web_reply(request,
                     {post_page(parts, item), "text/html; charset=utf-8", item.published, "", ""});
  }
  // The five written before it; an article's page does not change once it is out.
  const auto at = std::find(items_.begin(), items_.end(), index);
  for (auto it = at + 1; it != items_.end() && parts.related.size() < 5; ++it) {
    parts.related.push_back(*it);
  }
  const auto [from, to] = comments_.equal_range(index);
  for (auto it = from; it != to; ++it) parts.comments.push_back(it->second);
  std::reverse(parts.comments.begin(), parts.comments.end());
  std::string html = article_page(parts, item);
  if (outlet_.windows_1256) html = to_windows_1256(html);
  return web_reply(
      request, {std::move(html), outlet_.windows_1256 ? "text/html" : "text/html; charset=utf-8",
                item.published, "", ""});
}

HttpResponse OutletSite::comments(const HttpRequest& request, size_t index) const {
  FeedParts parts{world_, index_, base_, {}, false, false};
  const auto [from, to] = comments_.equal_range(index);
  for (auto it = from; it != to; ++it) {
    if (clock_ == nullptr || world_.items[it->second].published <= clock_->now()) {
      parts.items.push_back(it->second);
    }
  }
  const Instant modified =
      parts.items.empty() ? world_.items[index].published : world_.items[parts.items[0]].published;
  return web_reply(request, {comments_feed(parts, world_.items[index]), "application/rss+xml",
                             modified, "", ""});
}

}  // namespace rasd
