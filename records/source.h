#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rasd {

/// What is published there; decides the reader model and the section of the digest.
enum class ItemKind : uint8_t { kNews, kPost, kComment, kStatement, kObservation };

/// How a source is read.
enum class Connector : uint8_t {
  kFeed,          ///< RSS, Atom, RDF or JSON Feed
  kSitemap,       ///< sitemap or Google News sitemap
  kListPage,      ///< an HTML page whose links are articles
  kMastodon,      ///< public timeline of a Mastodon-compatible instance
  kObservations,  ///< observations received: a file (CSV, JSON Lines), a watched folder, a mailbox
  kReplay,        ///< archived items fed by `rasd replay`; never polled
  kBluesky,       ///< an account's feed or a search of the public AppView
  kTelegram,      ///< the public preview page of a channel
  kYoutube,       ///< a channel's feed and comments, or a search (Data API v3)
  kX,             ///< recent search (API v2)
  kReddit,        ///< a community's posts or a search, as RSS
  kJson,          ///< any JSON API, by the paths in JsonPaths
};

/// Where a JSON API keeps what: dotted paths ("data.items", "author.name", "media.0.alt") from the
/// answer's root for `items` and `next`, from one item for the rest. Empty: it has none.
struct JsonPaths {
  std::string items;  ///< the array; empty: the answer itself
  std::string id, text, title, time, author, link, language;
  std::string parent;                   ///< id of the item that this one answers
  std::string repost;                   ///< set or true in an item that repeats another
  std::string next;                     ///< address or cursor of the next page
  std::string next_parameter;           ///< the query parameter that takes it; empty: an address
  std::string page_parameter;           ///< pages are counted 1, 2, 3, … in this one instead
  std::string time_format = "rfc3339";  ///< or "unix" (seconds) or "unix_ms"
};

/// One watched source, as configured. Text is UTF-8.
struct Source {
  std::string id;             ///< short ASCII slug, unique, stable: "roya-ar"
  std::string name;           ///< as shown: "رؤيا الإخباري"
  std::string url;            ///< what is polled
  std::string password_file;  ///< of a mailbox; read by the crawler alone, told to no other stage
  std::string site;           ///< home page, may be empty
  std::string country;        ///< ISO 3166 alpha-3, may be empty
  std::string language;       ///< main language, BCP 47, may be empty
  Connector connector = Connector::kFeed;
  ItemKind kind = ItemKind::kNews;
  bool official = false;  ///< the organisation's own: its items are statements
  bool local = false;     ///< loopback and private addresses are allowed (demonstration, tests)
  bool priority = false;  ///< polled at least every ten minutes
  bool fetch_articles = true;  ///< false: the feed's own text is all that is read
  // Of public posts. Not sent to other stages: what is searched for is the crawler's affair.
  std::string account;            ///< channel, page or account of an institution or outlet
  std::string query;              ///< words to search for, in the network's own syntax
  std::string token_file;         ///< the network's key, alone in a file that nobody else can read
  JsonPaths json;                 ///< of kJson
  unsigned pages = 3;             ///< of a list page: how many are followed in one look
  std::vector<std::string> tags;  ///< the administrator's own words, as OPML's categories
  std::chrono::seconds interval{900};  ///< between polls, before adaptation
};

std::string_view name(ItemKind kind);  // "news", "post", "comment", "statement", "observation"
std::string_view name(Connector connector);  // "feed", "sitemap", "list", "mastodon", …
bool parse(std::string_view text, ItemKind& kind);
bool parse(std::string_view text, Connector& connector);

/// Whether a connector reads what people write in public, one complete item each.
constexpr bool is_of_posts(Connector connector) {
  return connector == Connector::kMastodon || connector >= Connector::kBluesky;
}

}  // namespace rasd
