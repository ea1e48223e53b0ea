#include "crawler/feed_names.h"

#include <string>
#include <unordered_map>

#include "base/utf8.h"

namespace rasd {
namespace {

using Space = FeedNamespace;
using Element = FeedElement;

const std::unordered_map<std::string_view, Space>& spaces_by_uri() {
  static const std::unordered_map<std::string_view, Space> table = {
      {"", Space::kCore},
      {"http://backend.userland.com/rss", Space::kCore},
      {"http://backend.userland.com/rss2", Space::kCore},
      {"http://blogs.law.harvard.edu/tech/rss", Space::kCore},
      {"http://cyber.law.harvard.edu/rss/rss.html", Space::kCore},
      {"http://purl.org/rss/1.0/", Space::kCore},
      {"http://my.netscape.com/rdf/simple/0.9/", Space::kCore},
      {"http://channel.netscape.com/rdf/simple/0.9/", Space::kCore},
      {"http://example.com/newformat#", Space::kCore},
      {"http://example.com/necho", Space::kCore},
      {"http://purl.org/echo/", Space::kCore},
      {"uri/of/echo/namespace#", Space::kCore},
      {"http://purl.org/pie/", Space::kCore},
      {"http://purl.org/atom/ns#", Space::kCore},
      {"http://www.w3.org/2005/atom", Space::kCore},
      {"https://www.w3.org/2005/atom", Space::kCore},
      {"http://purl.org/rss/1.0/modules/rss091#", Space::kCore},
      {"http://purl.org/dc/elements/1.1/", Space::kDublinCore},
      {"http://purl.org/dc/elements/1.0/", Space::kDublinCore},
      {"http://purl.org/dc/terms/", Space::kDublinTerms},
      {"http://purl.org/rss/1.0/modules/content/", Space::kContent},
      {"http://search.yahoo.com/mrss", Space::kMedia},
      {"http://search.yahoo.com/mrss/", Space::kMedia},
      {"https://search.yahoo.com/mrss/", Space::kMedia},
      {"http://tools.search.yahoo.com/mrss/", Space::kMedia},
      {"http://www.itunes.com/dtds/podcast-1.0.dtd", Space::kITunes},
      {"http://example.com/dtds/podcast-1.0.dtd", Space::kITunes},
      {"http://www.w3.org/1999/xhtml", Space::kXhtml},
      {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", Space::kRdf},
      {"http://wellformedweb.org/commentapi/", Space::kCommentApi},
      {"http://purl.org/rss/1.0/modules/slash/", Space::kSlash},
  };
  return table;
}

const std::unordered_map<std::string_view, Space>& spaces_by_prefix() {
  static const std::unordered_map<std::string_view, Space> table = {
      {"dc", Space::kDublinCore}, {"dcterms", Space::kDublinTerms}, {"content", Space::kContent},
      {"media", Space::kMedia},   {"itunes", Space::kITunes},       {"xhtml", Space::kXhtml},
      {"rdf", Space::kRdf},       {"atom", Space::kCore},           {"a10", Space::kCore},
      {"rss", Space::kCore},      {"wfw", Space::kCommentApi},      {"slash", Space::kSlash},
  };
  return table;
}

const std::unordered_map<std::string_view, Element>& core_elements() {
  static const std::unordered_map<std::string_view, Element> table = {
      {"rss", Element::kRoot},
      {"rdf", Element::kRoot},
      {"channel", Element::kFeed},
      {"feed", Element::kFeed},
      {"item", Element::kEntry},
      {"entry", Element::kEntry},
      {"title", Element::kTitle},
      {"link", Element::kLink},
      {"guid", Element::kId},
      {"id", Element::kId},
      {"description", Element::kSummary},
      {"summary", Element::kSummary},
      {"abstract", Element::kSummary},
      {"subtitle", Element::kUnknown},
      {"tagline", Element::kUnknown},
      {"content", Element::kContent},
      {"encoded", Element::kEncoded},
      {"fullitem", Element::kEncoded},
      {"body", Element::kBody},
      {"pubdate", Element::kPublished},
      {"published", Element::kPublished},
      {"issued", Element::kPublished},
      {"updated", Element::kUpdated},
      {"modified", Element::kUpdated},
      {"lastbuilddate", Element::kUpdated},
      {"date", Element::kUpdated},
      {"created", Element::kCreated},
      {"author", Element::kAuthor},
      {"managingeditor", Element::kAuthor},
      {"contributor", Element::kContributor},
      {"name", Element::kName},
      {"email", Element::kEmail},
      {"uri", Element::kUri},
      {"url", Element::kUrl},
      {"category", Element::kCategory},
      {"keywords", Element::kKeywords},
      {"tags", Element::kKeywords},
      {"comments", Element::kComments},
      {"language", Element::kLanguage},
      {"image", Element::kImage},
      {"logo", Element::kUnknown},
      {"textinput", Element::kTextInput},
      {"source", Element::kSource},
      {"enclosure", Element::kEnclosure},
  };
  return table;
}

Element dublin_core(std::string_view name) {
  if (name == "title") return Element::kTitle;
  if (name == "creator" || name == "author") return Element::kAuthor;
  if (name == "contributor") return Element::kContributor;
  if (name == "date") return Element::kUpdated;
  if (name == "subject") return Element::kCategory;
  if (name == "description") return Element::kSummary;
  if (name == "language") return Element::kLanguage;
  return Element::kUnknown;
}

Element dublin_terms(std::string_view name) {
  if (name == "issued") return Element::kPublished;
  if (name == "created") return Element::kCreated;
  if (name == "modified") return Element::kUpdated;
  return dublin_core(name);
}

Element media(std::string_view name) {
  if (name == "title") return Element::kTitle;
  if (name == "description") return Element::kSummary;
  if (name == "content" || name == "thumbnail") return Element::kMediaContent;
  if (name == "group") return Element::kMediaGroup;
  if (name == "category") return Element::kCategory;
  if (name == "keywords") return Element::kKeywords;
  return Element::kUnknown;
}

Element itunes(std::string_view name) {
  if (name == "title") return Element::kTitle;
  if (name == "author") return Element::kAuthor;
  if (name == "summary" || name == "subtitle") return Element::kSummary;
  if (name == "category") return Element::kCategory;
  if (name == "keywords") return Element::kKeywords;
  if (name == "image") return Element::kMediaContent;
  return Element::kUnknown;
}

}  // namespace

FeedNamespace feed_namespace(std::string_view uri, std::string_view prefix) {
  if (uri.empty() && !prefix.empty()) {
    const auto it = spaces_by_prefix().find(to_lower_ascii(prefix));
    return it == spaces_by_prefix().end() ? Space::kOther : it->second;
  }
  const auto& table = spaces_by_uri();
  if (const auto it = table.find(uri); it != table.end()) return it->second;
  const std::string folded = to_lower_ascii(trim(uri));
  const auto it = table.find(folded);
  return it == table.end() ? Space::kOther : it->second;
}

FeedElement feed_element(FeedNamespace space, std::string_view local) {
  const std::string name = to_lower_ascii(local);
  switch (space) {
    case Space::kCore: {
      const auto it = core_elements().find(name);
      return it == core_elements().end() ? Element::kUnknown : it->second;
    }
    case Space::kDublinCore:
      return dublin_core(name);
    case Space::kDublinTerms:
      return dublin_terms(name);
    case Space::kContent:
      return name == "encoded" ? Element::kEncoded : Element::kUnknown;
    case Space::kMedia:
      return media(name);
    case Space::kITunes:
      return itunes(name);
    case Space::kXhtml:
      return name == "body" || name == "div" ? Element::kBody : Element::kUnknown;
    case Space::kRdf:
      // Some write all of RSS 1.0 in RDF's own namespace.
      return name == "rdf" ? Element::kRoot : feed_element(Space::kCore, local);
    case Space::kCommentApi:
      return name == "commentrss" ? Element::kCommentFeed : Element::kUnknown;
    case Space::kSlash:
      return name == "comments" ? Element::kCommentCount : Element::kUnknown;
    case Space::kOther:
      break;
  }
  return Element::kUnknown;
}

}  // namespace rasd
