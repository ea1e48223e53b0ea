#include "crawler/html_scan.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "crawler/html_names.h"

namespace rasd {
namespace {

constexpr size_t kNone = std::string_view::npos;
// How far down the open elements an end tag looks for its start tag. Real pages need a handful;
// the bound keeps a page of nothing but stray end tags linear.
constexpr size_t kEndTagReach = 128;
constexpr size_t kNameLength = 32;
constexpr size_t kAttributeLength = 20'000;
constexpr size_t kScripts = 200;
constexpr size_t kMomentLength = 60;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// Elements that hold nothing and that nobody reads; libxml2 would nest what follows in them.
bool is_empty_element(std::string_view name) {
  static constexpr std::string_view kNames[] = {"area", "col", "embed", "param", "track", "wbr"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

/// Attributes that scripts and older markup give a moment in: <span class="date" title="…">.
bool may_state_moment(std::string_view attribute, std::string_view value) {
  static constexpr std::string_view kNames[] = {
      "title",          "data-datetime",     "data-date",    "data-time", "data-timestamp",
      "data-published", "data-published-at", "data-pubdate", "data-utc",  "data-iso"};
  if (value.size() < 8 || value.size() > kMomentLength ||
      std::find(std::begin(kNames), std::end(kNames), attribute) == std::end(kNames))
    return false;
  return std::count_if(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; }) >=
         6;
}

/// Scripts whose body is worth keeping although their type does not say JSON.
bool holds_article_global(std::string_view body) {
  return body.size() > 200 &&
         (body.find("articleBody") != kNone || body.find("Fusion.globalContent") != kNone ||
          body.find("__INITIAL_STATE__") != kNone || body.find("__PRELOADED_STATE__") != kNone ||
          body.find("__APOLLO_STATE__") != kNone || body.find("__NUXT__") != kNone ||
          body.find("__next_f.push") != kNone);
}

class Scan {
 public:
  Scan(std::string_view in, const HtmlLimits& limits) : in_(in), limits_(limits) {
    out_.html.reserve(in.size() / 2 + 64);
    no_end_.fill(false);
  }

  ScannedHtml run() {
    while (at_ < in_.size()) {
      const size_t open = in_.find('<', at_);
      copy_text(in_.substr(at_, open == kNone ? kNone : open - at_));
      if (open == kNone) break;
      at_ = open;
      read_mark();
    }
    return std::move(out_);
  }

 private:
  struct Open {
    Tag tag;
    uint32_t name, name_size;  // where its name stands in what is written
  };

  char peek(size_t ahead) const { return at_ + ahead < in_.size() ? in_[at_ + ahead] : '\0'; }

  void copy_text(std::string_view text) {
    // libxml2 stops at NUL and complains of other controls; nobody wants to read them. It complains
    // of each ampersand that begins no reference too, at some length: one that does is written.
    for (size_t i = 0; i < text.size();) {
      size_t j = i;
      while (j < text.size() && text[j] != '&' &&
             (static_cast<uint8_t>(text[j]) >= 0x20 || is_space(text[j])))
        ++j;
      out_.html.append(text.substr(i, j - i));
      if (j < text.size() && text[j] == '&') {
        const char next = j + 1 < text.size() ? text[j + 1] : ' ';
        out_.html += is_letter(next) || next == '#' ? "&" : "&amp;";
      }
      i = j < text.size() ? j + 1 : j;
    }
  }

  void read_mark() {
    if (peek(1) == '!' && peek(2) == '-' && peek(3) == '-') {
      const size_t end = in_.find("-->", at_ + 2);
      at_ = end == kNone ? in_.size() : end + 3;
    } else if (peek(1) == '!' || peek(1) == '?') {
      const size_t end = in_.find('>', at_);
      at_ = end == kNone ? in_.size() : end + 1;
    } else if (peek(1) == '/' && is_letter(peek(2))) {
      at_ += 2;
      read_name();
      const size_t end = in_.find('>', at_);
      at_ = end == kNone ? in_.size() : end + 1;
      close();
    } else if (is_letter(peek(1))) {
      ++at_;
      read_name();
      start_tag();
    } else {
      out_.html += "&lt;";
      ++at_;
    }
  }

  void read_name() {
    name_.clear();
    while (at_ < in_.size()) {
      const char c = in_[at_];
      if (is_space(c) || c == '/' || c == '>' || c == '<') break;
      if (name_.size() < kNameLength && (is_letter(c) || (c >= '0' && c <= '9') || c == '-'))
        name_ += lower(c);
      ++at_;
    }
    tag_ = tag_of(name_);
  }

  /// Reads attributes to the end of the tag; the kept ones are appended to `attributes_`.
  void read_attributes() {
    attributes_.clear();
    type_ = id_ = {};
    self_closed_ = false;
    std::string_view moment;
    bool has_datetime = false;
    size_t kept = 0;
    while (at_ < in_.size()) {
      while (at_ < in_.size() && (is_space(in_[at_]) || in_[at_] == '/')) {
        self_closed_ = in_[at_] == '/';
        ++at_;
      }
      if (at_ >= in_.size()) break;
      if (in_[at_] == '>') {
        ++at_;
        break;
      }
      self_closed_ = false;
      const size_t from = at_;
      ++at_;  // an attribute's name may start with anything, '=' included
      while (at_ < in_.size() && !is_space(in_[at_]) && in_[at_] != '=' && in_[at_] != '>' &&
             in_[at_] != '/')
        ++at_;
      const std::string_view raw = in_.substr(from, at_ - from);
      std::string_view value;
      const bool has_value = read_value(value);
      if (raw.size() > kNameLength || kept >= limits_.attributes) continue;
      char lowered[kNameLength];
      for (size_t i = 0; i < raw.size(); ++i) lowered[i] = lower(raw[i]);
      const Attribute attribute = attribute_of({lowered, raw.size()});
      if (attribute == Attribute::kCount) {
        if (moment.empty() && may_state_moment({lowered, raw.size()}, value)) moment = value;
        continue;
      }
      if (!has_value) value = name(attribute);
      if (attribute == Attribute::kType) type_ = value;
      if (attribute == Attribute::kId) id_ = value;
      if (attribute == Attribute::kStyle && value.find("none") == kNone &&
          value.find("hidden") == kNone)
        continue;
      if (value.size() > kAttributeLength) continue;
      has_datetime = has_datetime || attribute == Attribute::kDatetime;
      keep(attribute, value);
      ++kept;
    }
    if (!moment.empty() && !has_datetime) keep(Attribute::kDatetime, moment);
  }

  bool read_value(std::string_view& value) {
    size_t i = at_;
    while (i < in_.size() && is_space(in_[i])) ++i;
    if (i >= in_.size() || in_[i] != '=') return false;
    ++i;
    while (i < in_.size() && is_space(in_[i])) ++i;
    at_ = i;
    if (i >= in_.size()) return false;
    if (in_[i] == '"' || in_[i] == '\'') {
      size_t end = in_.find(in_[i], i + 1);
      if (end == kNone) end = in_.size();
      value = in_.substr(i + 1, end - i - 1);
      at_ = end < in_.size() ? end + 1 : end;
    } else {
      while (at_ < in_.size() && !is_space(in_[at_]) && in_[at_] != '>') ++at_;
      value = in_.substr(i, at_ - i);
    }
    return true;
  }

  void keep(Attribute attribute, std::string_view value) {
    attributes_ += ' ';
    attributes_ += name(attribute);
    attributes_ += "=\"";
    for (const char c : value) {
      if (c == '"')
        attributes_ += "&quot;";
      else if (static_cast<uint8_t>(c) >= 0x20 || is_space(c))
        attributes_ += c;
    }
    attributes_ += '"';
  }

  void start_tag() {
    const Tag tag = tag_;
    const std::string tag_name = name_;
    read_attributes();
    if (is_dropped_whole(tag)) {
      if (!(self_closed_ && tag == Tag::kSvg)) skip_to_end(tag, tag_name);
      return;
    }
    if (tag == Tag::kTitle) {
      title(tag_name);
      return;
    }
    if (tag_name == "plaintext" || is_empty_element(tag_name)) return;
    end_head(tag);
    if (!is_void(tag)) {
      if (open_.size() >= limits_.depth) {
        out_.truncated = true;
        return;
      }
      open_.push_back({tag, static_cast<uint32_t>(out_.html.size() + 1),
                       static_cast<uint32_t>(tag_name.size())});
    }
    out_.html += '<';
    out_.html += tag_name;
    out_.html += attributes_;
    out_.html += '>';
  }

  /// The first element that is no head's ends it, as in a browser. libxml2 knows too few elements
  /// to see that: a page without <body> that begins with <article> would be all head.
  void end_head(Tag tag) {
    if (head_ended_ || tag == Tag::kHtml || tag == Tag::kHead) return;
    if (tag == Tag::kMeta || tag == Tag::kLink || tag == Tag::kBase) {
      implies_head_ = true;
      return;
    }
    head_ended_ = true;
    if (!open_.empty() && open_.back().tag == Tag::kHead)
      close_down_to(open_.size() - 1);
    else if (implies_head_)
      out_.html += "</head>";
  }

  void title(const std::string& tag_name) {
    const size_t end = find_end(tag_name, at_, Tag::kTitle);
    const size_t stop = end == kNone ? at_ : end;
    implies_head_ = true;
    out_.html += "<title" + attributes_ + ">";
    for (const char c : in_.substr(at_, stop - at_)) {
      if (c == '<')
        out_.html += "&lt;";
      else if (static_cast<uint8_t>(c) >= 0x20 || is_space(c))
        out_.html += c;
    }
    out_.html += "</title>";
    if (end != kNone) skip_end_tag(end);
  }

  /// Where "</name" stands at or after `from`. Remembers a name whose end tag is nowhere, so that
  /// a page of unclosed ones is not searched again and again.
  size_t find_end(std::string_view tag_name, size_t from, Tag tag) {
    if (no_end_[static_cast<size_t>(tag)]) return kNone;
    for (size_t i = in_.find('<', from); i != kNone; i = in_.find('<', i + 1)) {
      if (i + 2 + tag_name.size() > in_.size() || in_[i + 1] != '/') continue;
      size_t k = 0;
      while (k < tag_name.size() && lower(in_[i + 2 + k]) == tag_name[k]) ++k;
      if (k == tag_name.size()) return i;
    }
    no_end_[static_cast<size_t>(tag)] = true;
    return kNone;
  }

  void skip_end_tag(size_t end) {
    const size_t close = in_.find('>', end);
    at_ = close == kNone ? in_.size() : close + 1;
  }

  void skip_to_end(Tag tag, const std::string& tag_name) {
    const size_t from = at_;
    const std::string_view type = type_, id = id_;
    const size_t end = find_end(tag_name, from, tag);
    if (end == kNone) {
      // Scripts and styles swallow the rest, as in a browser; for others only the tag is dropped.
      if (tag == Tag::kScript || tag == Tag::kStyle) at_ = in_.size();
      return;
    }
    skip_end_tag(end);
    if (tag != Tag::kScript || out_.scripts.size() >= kScripts) return;
    const std::string_view body = in_.substr(from, end - from);
    if (type.find("json") != kNone || id == "__NEXT_DATA__" || holds_article_global(body))
      out_.scripts.push_back({type, id, body});
  }

  std::string_view name_of(const Open& open) const {
    return std::string_view(out_.html).substr(open.name, open.name_size);
  }

  void close() {
    if (is_void(tag_)) {
      if (tag_ == Tag::kBr) out_.html += "<br>";  // browsers read </br> as <br>
      return;
    }
    const int rank = end_rank(tag_);
    for (size_t k = 0; k < open_.size() && k < kEndTagReach; ++k) {
      const size_t i = open_.size() - 1 - k;
      if (open_[i].tag == tag_ && (tag_ != Tag::kUnknown || name_of(open_[i]) == name_)) {
        close_down_to(i);
        return;
      }
      if (end_rank(open_[i].tag) > rank) return;
    }
  }

  /// Every element gets its end: the parser closes nothing by itself, which is its slow path.
  void close_down_to(size_t depth) {
    while (open_.size() > depth) {
      const std::string closed(name_of(open_.back()));
      out_.html += "</";
      out_.html += closed;
      out_.html += '>';
      open_.pop_back();
    }
  }

  std::string_view in_;
  const HtmlLimits& limits_;
  ScannedHtml out_;
  size_t at_ = 0;
  std::vector<Open> open_;
  std::array<bool, static_cast<size_t>(Tag::kCount)> no_end_;
  std::string name_, attributes_;
  std::string_view type_, id_;
  Tag tag_ = Tag::kUnknown;
  bool self_closed_ = false;
  bool implies_head_ = false, head_ended_ = false;
};

}  // namespace

ScannedHtml scan_html(std::string_view utf8, const HtmlLimits& limits) {
  return Scan(utf8, limits).run();
}

}  // namespace rasd
