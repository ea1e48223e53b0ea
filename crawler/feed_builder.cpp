#include "crawler/feed_builder.h"

#include <algorithm>
#include <charconv>

#include "base/id.h"
#include "base/utf8.h"
#include "crawler/feed_date.h"
#include "crawler/feed_xml.h"
#include "crawler/html_entity.h"
#include "crawler/sanitize.h"

namespace rasd {
namespace {

constexpr size_t kMaxNames = 100;  ///< authors or categories of one entry

/// Whether a text has something that only HTML has: a tag or a reference.
bool looks_like_html(std::string_view text) {
  const size_t last_close = text.rfind('>');  // looked for once, or a text of "<a<a<a" is quadratic
  for (size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    if (text.substr(at, 4) == "<!--") return true;
    if ((letter || next == '/' || next == '!') && last_close != std::string_view::npos &&
        last_close > at)
      return true;
  }
  for (size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    const auto near = text.substr(at, 12);
    const size_t end = near.find(';');
    if (end != std::string_view::npos && end > 1 &&
        near.substr(0, end).find_first_of(" \t\r\n") == std::string_view::npos)
      return true;
  }
  return false;
}

std::string absolute(std::string_view text, const Url* base) {
  const auto address = trim(text);
  if (address.empty()) return {};
  const auto url = parse_url(address, base);
  return url ? url->href() : std::string(address);
}

void set_if_empty(std::string& slot, std::string value) {
  if (slot.empty()) slot = std::move(value);
}

bool is_core(const FeedField& field) { return field.space == FeedNamespace::kCore; }

/// What a link element says it leads to; Atom's default is the article itself.
std::optional<uint32_t> whole_number(std::string_view text) {
  text = trim(text);
  uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || text.empty() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_alternate(const FeedField& field) {
  const auto rel = field.attribute("rel");
  return rel.empty() || rel == "alternate" ||
         rel == "http://www.iana.org/assignments/relation/alternate";
}

enum class TextType { kText, kHtml, kUnsaid };

TextType text_type(std::string_view type) {
  const std::string lower = to_lower_ascii(trim(type));
  if (lower.empty()) return TextType::kUnsaid;
  if (lower.find("html") != std::string::npos) return TextType::kHtml;
  return TextType::kText;
}

/// Atom's media types that cannot stand in XML but as base64 (RFC 4287 4.1.3.3, mode of 0.3).
bool is_base64(const FeedField& field) {
  if (field.markup || !is_core(field)) return false;
  const auto mode = field.attribute("mode");
  if (!mode.empty()) return mode == "base64";
  const std::string type = to_lower_ascii(field.attribute("type"));
  return type.find('/') != std::string::npos && !type.starts_with("text/") &&
         !type.ends_with("xml");
}

/// The text behind base64; the text itself where it is none; nothing where it is no text.
std::string decode_base64(std::string_view text) {
  std::string packed(text);
  std::erase_if(packed, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  std::string plain = from_base64(packed);
  if (!plain.empty() && is_utf8(plain)) return plain;
  // Either no base64 at all, or pictures and the like, which are no text.
  return packed.size() > 256 && !plain.empty() ? std::string() : std::string(text);
}

/// A person as one name: what stands in "name", else in the text, else the address.
std::string name_of(const FeedPerson& person) {
  std::string text = squeeze_spaces(person.name);
  if (text.empty()) text = squeeze_spaces(person.text);
  if (text.empty()) text = std::string(trim(person.email));
  if (text.empty()) text = std::string(trim(person.uri));
  // RSS: "mona@example.com (Mona)".
  const size_t open = text.find('(');
  if (open != std::string::npos && text.back() == ')' &&
      text.substr(0, open).find('@') != std::string::npos) {
    const auto name = trim(std::string_view(text).substr(open + 1, text.size() - open - 2));
    if (!name.empty()) text = std::string(name);
  }
  return text;
}

}  // namespace

std::string_view FeedField::attribute(std::string_view name) const {
  for (const auto& [key, value] : attributes)
    if (key == name) return value;
  return {};
}

void FeedBuilder::open_feed(std::string_view name, std::string_view uri, std::string_view version) {
  const std::string lower = to_lower_ascii(name);
  version = trim(version);
  if (lower == "rdf") {
    feed_.format = "rss10";
  } else if (lower == "rss") {
    feed_.format = "rss";
    if (version == "0.91")
      feed_.format = netscape_ ? "rss091n" : "rss091u";
    else if (version == "0.90" || version == "0.9")
      feed_.format = "rss090";
    else if (version == "0.92" || version == "0.93" || version == "0.94" || version == "1.0")
      feed_.format = version == "1.0" ? "rss10" : "rss09" + std::string(version.substr(3));
    else if (version.starts_with("2"))
      feed_.format = "rss20";
  } else if (lower == "feed" || lower == "entry") {
    const std::string space = to_lower_ascii(uri);
    if (space.ends_with("w3.org/2005/atom"))
      feed_.format = "atom10";
    else if (version == "0.3" || (version.empty() && space == "http://purl.org/atom/ns#"))
      feed_.format = "atom03";
    else if (version == "0.1" || version == "0.2")
      feed_.format = version == "0.1" ? "atom01" : "atom02";
    else
      feed_.format = "atom";
  } else {
    feed_.format = "rss";  // a channel without its root
  }
}

bool FeedBuilder::is_full() const { return feed_.entries.size() >= kMaxFeedEntries; }

void FeedBuilder::begin_entry() {
  if (in_entry_) end_entry();
  in_entry_ = true;
  entry_ = FeedEntry();
  title_rank_ = link_rank_ = summary_rank_ = updated_rank_ = 0;
  permalink_.clear();
  about_.clear();
  created_.reset();
}

void FeedBuilder::end_entry() {
  if (!in_entry_) return;
  in_entry_ = false;
  set_if_empty(entry_.link, permalink_);
  set_if_empty(entry_.link, about_);
  set_if_empty(entry_.id, about_);
  if (entry_.authors.empty()) entry_.authors = feed_authors_;
  if (!entry_.published) entry_.published = created_;
  if (is_full()) {
    feed_.truncated = true;
    return;
  }
  feed_.entries.push_back(std::move(entry_));
}

void FeedBuilder::feed_language(std::string_view language) {
  if (feed_.language.empty()) feed_.language = std::string(trim(language));
}

void FeedBuilder::feed_field(const FeedField& field) {
  switch (field.element) {
    case FeedElement::kTitle: {
      const int rank = is_core(field) ? 3 : field.space == FeedNamespace::kDublinCore ? 2 : 1;
      if (rank <= feed_title_rank_) return;
      std::string title = title_of(field);
      if (title.empty()) return;
      feed_.title = std::move(title);
      feed_title_rank_ = rank;
      return;
    }
    case FeedElement::kLink: {
      if (!is_alternate(field)) return;
      const auto href = field.attribute("href");
      const int rank =
          href.empty() || text_type(field.attribute("type")) != TextType::kText ? 2 : 1;
      std::string link = absolute(href.empty() ? std::string_view(field.text) : href, field.base);
      // Atom's first link of its kind stands; of several links of RSS the last, as elsewhere.
      const bool later = (href.empty() || (!is_atom() && field.attribute("rel").empty())) &&
                         rank == feed_link_rank_;
      if (link.empty() || (rank <= feed_link_rank_ && !later)) return;
      feed_.link = std::move(link);
      feed_link_rank_ = rank;
      return;
    }
    case FeedElement::kId:
      return set_if_empty(feed_.feed_id, std::string(trim(field.text)));
    case FeedElement::kLanguage:
      // What the feed says in an element of its own counts before xml:lang of its root.
      if (!trim(field.text).empty()) feed_.language = std::string(trim(field.text));
      return;
    default:
      return;
  }
}

void FeedBuilder::entry_field(const FeedField& field) {
  switch (field.element) {
    case FeedElement::kTitle:
      return entry_title(field);
    case FeedElement::kLink:
      return entry_link(field);
    case FeedElement::kId:
      return entry_id(field);
    case FeedElement::kSummary:
    case FeedElement::kContent:
    case FeedElement::kEncoded:
    case FeedElement::kBody:
      return entry_text(field);
    case FeedElement::kPublished:
      if (auto date = parse_feed_date(field.text)) entry_.published = date;
      return;
    case FeedElement::kUpdated: {
      const int rank = is_core(field) ? 2 : 1;
      if (rank < updated_rank_) return;
      if (auto date = parse_feed_date(field.text)) {
        entry_.updated = date;
        updated_rank_ = rank;
      }
      return;
    }
    case FeedElement::kCreated:
      created_ = parse_feed_date(field.text);
      return;
    case FeedElement::kAuthor:
      return add_author(squeeze_spaces(title_of(field)));
    case FeedElement::kCategory:
      return entry_category(field);
    case FeedElement::kKeywords: {
      std::string_view rest = field.text;
      while (!rest.empty()) {
        const size_t comma = std::min(rest.find(','), rest.size());
        FeedField word;
        word.element = FeedElement::kCategory;
        word.text = std::string(trim(rest.substr(0, comma)));
        entry_category(word);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
      }
      return;
    }
    case FeedElement::kComments:
      return set_if_empty(entry_.comments, absolute(field.text, field.base));
    case FeedElement::kCommentCount:
      entry_.comment_count = whole_number(field.text);
      return;
    case FeedElement::kCommentFeed:
      return set_if_empty(entry_.comment_feed, absolute(field.text, field.base));
    case FeedElement::kLanguage:
      entry_.language = std::string(trim(field.text));
      return;
    case FeedElement::kImage:
    case FeedElement::kMediaContent:
    case FeedElement::kEnclosure:
      return entry_image(field);
    default:
      return;
  }
}

void FeedBuilder::entry_title(const FeedField& field) {
  const int rank = is_core(field) ? 3 : field.space == FeedNamespace::kDublinCore ? 2 : 1;
  if (rank <= title_rank_) return;
  std::string title = title_of(field);
  if (title.empty()) return;
  entry_.title = std::move(title);
  title_rank_ = rank;
}

void FeedBuilder::entry_link(const FeedField& field) {
  const auto href = field.attribute("href");
  const auto rel = field.attribute("rel");
  if (rel == "replies" && text_type(field.attribute("type")) == TextType::kHtml)
    return set_if_empty(entry_.comments, absolute(href, field.base));
  if (rel == "replies" && to_lower_ascii(field.attribute("type")).find("atom") != std::string::npos)
    return set_if_empty(entry_.comment_feed, absolute(href, field.base));
  if (rel == "enclosure") return entry_image(field);
  if (!is_alternate(field)) return;
  std::string link = absolute(href.empty() ? std::string_view(field.text) : href, field.base);
  if (link.empty()) return;
  // An address of HTML counts before one of another type, and the first of its kind stands.
  const int rank = text_type(field.attribute("type")) == TextType::kText ? 1 : 2;
  const bool later = (href.empty() || (!is_atom() && rel.empty())) && rank == link_rank_;
  if (rank <= link_rank_ && !later) return;
  entry_.link = std::move(link);
  link_rank_ = rank;
}

void FeedBuilder::entry_id(const FeedField& field) {
  const std::string id(trim(field.text));
  if (id.empty()) return;
  if (is_atom()) {
    // An IRI by the RFC; where a relative one was written, the base makes it one.
    const auto address = parse_url(id);
    if (address && address->is_web()) set_if_empty(permalink_, address->href());
    const bool relative = !address && id.find('/') != std::string::npos;
    return set_if_empty(entry_.id, relative ? absolute(id, field.base) : id);
  }
  set_if_empty(entry_.id, id);
  if (to_lower_ascii(field.attribute("ispermalink")) == "false") return;
  const auto url = parse_url(id, field.base);
  const bool absolute_address = parse_url(id).has_value();
  if (url && url->is_web() && (absolute_address || id.find(' ') == std::string::npos))
    set_if_empty(permalink_, url->href());
}

void FeedBuilder::entry_text(const FeedField& field) {
  std::string html = html_of(field);
  if (trim(html).empty()) return;
  if (field.element != FeedElement::kSummary) {
    if (entry_.content.empty()) entry_.content = std::move(html);
    return;
  }
  const int rank = is_core(field) ? 3 : field.space == FeedNamespace::kDublinCore ? 2 : 1;
  if (rank == 3 && summary_rank_ == 3) {
    // A description beside a summary: one of them is the long text.
    set_if_empty(entry_.content, std::move(html));
    return;
  }
  if (rank <= summary_rank_) return;
  entry_.summary = std::move(html);
  summary_rank_ = rank;
}

void FeedBuilder::entry_category(const FeedField& field) {
  std::string term(trim(field.attribute("term")));
  if (term.empty()) term = std::string(trim(field.attribute("label")));
  if (term.empty()) term = squeeze_spaces(title_of(field));
  if (term.empty()) term = std::string(trim(field.attribute("text")));
  auto& all = entry_.categories;
  if (term.empty() || all.size() >= kMaxNames) return;
  if (std::find(all.begin(), all.end(), term) == all.end()) all.push_back(std::move(term));
}

void FeedBuilder::entry_image(const FeedField& field) {
  std::string_view address = field.attribute("url");
  if (address.empty()) address = field.attribute("href");
  if (address.empty()) address = field.text;
  const auto type = field.attribute("type");
  const auto medium = field.attribute("medium");
  const bool image = type.starts_with("image/") || medium == "image" ||
                     (type.empty() && medium.empty() && field.element != FeedElement::kEnclosure &&
                      field.element != FeedElement::kLink);
  if (image) set_if_empty(entry_.image, absolute(address, field.base));
}

void FeedBuilder::add_author(std::string text) {
  auto& all = entry_.authors;
  if (text.empty() || all.size() >= kMaxNames) return;
  if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
}

void FeedBuilder::entry_person(const FeedPerson& person) { add_author(name_of(person)); }

void FeedBuilder::feed_person(const FeedPerson& person) {
  std::string name = name_of(person);
  if (is_atom() && !name.empty() && feed_authors_.size() < kMaxNames)
    feed_authors_.push_back(std::move(name));
}

void FeedBuilder::entry_about(std::string_view about, const Url* base) {
  about_ = absolute(about, base);
}

std::string FeedBuilder::title_of(const FeedField& field) const {
  if (field.markup) return squeeze_spaces(html_to_text(sanitize_html(field.text, nullptr)));
  const auto type = text_type(field.attribute("type"));
  if (is_base64(field))
    return squeeze_spaces(html_to_text(sanitize_html(decode_base64(field.text), nullptr)));
  const bool plain = type == TextType::kText || (type == TextType::kUnsaid && is_atom());
  if ((plain && field.attribute("mode") != "escaped") || !looks_like_html(field.text))
    return squeeze_spaces(field.text);
  return squeeze_spaces(html_to_text(sanitize_html(field.text, nullptr)));
}

std::string FeedBuilder::html_of(const FeedField& field) const {
  if (field.markup) return std::string(trim(sanitize_html(field.text, field.base)));
  std::string text = field.text;
  auto type = text_type(field.attribute("type"));
  if (is_base64(field)) {
    text = decode_base64(text);
    if (type == TextType::kText && looks_like_html(text)) type = TextType::kHtml;
  }
  // RSS never says and means HTML; Atom that does not say means text, and often sends HTML.
  const bool html = type == TextType::kHtml ||
                    (type == TextType::kUnsaid && (!is_atom() || looks_like_html(text)));
  if (html) return std::string(trim(sanitize_html(text, field.base)));
  std::string out;
  append_html_escaped(out, trim(text));
  return out;
}

Feed FeedBuilder::take() {
  if (in_entry_) end_entry();
  return std::move(feed_);
}

}  // namespace rasd
