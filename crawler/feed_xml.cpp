#include "crawler/feed_xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "base/utf8.h"
#include "crawler/charset_tables.h"
#include "crawler/feed_builder.h"
#include "crawler/feed_names.h"
#include "crawler/html_entity.h"
#include "crawler/xml_repair.h"

namespace rasd {
namespace {

constexpr size_t kEntityBudget = size_t{1} << 20;  ///< bytes that declared entities may expand to

std::string_view view(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

/// Where the reader stands; decides what an element there means.
enum class Place : unsigned char { kTop, kRoot, kFeed, kEntry, kPerson, kSkip };

struct Frame {
  Place place = Place::kTop;
  const Url* base = nullptr;
};

bool is_void_html(std::string_view name) {
  return name == "br" || name == "img" || name == "hr" || name == "col" || name == "source" ||
         name == "wbr" || name == "input" || name == "link" || name == "meta";
}

/// One attribute as libxml2's SAX2 gives it: five pointers.
struct Attribute {
  explicit Attribute(const xmlChar** at)
      : local(view(at[0])),
        prefix(view(at[1])),
        raw(reinterpret_cast<const char*>(at[3]), static_cast<size_t>(at[4] - at[3])) {}
  /// libxml2 leaves references in attributes (it expands only with NOENT, which is never set).
  std::string value() const {
    return raw.find('&') == std::string_view::npos ? std::string(raw) : decode_entities(raw);
  }
  std::string_view local, prefix, raw;
};

class Reader {
 public:
  explicit Reader(const FeedContext& context) {
    const auto url = parse_url(context.url);
    if (url) bases_.push_back(*url);
    if (!context.content_location.empty())
      if (auto base = parse_url(context.content_location, url ? &*url : nullptr))
        bases_.push_back(std::move(*base));
    frames_.push_back({Place::kTop, bases_.empty() ? nullptr : &bases_.back()});
  }

  /// False when the text was not well-formed.
  bool read(std::string_view text) {
    const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(
        xmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size())), xmlFreeParserCtxt);
    if (!parser) return false;
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = on_start;
    sax.endElementNs = on_end;
    sax.characters = on_text;
    sax.ignorableWhitespace = on_text;
    sax.getEntity = on_entity;
    sax.entityDecl = on_entity_declared;
    sax.internalSubset = on_doctype;
    *parser->sax = sax;
    parser->userData = this;
    parser_ = parser.get();
    // The text is UTF-8 by now, whatever its declaration says.
    xmlCtxtUseOptions(parser.get(), XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                        XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC |
                                        XML_PARSE_NOCDATA);
    xmlParseDocument(parser.get());
    parser_ = nullptr;
    // Where a document declares entities, libxml2 makes one of its own to hold them.
    if (parser->myDoc) xmlFreeDoc(parser->myDoc);
    parser->myDoc = nullptr;
    return parser->wellFormed != 0;
  }

  bool found() const { return builder_.is_open(); }
  Feed take() { return builder_.take(); }

 private:
  // ---- what libxml2 calls
  static Reader& self(void* context) { return *static_cast<Reader*>(context); }

  static void on_start(void* context, const xmlChar* local, const xmlChar* prefix,
                       const xmlChar* uri, int namespace_count, const xmlChar** namespaces,
                       int attribute_count, int, const xmlChar** attributes) {
    Reader& reader = self(context);
    std::vector<Attribute>& list = reader.attributes_;
    list.clear();
    for (int i = 0; i < attribute_count; ++i) list.emplace_back(attributes + 5 * i);
    reader.start(view(local), view(prefix), view(uri));
    for (int i = 0; i < namespace_count && reader.frames_.size() == 2; ++i)
      if (view(namespaces[2 * i + 1]).find("netscape.com/rdf/simple/0.9") != std::string_view::npos)
        reader.builder_.netscape_rdf();
  }
  static void on_end(void* context, const xmlChar* local, const xmlChar*, const xmlChar*) {
    self(context).end(view(local));
  }
  static void on_text(void* context, const xmlChar* text, int length) {
    self(context).text(
        std::string_view(reinterpret_cast<const char*>(text), static_cast<size_t>(length)));
  }
  static void on_doctype(void* context, const xmlChar*, const xmlChar* public_id,
                         const xmlChar* system_id) {
    if (view(public_id).find("Netscape") != std::string_view::npos ||
        view(system_id).find("netscape.com") != std::string_view::npos)
      self(context).builder_.netscape_dtd();
  }
  static void on_entity_declared(void* context, const xmlChar* name, int type, const xmlChar*,
                                 const xmlChar*, xmlChar* content) {
    Reader& reader = self(context);
    if (type != XML_INTERNAL_GENERAL_ENTITY || reader.declared_.size() >= 256) return;
    const auto value = view(content);
    if (value.size() <= 1024) reader.declared_.emplace(view(name), html_to_text(value));
  }
  static xmlEntityPtr on_entity(void* context, const xmlChar* name) {
    return self(context).entity(name);
  }

  /// References are answered from a table of plain texts: those the document declares (flat, one
  /// level, on a budget), HTML's, else the reference as it is written. Nothing is ever expanded.
  xmlEntityPtr entity(const xmlChar* name) {
    const std::string key(view(name));
    auto [it, fresh] = entities_.try_emplace(key);
    Known& known = it->second;
    if (fresh) {
      const auto declared = declared_.find(key);
      if (declared != declared_.end()) known.text = declared->second;
      if (known.text.empty()) known.text = html_entity(key);
      if (known.text.empty() && declared == declared_.end()) known.text = "&" + key + ";";
      known.entity.type = XML_ENTITY_DECL;
      known.entity.name = xmlStrdup(name);
      known.entity.checked = 1;
    }
    spent_ += known.text.size();
    static xmlChar nothing[1] = {0};
    known.entity.content =
        spent_ > kEntityBudget ? nothing : reinterpret_cast<xmlChar*>(known.text.data());
    known.entity.length = spent_ > kEntityBudget ? 0 : static_cast<int>(known.text.size());
    // In text it is handed on whole; in an attribute libxml2 would take a predefined entity's
    // first byte only, but leaves the reference of a general one for Attribute::value.
    known.entity.etype = parser_ && parser_->instate == XML_PARSER_ATTRIBUTE_VALUE
                             ? XML_INTERNAL_GENERAL_ENTITY
                             : XML_INTERNAL_PREDEFINED_ENTITY;
    return &known.entity;
  }

  // ---- elements
  const Frame& here() const { return frames_.back(); }

  std::string attribute(std::string_view local, std::string_view prefix = {}) const {
    for (const auto& a : attributes_)
      if (a.local == local && a.prefix == prefix) return a.value();
    return {};
  }

  void start(std::string_view local, std::string_view prefix, std::string_view uri) {
    Frame frame = here();
    if (const std::string base = attribute("base", "xml"); !base.empty() && bases_.size() < 4096)
      if (auto url = parse_url(base, frame.base)) {
        bases_.push_back(std::move(*url));
        frame.base = &bases_.back();
      }
    if (capturing_) {
      frames_.push_back(frame);
      return start_markup(local);
    }
    const FeedNamespace space = feed_namespace(uri, prefix);
    const FeedElement element = feed_element(space, local);
    frame.place = place_of(element, space, local, uri, frame);
    frames_.push_back(frame);
  }

  /// What the element opens; fields begin to be captured here.
  Place place_of(FeedElement element, FeedNamespace space, std::string_view local,
                 std::string_view uri, const Frame& frame) {
    const Place parent = here().place;
    if (parent == Place::kSkip) return Place::kSkip;
    if (parent == Place::kPerson) {
      capture(element, space, frame);
      return Place::kSkip;
    }
    const bool core = space == FeedNamespace::kCore || space == FeedNamespace::kRdf;
    if (core && (element == FeedElement::kRoot || element == FeedElement::kFeed)) {
      if (!builder_.is_open()) {
        builder_.open_feed(local, uri, attribute("version"));
      }
      if (const std::string language = attribute("lang", "xml"); !language.empty())
        builder_.feed_language(language);
      return element == FeedElement::kRoot ? Place::kRoot : Place::kFeed;
    }
    if (core && element == FeedElement::kEntry) {
      if (parent == Place::kTop) builder_.open_feed(local, uri, attribute("version"));
      if (builder_.is_full()) {
        builder_.leave_out();
        return Place::kSkip;
      }
      builder_.begin_entry();
      builder_.entry_about(attribute("about", "rdf"), frame.base);
      if (const std::string language = attribute("lang", "xml"); !language.empty())
        builder_.entry_language(language);
      return Place::kEntry;
    }
    if (parent == Place::kTop) return Place::kTop;
    return parent == Place::kEntry ? entry_child(element, space, frame)
                                   : feed_child(element, space, frame);
  }

  Place feed_child(FeedElement element, FeedNamespace space, const Frame& frame) {
    switch (element) {
      case FeedElement::kTitle:
      case FeedElement::kLink:
      case FeedElement::kId:
      case FeedElement::kLanguage:
        capture(element, space, frame);
        break;
      case FeedElement::kAuthor:
        if (space == FeedNamespace::kCore) return open_person();
        break;
      default:
        break;
    }
    return Place::kSkip;
  }

  Place open_person() {
    person_ = FeedPerson();
    person_depth_ = frames_.size();
    return Place::kPerson;
  }

  Place entry_child(FeedElement element, FeedNamespace space, const Frame& frame) {
    switch (element) {
      case FeedElement::kUnknown:
      case FeedElement::kRoot:
      case FeedElement::kTextInput:
      case FeedElement::kSource:
      case FeedElement::kContributor:
      case FeedElement::kName:
      case FeedElement::kEmail:
      case FeedElement::kUri:
      case FeedElement::kUrl:
        return Place::kSkip;
      case FeedElement::kMediaGroup:
        return Place::kEntry;
      case FeedElement::kMediaContent:
        builder_.entry_field(make_field(element, space, frame));
        return Place::kEntry;  // it may hold media:title and the like
      case FeedElement::kCategory:
        if (space == FeedNamespace::kITunes) {  // nested, and all in attributes
          builder_.entry_field(make_field(element, space, frame));
          return Place::kEntry;
        }
        capture(element, space, frame);
        return Place::kSkip;
      case FeedElement::kAuthor:
        if (space == FeedNamespace::kCore) return open_person();
        [[fallthrough]];
      default:
        capture(element, space, frame);
        return Place::kSkip;
    }
  }

  FeedField make_field(FeedElement element, FeedNamespace space, const Frame& frame) const {
    FeedField field;
    field.element = element;
    field.space = space;
    field.base = frame.base;
    for (const auto& a : attributes_)
      if (a.prefix.empty() && field.attributes.size() < 16)
        field.attributes.emplace_back(to_lower_ascii(a.local), a.value());
    // rdf:resource stands for an address in RSS 1.0's modules.
    if (std::string resource = attribute("resource", "rdf"); !resource.empty())
      field.attributes.emplace_back("href", std::move(resource));
    return field;
  }

  void capture(FeedElement element, FeedNamespace space, const Frame& frame) {
    capturing_ = true;
    capture_depth_ = frames_.size();
    field_ = make_field(element, space, frame);
    if (element == FeedElement::kBody) field_.markup = true;
  }

  // ---- what a captured element holds
  void start_markup(std::string_view local) {
    if (!field_.markup) {
      std::string escaped;
      append_html_escaped(escaped, field_.text);
      field_.text = std::move(escaped);
      field_.markup = true;
    }
    field_.text += '<';
    field_.text += local;
    for (const auto& a : attributes_) {
      if (!a.prefix.empty()) continue;
      std::string value = a.value();
      // The base may change with every element inside, so addresses are resolved here.
      if (a.local == "href" || a.local == "src")
        if (const auto url = parse_url(value, here().base)) value = url->href();
      field_.text += ' ';
      field_.text += a.local;
      field_.text += "=\"";
      append_html_escaped(field_.text, value);
      field_.text += '"';
    }
    field_.text += '>';
  }

  /// `&#146;` is windows-1252's apostrophe to everybody but XML (HTML 13.2.5.80).
  static std::string without_controls(std::string_view text) {
    static const UpperHalf& western = upper_half(*find_charset("windows-1252"));
    std::string out;
    for (size_t at = 0; at < text.size();) {
      const char32_t c = next_code_point(text, at);
      append_utf8(out, c >= 0x80 && c < 0xA0 ? western[c - 0x80] : c);
    }
    return out;
  }

  void text(std::string_view text) {
    std::string mapped;
    for (size_t at = text.find('\xC2'); at != text.npos; at = text.find('\xC2', at + 1))
      if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0) {
        mapped = without_controls(text);
        text = mapped;
        break;
      }
    if (capturing_) {
      if (field_.markup)
        append_html_escaped(field_.text, text);
      else
        field_.text += text;
    } else if (here().place == Place::kPerson) {
      person_.text += text;
    }
  }

  void end(std::string_view local) {
    if (frames_.size() <= 1) return;
    const Frame frame = here();
    frames_.pop_back();
    if (capturing_) {
      if (frames_.size() > capture_depth_) {
        if (!is_void_html(local)) {
          field_.text += "</";
          field_.text += local;
          field_.text += '>';
        }
        return;
      }
      capturing_ = false;
      return finish_field();
    }
    if (frame.place == Place::kPerson && frames_.size() == person_depth_)
      return here().place == Place::kEntry ? builder_.entry_person(person_)
                                           : builder_.feed_person(person_);
    if (frame.place == Place::kEntry && here().place != Place::kEntry) builder_.end_entry();
  }

  void finish_field() {
    if (here().place == Place::kPerson) {
      if (field_.element == FeedElement::kName)
        person_.name = field_.text;
      else if (field_.element == FeedElement::kEmail)
        person_.email = field_.text;
      else if (field_.element == FeedElement::kUri || field_.element == FeedElement::kUrl)
        person_.uri = field_.text;
      else
        person_.text += field_.markup ? html_to_text(field_.text) : field_.text;
    } else if (here().place == Place::kEntry) {
      builder_.entry_field(field_);
    } else {
      builder_.feed_field(field_);
    }
  }

  struct Known {
    Known() = default;
    Known(const Known&) = delete;
    Known& operator=(const Known&) = delete;
    ~Known() {
      xmlFree(const_cast<xmlChar*>(entity.name));
      // libxml2 leaves a declaration's raw value here, for the entity's owner to free.
      xmlFree(entity.orig);
    }
    std::string text;
    xmlEntity entity{};
  };

  FeedBuilder builder_;
  xmlParserCtxtPtr parser_ = nullptr;
  std::deque<Url> bases_;  // frames point into it
  std::vector<Frame> frames_;
  std::vector<Attribute> attributes_;  // of the element just opened
  bool capturing_ = false;
  size_t capture_depth_ = 0;
  FeedField field_;
  FeedPerson person_;
  size_t person_depth_ = 0;
  std::map<std::string, std::string, std::less<>> declared_;
  std::map<std::string, Known, std::less<>> entities_;
  size_t spent_ = 0;
};

bool is_feed_root(std::string_view tag) {
  const size_t end = std::min(tag.find_first_of(" \t\r\n/>"), tag.size());
  std::string_view name = tag.substr(0, end);
  name.remove_prefix(name.find(':') == name.npos ? 0 : name.find(':') + 1);
  for (const std::string_view root : {"rss", "feed", "rdf", "channel", "entry"})
    if (equals_ignoring_case(name, root)) return true;
  return false;
}

/// Blank lines or a server's notice before the feed are common and mean nothing; a notice in HTML
/// would be taken for the document itself.
std::string_view without_notices(std::string_view text) {
  const size_t first = text.find('<');
  if (first == std::string_view::npos) return {};
  text.remove_prefix(first);
  bool notice = false;
  for (size_t at = 0; at != text.npos; at = text.find('<', at + 1)) {
    const auto tag = text.substr(at + 1, 32);
    const char c = tag.empty() ? ' ' : static_cast<char>(tag[0] | 0x20);
    if (c < 'a' || c > 'z') continue;  // a declaration, a comment, an end
    if (is_feed_root(tag)) return notice ? text.substr(at) : text;
    notice = true;
  }
  return text;
}

}  // namespace

Result<Feed> read_xml_feed(std::string_view text, const FeedContext& context) {
  text = without_notices(text);
  if (text.empty()) return fail(ErrorKind::kMalformed, "no XML in it");
  Reader reader(context);
  if (!has_crowded_tag(text) && reader.read(text) && reader.found()) return reader.take();
  Reader second(context);
  second.read(repair_xml(text));
  Feed mended = second.take();
  Feed plain = reader.take();
  const bool better = !mended.format.empty() && mended.entries.size() >= plain.entries.size();
  Feed& best = better ? mended : plain;
  if (best.format.empty())
    return fail(ErrorKind::kMalformed, "neither RSS nor Atom: no feed element in it");
  best.broken = true;
  return std::move(best);
}

}  // namespace rasd
