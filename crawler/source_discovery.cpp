#include "crawler/source_discovery.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/utf8.h"
#include "crawler/charset.h"
#include "crawler/feed.h"
#include "crawler/html_tree.h"
#include "crawler/list_page.h"
#include "crawler/page.h"
#include "crawler/robots.h"
#include "crawler/sitemap.h"
#include "crawler/url.h"
#include "crawler/url_host.h"

namespace rasd {
namespace {

constexpr size_t kMostFound = 50;
constexpr size_t kFewestArticles = 3;
constexpr size_t kLongestId = 40;

bool is_feed_type(std::string_view type) {
  const std::string lower = to_lower_ascii(type);
  return lower.find("rss") != lower.npos || lower.find("atom") != lower.npos ||
         lower.find("feed+json") != lower.npos || lower.find("rdf+xml") != lower.npos;
}

/// Addresses that are feeds on most sites: a part "rss", "feed", "atom", or such an ending.
bool looks_like_feed(const Url& url) {
  const std::string path = to_lower_ascii(url.path);
  for (const std::string_view end : {"/rss", "/rss/", "/feed", "/feed/", "/feeds/", "/atom", ".rss",
                                     "/rss.xml", "/feed.xml", "/atom.xml", "/rss.php", "/rss.aspx"})
    if (path.ends_with(end)) return true;
  return path.find("/rss/") != path.npos || url.query.value_or("").starts_with("feed=");
}

bool is_of_comments(std::string_view url) {
  return to_lower_ascii(url).find("comment") != std::string::npos;
}

/// The list with each address once; comment feeds last, as they are read through their articles.
std::vector<FoundList> in_order(std::vector<FoundList> found) {
  std::stable_partition(found.begin(), found.end(),
                        [](const FoundList& one) { return !is_of_comments(one.url); });
  std::unordered_set<std::string> seen;
  std::erase_if(found, [&](const FoundList& one) { return !seen.insert(one.url).second; });
  if (found.size() > kMostFound) found.resize(kMostFound);
  return found;
}

}  // namespace

std::vector<FoundList> lists_in_page(std::string_view bytes, std::string_view content_type,
                                     std::string_view page_url) {
  const auto page = parse_url(page_url);
  if (!page) return {};
  const std::string text = decode_page(bytes, content_type).text;
  const HtmlTree tree = HtmlTree::parse(text);
  std::vector<FoundList> found, linked;
  for (uint32_t i = 1; i < tree.size(); ++i) {
    const Tag tag = tree[i].tag;
    if (tag != Tag::kLink && tag != Tag::kA) continue;
    auto url = parse_url(trim(tree.attribute(i, Attribute::kHref)), &*page);
    if (!url || !url->is_web()) continue;
    url->fragment.reset();
    const std::string rel = " " + to_lower_ascii(tree.attribute(i, Attribute::kRel)) + " ";
    if (tag == Tag::kLink && rel.find(" alternate ") != rel.npos &&
        is_feed_type(tree.attribute(i, Attribute::kType)))
      found.push_back({url->href(), Connector::kFeed, "", "named by the page"});
    else if (tag == Tag::kA && same_site(*url, *page) && looks_like_feed(*url))
      linked.push_back(
          {url->href(), Connector::kFeed, tree.text_content(i, 100), "linked in the page"});
  }
  found.insert(found.end(), linked.begin(), linked.end());
  return in_order(std::move(found));
}

std::vector<FoundList> lists_in_robots(std::string_view bytes, std::string_view robots_url) {
  const auto own = parse_url(robots_url);
  std::vector<FoundList> found;
  if (!own) return found;
  const RobotsFile robots = read_robots(bytes);
  for (const std::string& named : robots.sitemaps()) {
    const auto url = parse_url(named, &*own);
    if (url && url->is_web() && same_site(*url, *own))
      found.push_back({url->href(), Connector::kSitemap, "", "robots.txt"});
  }
  std::stable_partition(found.begin(), found.end(), [](const FoundList& one) {
    return to_lower_ascii(one.url).find("news") != std::string::npos;
  });
  return in_order(std::move(found));
}

std::vector<FoundList> usual_places(std::string_view page_url) {
  static constexpr std::array<std::pair<std::string_view, Connector>, 8> kPlaces = {{
      {"/feed/", Connector::kFeed},
      {"/rss", Connector::kFeed},
      {"/rss.xml", Connector::kFeed},
      {"/feed.xml", Connector::kFeed},
      {"/atom.xml", Connector::kFeed},
      {"/news-sitemap.xml", Connector::kSitemap},
      {"/sitemap_index.xml", Connector::kSitemap},
      {"/sitemap.xml", Connector::kSitemap},
  }};
  std::vector<FoundList> found;
  const auto page = parse_url(page_url);
  if (!page || !page->is_web()) return found;
  for (const auto& [path, connector] : kPlaces)
    found.push_back({page->origin() + std::string(path), connector, "", "usual place"});
  return found;
}

Result<Connector> recognise_list(std::string_view bytes, std::string_view content_type,
                                 std::string_view url) {
  // A feed given as a sitemap is a feed: it says more.
  FeedContext feed;
  feed.url = std::string(url);
  feed.content_type = std::string(content_type);
  if (const auto read = read_feed(bytes, feed); read && !read->entries.empty())
    return Connector::kFeed;
  if (const auto map = read_sitemap(bytes, url); map && !map->entries.empty())
    return Connector::kSitemap;
  PageContext page;
  page.url = std::string(url);
  page.content_type = std::string(content_type);
  page.links = true;
  if (article_links(read_page(bytes, page).links, url).size() >= kFewestArticles)
    return Connector::kListPage;
  return fail(ErrorKind::kNotFound,
              "neither a feed nor a sitemap, nor a page that lists three articles");
}

std::string suggest_id(std::string_view url, const std::vector<std::string>& taken) {
  const auto parsed = parse_url(url);
  std::string name = parsed && parsed->host ? site_of(*parsed->host) : "source";
  // The label that people know: before ".com", ".com.jo".
  name = name.substr(0, name.find('.'));
  if (parsed && parsed->host && name.find_first_not_of("0123456789[]:") == name.npos)
    name = "local";
  std::string section;
  if (parsed)
    for (const char c : parsed->path) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      section += plain ? c : c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : '-';
    }
  std::string id;
  for (const char c : to_lower_ascii(name))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') id += c;
  if (id.empty()) id = "source";
  const auto is_free = [&](const std::string& one) {
    return std::find(taken.begin(), taken.end(), one) == taken.end();
  };
  id.resize(std::min(id.size(), kLongestId));
  if (is_free(id)) return id;
  std::string longer = id + section;
  longer.erase(std::unique(longer.begin(), longer.end(),
                           [](char a, char b) { return a == '-' && b == '-'; }),
               longer.end());
  longer.resize(std::min(longer.size(), kLongestId));
  while (longer.ends_with('-')) longer.pop_back();
  if (is_free(longer)) return longer;
  for (int n = 2;; ++n)
    if (const std::string numbered = id + "-" + std::to_string(n); is_free(numbered))
      return numbered;
}

}  // namespace rasd
