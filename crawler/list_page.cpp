#include "crawler/list_page.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "base/utf8.h"
#include "crawler/url.h"

namespace rasd {
namespace {

// A shape is taken whole when at least so many of its links were seen and half of them speak for
// themselves: three of six headlines may be short, but not most.
constexpr uint32_t kEnoughLinks = 4;
// Older evidence halves past this, so that a site's new layout is learned within days.
constexpr uint32_t kMostEvidence = 2000;
constexpr size_t kMostShapes = 200;
constexpr uint32_t kMostPages = 100'000;  // a page number beyond it is none

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

bool is_slug(std::string_view segment) { return slug_points(segment) > 0; }

/// How many segments from `at` on are a date: "2026-11-24" one, "2026/11" two, "2026/11/24" three.
size_t date_length(const std::vector<std::string_view>& segments, size_t at) {
  const std::string_view s = segments[at];
  if (s.size() < 4 || !all_digits(s.substr(0, 4)) || s.substr(0, 4) < "1990" ||
      s.substr(0, 4) > "2199")
    return 0;
  if (s.size() >= 8 && s[4] == '-' && is_digit(s[5])) return 1;
  const auto is_part = [&](size_t i) {
    return i < segments.size() && segments[i].size() <= 2 && all_digits(segments[i]);
  };
  if (s.size() != 4 || !is_part(at + 1)) return 0;
  return is_part(at + 2) ? 3 : 2;
}

std::string shape_of(const Url& url) {
  const auto segments = segments_of(url.path);
  std::string shape;
  for (size_t i = 0; i < segments.size(); ++i) {
    const std::string_view segment = segments[i];
    shape += '/';
    if (const size_t dated = date_length(segments, i); dated > 0) {
      shape += "{date}";
      i += dated - 1;
      continue;
    }
    const size_t dot = segment.rfind('.');
    const bool has_ending = dot != segment.npos && dot > 0 && segment.size() - dot <= 6;
    const std::string_view stem = has_ending ? segment.substr(0, dot) : segment;
    const bool last = i + 1 == segments.size();
    // What stands under a date, or joins words and a number, is an article's own name.
    const bool is_dated = last && i > 0 && shape.ends_with("{date}/");
    const bool is_joined =
        std::any_of(stem.begin(), stem.end(), is_digit) && stem.find_first_of("-_") != stem.npos;
    if (all_digits(stem))
      shape += "{n}";
    else if (is_dated || is_joined || is_slug(stem))
      shape += "{slug}";
    else if (last)
      shape += to_lower_ascii(stem.substr(0, 40));
    else
      shape += "{word}";
    if (has_ending) shape += to_lower_ascii(segment.substr(dot));
  }
  if (url.query && query_points(*url.query) > 0) {
    const std::string_view query = *url.query;
    const size_t equals = query.find('=');
    shape += "?" + to_lower_ascii(query.substr(0, std::min<size_t>(equals, 20))) + "={n}";
  }
  return shape.empty() ? "/" : shape;
}

std::optional<uint32_t> small_number(std::string_view text) {
  uint32_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc() || end != text.data() + text.size() || n > kMostPages)
    return std::nullopt;
  return n;
}

/// An address without its page number, and that number (1 when it has none).
struct Paged {
  std::string rest;
  uint32_t number = 1;
};
Paged page_number(Url url) {
  Paged paged;
  if (url.query) {
    std::string kept;
    std::string_view query = *url.query;
    while (!query.empty()) {
      const size_t end = std::min(query.find('&'), query.size());
      const std::string_view pair = query.substr(0, end);
      query.remove_prefix(std::min(end + 1, query.size()));
      const size_t equals = std::min(pair.find('='), pair.size());
      const std::string name = to_lower_ascii(pair.substr(0, equals));
      const auto n = small_number(pair.substr(std::min(equals + 1, pair.size())));
      if (n && (name == "page" || name == "paged" || name == "p" || name == "pg"))
        paged.number = *n;
      else
        kept.append(kept.empty() ? "" : "&").append(pair);
    }
    url.query = kept.empty() ? std::nullopt : std::optional<std::string>(kept);
  }
  const std::string_view path = url.path;
  if (const size_t at = path.rfind("/page/"); at != path.npos) {
    std::string_view number = path.substr(at + 6);
    if (number.ends_with('/')) number.remove_suffix(1);
    if (const auto n = small_number(number)) {
      paged.number = *n;
      url.path = std::string(path.substr(0, at + 1));
    }
  }
  if (url.path.size() > 1 && url.path.ends_with('/')) url.path.pop_back();
  url.fragment.reset();
  paged.rest = url.href();
  return paged;
}

bool is_candidate(const Url& url, const Url& page) {
  if (!url.is_web() || !same_site(url, page)) return false;
  const auto segments = segments_of(url.path);
  if (segments.empty() && !url.query) return false;
  return !is_file(url.path) && std::none_of(segments.begin(), segments.end(), is_service);
}

int points_of(const PageLink& link, const Url& url) {
  const auto segments = segments_of(url.path);
  int points = text_points(link.text) + query_points(url.query.value_or(""));
  if (has_date(segments)) points += 2;
  if (!segments.empty()) points += slug_points(segments.back());
  return points;
}

}  // namespace

std::string link_shape(std::string_view url) {
  const auto parsed = parse_url(url);
  return parsed ? shape_of(*parsed) : std::string();
}

bool is_article_shape(const LinkShape& shape) {
  // Without a part that varies it is one page.
  const bool varies = shape.shape.find("{slug}") != std::string::npos ||
                      shape.shape.find("{n}") != std::string::npos ||
                      shape.shape.find("{date}/") != std::string::npos;
  return varies && shape.links >= kEnoughLinks && shape.speaking * 2 >= shape.links;
}

ListJudgement judge_list(const std::vector<PageLink>& links, std::string_view page_url,
                         std::string_view rel_next, const std::vector<LinkShape>& known) {
  ListJudgement judgement;
  const auto page = parse_url(page_url);
  if (!page) return judgement;
  const std::string self = canonical_url(*page);
  std::unordered_map<std::string, size_t> places;
  for (const PageLink& link : links) {
    const auto url = parse_url(link.url);
    if (!url || !is_candidate(*url, *page)) continue;
    std::string canonical = canonical_url(*url);
    if (canonical == self) continue;
    const auto [place, fresh] = places.try_emplace(std::move(canonical), judgement.links.size());
    if (fresh) {
      judgement.links.push_back({link, shape_of(*url), points_of(link, *url) >= 2});
      continue;
    }
    // The picture's link came first: the headline's text speaks for both.
    JudgedLink& first = judgement.links[place->second];
    if (first.link.text.size() < link.text.size()) first.link.text = link.text;
    first.taken = first.taken || points_of(link, *url) >= 2;
  }
  std::map<std::string, LinkShape> shapes;
  for (const LinkShape& shape : known) shapes[shape.shape] = shape;
  for (const JudgedLink& one : judgement.links) {
    LinkShape& shape = shapes[one.shape];
    shape.shape = one.shape;
    ++shape.links;
    shape.speaking += one.taken ? 1 : 0;
  }
  // What was learned before holds on a page that has few links of that shape.
  std::unordered_set<std::string> learned;
  for (const LinkShape& shape : known)
    if (is_article_shape(shape)) learned.insert(shape.shape);
  for (JudgedLink& one : judgement.links)
    one.taken = one.taken || learned.contains(one.shape) || is_article_shape(shapes[one.shape]);
  for (auto& [name, shape] : shapes) {
    if (shape.links > kMostEvidence) {
      shape.links /= 2;
      shape.speaking /= 2;
    }
    judgement.shapes.push_back(std::move(shape));
  }
  std::stable_sort(judgement.shapes.begin(), judgement.shapes.end(),
                   [](const auto& a, const auto& b) { return a.links > b.links; });
  if (judgement.shapes.size() > kMostShapes) judgement.shapes.resize(kMostShapes);
  judgement.next = next_list_page(links, page_url, rel_next);
  return judgement;
}

std::vector<PageLink> article_links(const std::vector<PageLink>& links, std::string_view page_url) {
  std::vector<PageLink> kept;
  for (JudgedLink& one : judge_list(links, page_url).links)
    if (one.taken) kept.push_back(std::move(one.link));
  return kept;
}

std::string next_list_page(const std::vector<PageLink>& links, std::string_view page_url,
                           std::string_view rel_next) {
  const auto page = parse_url(page_url);
  if (!page) return {};
  const auto named = parse_url(rel_next, &*page);
  if (!rel_next.empty() && named && named->is_web() && same_site(*named, *page) &&
      canonical_url(*named) != canonical_url(*page))
    return named->href();
  const Paged here = page_number(*page);
  for (const PageLink& link : links) {
    const auto url = parse_url(link.url);
    if (!url || !url->is_web() || !same_site(*url, *page)) continue;
    const Paged there = page_number(*url);
    if (there.number == here.number + 1 && there.rest == here.rest) return link.url;
  }
  return {};
}

}  // namespace rasd
