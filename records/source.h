#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace rasd {

/// What is published there; decides the reader model and the section of the digest.
enum class ItemKind : uint8_t { kNews, kPost, kComment, kStatement, kObservation };

/// How a source is read.
enum class Connector : uint8_t {
  kFeed,          ///< RSS, Atom, RDF or JSON Feed
  kSitemap,       ///< sitemap or Google News sitemap
  kListPage,      ///< an HTML page whose links are articles
  kMastodon,      ///< public timeline of a Mastodon-compatible instance
  kObservations,  ///< a file of observations received (CSV or JSON Lines)
  kReplay,        ///< archived items fed by `rasd replay`; never polled
};

/// One watched source, as configured. Text is UTF-8.
struct Source {
  std::string id;        ///< short ASCII slug, unique, stable: "roya-ar"
  std::string name;      ///< as shown: "رؤيا الإخباري"
  std::string url;       ///< what is polled
  std::string site;      ///< home page, may be empty
  std::string country;   ///< ISO 3166 alpha-3, may be empty
  std::string language;  ///< main language, BCP 47, may be empty
  Connector connector = Connector::kFeed;
  ItemKind kind = ItemKind::kNews;
  bool official = false;  ///< the organisation's own: its items are statements
  bool local = false;     ///< loopback and private addresses are allowed (demonstration, tests)
  bool priority = false;  ///< polled at least every ten minutes
  bool fetch_articles = true;          ///< false: the feed's own text is all that is read
  std::chrono::seconds interval{900};  ///< between polls, before adaptation
};

std::string_view name(ItemKind kind);  // "news", "post", "comment", "statement", "observation"
std::string_view name(Connector connector);  // "feed", "sitemap", "list", "mastodon", …
bool parse(std::string_view text, ItemKind& kind);
bool parse(std::string_view text, Connector& connector);

}  // namespace rasd
