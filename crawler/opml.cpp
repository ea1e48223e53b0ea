#include "crawler/opml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <map>
#include <memory>

#include "base/html_escape.h"
#include "base/utf8.h"
#include "crawler/charset.h"
#include "crawler/html_entity.h"
#include "crawler/xml_repair.h"

namespace rasd {
namespace {

constexpr size_t kMostBytes = size_t{16} << 20;
constexpr size_t kMostOutlines = 10'000;
constexpr size_t kDeepest = 64;
constexpr size_t kMostTags = 20;
constexpr size_t kLongestText = 500;
constexpr size_t kLongestUrl = 4096;

std::string_view view(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

std::string plain(std::string_view text) {
  return std::string(clip_utf8(squeeze_spaces(to_valid_utf8(text)), kLongestText));
}

/// "/news/jordan,/sport" of OPML 2.0, or words between commas.
void add_categories(std::string_view text, std::vector<std::string>& tags) {
  while (!text.empty()) {
    const size_t end = std::min(text.find(','), text.size());
    std::string_view one = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    while (one.starts_with('/')) one.remove_prefix(1);
    std::string tag = plain(one);
    if (!tag.empty() && tags.size() < kMostTags &&
        std::find(tags.begin(), tags.end(), tag) == tags.end())
      tags.push_back(std::move(tag));
  }
}

class Reader {
 public:
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
    sax.endElementNs = [](void* self, const xmlChar* local, const xmlChar*, const xmlChar*) {
      static_cast<Reader*>(self)->end(view(local));
    };
    *parser->sax = sax;
    parser->userData = this;
    xmlCtxtUseOptions(parser.get(), XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                        XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC);
    xmlParseDocument(parser.get());
    if (parser->myDoc) xmlFreeDoc(parser->myDoc);
    parser->myDoc = nullptr;
    return parser->wellFormed != 0;
  }
  bool found() const { return found_; }
  std::vector<OpmlOutline> take() { return std::move(outlines_); }

 private:
  void start(std::string_view local, int count, const xmlChar** attributes) {
    if (equals_ignoring_case(local, "opml")) found_ = true;
    if (!equals_ignoring_case(local, "outline")) return;
    std::map<std::string, std::string> said;
    for (int i = 0; i < count; ++i) {
      const xmlChar** at = attributes + 5 * i;
      std::string value(reinterpret_cast<const char*>(at[3]), static_cast<size_t>(at[4] - at[3]));
      said[to_lower_ascii(view(at[0]))] = decode_entities(value);
    }
    std::string title = plain(said["title"].empty() ? said["text"] : said["title"]);
    const std::string feed(trim(said["xmlurl"]));
    if (feed.empty() || feed.size() > kLongestUrl) {
      // A folder; too deep ones count, so that their ends match, but name no tag.
      folders_.push_back(folders_.size() < kDeepest ? std::move(title) : std::string());
      return;
    }
    folders_.emplace_back();
    if (outlines_.size() >= kMostOutlines) return;
    OpmlOutline one;
    one.title = std::move(title);
    one.feed = to_valid_utf8(feed);
    one.site = to_valid_utf8(trim(said["htmlurl"])).substr(0, kLongestUrl);
    one.language = plain(said["language"]);
    for (const std::string& folder : folders_)
      if (!folder.empty() && one.tags.size() < kMostTags) one.tags.push_back(folder);
    add_categories(said["category"], one.tags);
    outlines_.push_back(std::move(one));
  }
  void end(std::string_view local) {
    if (equals_ignoring_case(local, "outline") && !folders_.empty()) folders_.pop_back();
  }

  bool found_ = false;
  std::vector<std::string> folders_;
  std::vector<OpmlOutline> outlines_;
};

void put_attribute(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out.append(" ").append(name).append("=\"").append(escape_html(value)).append("\"");
}

void put_outline(std::string& out, const OpmlOutline& one, std::string_view indent) {
  out.append(indent).append("<outline type=\"rss\"");
  put_attribute(out, "text", one.title.empty() ? one.feed : one.title);
  put_attribute(out, "title", one.title);
  put_attribute(out, "xmlUrl", one.feed);
  put_attribute(out, "htmlUrl", one.site);
  put_attribute(out, "language", one.language);
  std::string category;
  for (const std::string& tag : one.tags) category += (category.empty() ? "" : ",") + tag;
  put_attribute(out, "category", category);
  out += "/>\n";
}

}  // namespace

Result<std::vector<OpmlOutline>> read_opml(std::string_view bytes) {
  if (bytes.size() > kMostBytes)
    return fail(ErrorKind::kRefused, "the OPML file is larger than 16 MB");
  const std::string text = decode_page(bytes, "").text;
  std::string_view document = trim(text);
  document.remove_prefix(std::min(document.find('<'), document.size()));
  Reader reader;
  if (!has_crowded_tag(document) && reader.read(document) && reader.found()) return reader.take();
  Reader second;
  second.read(repair_xml(document));
  if (second.found()) return second.take();
  return fail(ErrorKind::kMalformed, "not an OPML file: no <opml> in it");
}

std::string write_opml(const std::vector<OpmlOutline>& outlines, std::string_view title) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>" +
      escape_html(title) + "</title></head>\n<body>\n";
  std::map<std::string, std::vector<const OpmlOutline*>> by_folder;
  for (const OpmlOutline& one : outlines)
    by_folder[one.tags.empty() ? "" : one.tags.front()].push_back(&one);
  for (const auto& [folder, inside] : by_folder) {
    if (!folder.empty()) out += "  <outline text=\"" + escape_html(folder) + "\">\n";
    for (const OpmlOutline* one : inside) put_outline(out, *one, folder.empty() ? "  " : "    ");
    if (!folder.empty()) out += "  </outline>\n";
  }
  return out + "</body>\n</opml>\n";
}

}  // namespace rasd
