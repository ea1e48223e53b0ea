#include "crawler/sitemap.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <memory>

#include "base/file.h"
#include "base/utf8.h"
#include "crawler/charset.h"
#include "crawler/feed.h"
#include "crawler/feed_date.h"
#include "crawler/html_entity.h"
#include "crawler/url.h"
#include "crawler/xml_repair.h"

namespace rasd {
namespace {

std::string_view view(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

/// Reads by SAX. Local names decide, since many sitemaps get the namespaces wrong; what stands in
/// another vocabulary's element (image:loc, video:title) is told apart by its parent.
class Reader {
 public:
  explicit Reader(const Url* base) : base_(base) {}

  /// False when the text was not well-formed.
  bool read(std::string_view text) {
    const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(
        xmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size())), xmlFreeParserCtxt);
    if (!parser) return false;
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = [](void* self, const xmlChar* local, const xmlChar*, const xmlChar*, int,
                            const xmlChar**, int count, int, const xmlChar** attributes) {
      static_cast<Reader*>(self)->start(view(local), count, attributes);
    };
    sax.endElementNs = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
      static_cast<Reader*>(self)->end();
    };
    sax.characters = [](void* self, const xmlChar* text_part, int length) {
      static_cast<Reader*>(self)->text_.append(reinterpret_cast<const char*>(text_part),
                                               static_cast<size_t>(length));
    };
    *parser->sax = sax;
    parser->userData = this;
    xmlCtxtUseOptions(parser.get(), XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                        XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC |
                                        XML_PARSE_NOCDATA);
    xmlParseDocument(parser.get());
    // Where a document declares entities, libxml2 makes one of its own to hold them.
    if (parser->myDoc) xmlFreeDoc(parser->myDoc);
    parser->myDoc = nullptr;
    return parser->wellFormed != 0;
  }

  bool found() const { return found_; }
  Sitemap take() { return std::move(map_); }

 private:
  void start(std::string_view local, int count, const xmlChar** attributes) {
    text_.clear();
    path_.emplace_back(local);
    if (path_.size() == 1 && (local == "urlset" || local == "sitemapindex")) {
      found_ = true;
      if (local == "sitemapindex") map_.kind = SitemapKind::kIndex;
    }
    if (local == "url" || local == "sitemap") entry_ = SitemapEntry();
    if (local == "news") map_.kind = SitemapKind::kNews;
    if (local == "link") alternate(count, attributes);
  }

  /// xhtml:link rel="alternate" hreflang="ar" href="…": of interest when it names this address.
  void alternate(int count, const xmlChar** attributes) {
    std::string href;
    std::string language;
    for (int i = 0; i < count; ++i) {
      const xmlChar** at = attributes + 5 * i;
      std::string value(reinterpret_cast<const char*>(at[3]), static_cast<size_t>(at[4] - at[3]));
      if (view(at[0]) == "href") href = decode_entities(value);
      if (view(at[0]) == "hreflang") language = std::move(value);
    }
    if (entry_.language.empty() && language != "x-default" && !entry_.link.empty() &&
        absolute(href) == entry_.link)
      entry_.language = language;
  }

  std::string absolute(std::string_view text) const {
    const auto url = parse_url(trim(text), base_);
    return url && url->is_web() ? url->href() : "";
  }

  std::string_view parent() const {
    return path_.size() < 2 ? std::string_view() : std::string_view(path_[path_.size() - 2]);
  }

  void end() {
    if (path_.empty()) return;
    const std::string_view local = path_.back();
    const bool own = parent() == "url" || parent() == "sitemap";
    if (local == "loc" && own)
      entry_.link = absolute(text_);
    else if (local == "lastmod" && own)
      entry_.modified = parse_feed_date(text_);
    else if (local == "publication_date" && parent() == "news")
      entry_.published = parse_feed_date(text_);
    else if (local == "title" && parent() == "news")
      entry_.title = squeeze_spaces(html_to_text(text_));
    else if (local == "language" && parent() == "publication")
      entry_.language = trim(text_);
    else if (local == "url" || local == "sitemap")
      finish();
    text_.clear();
    path_.pop_back();
  }

  void finish() {
    if (entry_.link.empty()) return;
    if (map_.entries.size() >= kMaxSitemapEntries)
      map_.truncated = true;
    else
      map_.entries.push_back(std::move(entry_));
    entry_ = SitemapEntry();
  }

  const Url* base_;
  Sitemap map_;
  SitemapEntry entry_;
  bool found_ = false;
  std::string text_;
  std::vector<std::string> path_;
};

/// sitemaps.org: a text file of one address a line. Nothing when a line is something else.
std::optional<Sitemap> read_list(std::string_view text) {
  Sitemap map;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const auto line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    const auto url = parse_url(line);
    if (!url || !url->is_web()) return std::nullopt;
    if (map.entries.size() >= kMaxSitemapEntries) {
      map.truncated = true;
      break;
    }
    map.entries.push_back({url->href(), {}, {}, {}, {}});
  }
  if (map.entries.empty()) return std::nullopt;
  return map;
}

std::optional<Sitemap> from_feed(std::string_view bytes, std::string_view url) {
  FeedContext context;
  context.url = std::string(url);
  auto feed = read_feed(bytes, context);
  if (!feed) return std::nullopt;
  Sitemap map;
  map.truncated = feed->truncated;
  for (auto& entry : feed->entries) {
    if (entry.link.empty()) continue;
    SitemapEntry out;
    out.link = std::move(entry.link);
    out.title = std::move(entry.title);
    out.language = entry.language.empty() ? feed->language : std::move(entry.language);
    out.modified = entry.updated;
    out.published = entry.published;
    map.entries.push_back(std::move(out));
  }
  return map;
}

}  // namespace

std::string_view name(SitemapKind kind) {
  switch (kind) {
    case SitemapKind::kIndex:
      return "index";
    case SitemapKind::kNews:
      return "news";
    case SitemapKind::kUrlset:
      break;
  }
  return "urlset";
}

Result<Sitemap> read_sitemap(std::string_view bytes, std::string_view url) {
  std::string inflated;
  if (bytes.starts_with("\x1f\x8b")) {
    auto plain = gunzip(bytes, kMaxSitemapBytes);
    if (!plain) return fail(plain.error());
    inflated = std::move(*plain);
    bytes = inflated;
  }
  if (bytes.size() > kMaxSitemapBytes)
    return fail(ErrorKind::kRefused, "a sitemap of " + std::to_string(bytes.size()) +
                                         " bytes is over the limit of " +
                                         std::to_string(kMaxSitemapBytes));
  const DecodedText decoded = decode_page(bytes, "");
  std::string_view text = trim(decoded.text);
  if (!text.starts_with('<')) {
    if (auto list = read_list(text)) return std::move(*list);
  }
  text.remove_prefix(std::min(text.find('<'), text.size()));
  const auto base = parse_url(url);
  Reader reader(base ? &*base : nullptr);
  const bool whole = !has_crowded_tag(text) && reader.read(text);
  if (whole && reader.found()) return reader.take();
  if (!whole) {
    Reader second(base ? &*base : nullptr);
    second.read(repair_xml(text));
    Sitemap mended = second.take();
    if (second.found()) return mended;
  }
  if (auto map = from_feed(bytes, url)) return std::move(*map);
  return fail(ErrorKind::kMalformed, "neither a sitemap nor a list of addresses");
}

}  // namespace rasd
