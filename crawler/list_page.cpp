#include "crawler/list_page.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/utf8.h"
#include "crawler/url.h"

namespace rasd {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  for (size_t at = 0; at < path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    if (end > at) segments.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return segments;
}

/// Folders that never hold an article.
bool is_service(std::string_view segment) {
  static constexpr std::array kNames = {
      "tag",       "tags",           "category",   "categories", "author",   "authors",
      "page",      "login",          "register",   "signin",     "search",   "rss",
      "feed",      "feeds",          "about",      "about-us",   "contact",  "contact-us",
      "privacy",   "privacy-policy", "terms",      "wp-content", "wp-admin", "wp-login.php",
      "advertise", "subscribe",      "newsletter", "sitemap",    "cart",     "account",
      "user",      "users",          "archive",    "archives",   "weather",  "jobs",
      "cdn-cgi",   "static",         "assets",     "share",      "print"};
  const std::string lower = to_lower_ascii(segment);
  return std::find(kNames.begin(), kNames.end(), lower) != kNames.end();
}

bool is_file(std::string_view path) {
  static constexpr std::array kEnds = {".jpg",  ".jpeg", ".png", ".gif",  ".webp", ".svg", ".pdf",
                                       ".mp3",  ".mp4",  ".zip", ".css",  ".js",   ".ico", ".xml",
                                       ".json", ".apk",  ".doc", ".docx", ".xls",  ".xlsx"};
  const std::string lower = to_lower_ascii(path);
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return lower.ends_with(end); });
}

/// /2026/11/24/ or /2026/11/ or /2026-11-24/: years from 1990 on.
bool has_date(const std::vector<std::string_view>& segments) {
  for (size_t i = 0; i < segments.size(); ++i) {
    const std::string_view s = segments[i];
    const bool year = s.size() >= 4 && all_digits(s.substr(0, 4)) && (s[0] == '1' || s[0] == '2') &&
                      s.substr(0, 4) >= "1990" && s.substr(0, 4) <= "2199";
    if (!year) continue;
    if (s.size() >= 8 && s[4] == '-' && is_digit(s[5])) return true;
    if (s.size() == 4 && i + 1 < segments.size() && all_digits(segments[i + 1]) &&
        segments[i + 1].size() <= 2)
      return true;
  }
  return false;
}

/// How much the last segment looks like a headline or a number in a series.
int slug_points(std::string_view slug) {
  size_t run = 0;
  size_t longest_number = 0;
  for (const char c : slug) {
    run = is_digit(c) ? run + 1 : 0;
    longest_number = std::max(longest_number, run);
  }
  const auto parts =
      std::count_if(slug.begin(), slug.end(), [](char c) { return c == '-' || c == '_'; });
  int points = 0;
  // A percent-encoded Arabic letter is six bytes of which some are digits, never four in a row.
  if (longest_number >= 4) points += 2;
  if (parts >= 3) points += 2;
  if (slug.find("%D8") != slug.npos || slug.find("%D9") != slug.npos) points += parts >= 2 ? 2 : 1;
  return points;
}

int query_points(std::string_view query) {
  for (const std::string_view name :
       {"id=", "p=", "news=", "article=", "newsid=", "nid=", "aid="}) {
    const std::string lower = to_lower_ascii(query);
    for (size_t at = lower.find(name); at != lower.npos; at = lower.find(name, at + 1))
      if ((at == 0 || lower[at - 1] == '&') && at + name.size() < lower.size() &&
          is_digit(lower[at + name.size()]))
        return 2;
  }
  return 0;
}

int text_points(std::string_view text) {
  const auto words = text.empty() ? 0 : std::count(text.begin(), text.end(), ' ') + 1;
  return words >= 6 ? 2 : words >= 4 ? 1 : 0;
}

}  // namespace

std::vector<PageLink> article_links(const std::vector<PageLink>& links, std::string_view page_url) {
  std::vector<PageLink> kept;
  std::unordered_map<std::string, size_t> places;
  const auto page = parse_url(page_url);
  if (!page) return kept;
  const std::string self = canonical_url(*page);
  for (const PageLink& link : links) {
    const auto url = parse_url(link.url);
    if (!url || !url->is_web() || !same_site(*url, *page)) continue;
    const auto segments = segments_of(url->path);
    if (is_file(url->path) || std::any_of(segments.begin(), segments.end(), is_service)) continue;
    int points = text_points(link.text) + query_points(url->query.value_or(""));
    if (has_date(segments)) points += 2;
    if (!segments.empty()) points += slug_points(segments.back());
    if (segments.empty() && !url->query) continue;
    std::string canonical = canonical_url(*url);
    if (canonical == self) continue;
    const auto [place, fresh] = places.try_emplace(std::move(canonical), kept.size());
    if (!fresh) {  // the picture's link came first: take the headline's text
      if (place->second < kept.size() && kept[place->second].text.size() < link.text.size())
        kept[place->second].text = link.text;
      continue;
    }
    if (points >= 2)
      kept.push_back(link);
    else
      places.erase(place);  // its next link may have a text that speaks for it
  }
  return kept;
}

}  // namespace rasd
