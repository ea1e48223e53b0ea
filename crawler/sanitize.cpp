#include "crawler/sanitize.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/utf8.h"
#include "crawler/html_entity.h"

namespace rasd {
namespace {

constexpr size_t kDepth = 100;

// All sorted, for binary search.
constexpr std::array<std::string_view, 66> kAllowed = {
    "a",      "abbr", "acronym",  "address",    "article", "aside",   "audio",  "b",
    "bdi",    "bdo",  "big",      "blockquote", "br",      "caption", "center", "cite",
    "code",   "col",  "colgroup", "dd",         "del",     "details", "dfn",    "div",
    "dl",     "dt",   "em",       "figcaption", "figure",  "font",    "footer", "h1",
    "h2",     "h3",   "h4",       "h5",         "h6",      "header",  "hr",     "i",
    "img",    "ins",  "kbd",      "li",         "mark",    "ol",      "p",      "pre",
    "q",      "s",    "samp",     "section",    "small",   "source",  "span",   "strike",
    "strong", "sub",  "summary",  "sup",        "table",   "tbody",   "td",     "tfoot",
    "th",     "thead"};
constexpr std::array<std::string_view, 9> kAllowedMore = {"picture", "time", "tr",    "tt", "u",
                                                          "ul",      "var",  "video", "wbr"};
constexpr std::array<std::string_view, 5> kVoid = {"br", "col", "hr", "img", "source"};
constexpr std::array<std::string_view, 11> kDroppedWhole = {
    "applet", "canvas", "embed",  "frameset", "head",    "noembed",
    "object", "script", "select", "style",    "template"};
constexpr std::array<std::string_view, 15> kAttributes = {
    "abbr",   "align", "alt",  "cite",    "colspan", "controls", "datetime", "dir",
    "height", "href",  "lang", "rowspan", "src",     "title",    "width"};

template <size_t N>
bool is_in(const std::array<std::string_view, N>& sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}
bool is_allowed(std::string_view name) {
  return is_in(kAllowed, name) || is_in(kAllowedMore, name);
}
bool is_void(std::string_view name) { return name == "wbr" || is_in(kVoid, name); }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == ':' || c == '_';
}
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The address as it may stand in the result, or empty.
std::string safe_address(std::string_view value, const Url* base) {
  const std::string text(trim(decode_entities(value)));
  if (text.starts_with('#')) return text;
  // Absolute ones of the two usual schemes stay as they are written.
  const auto scheme_end = text.find(':');
  const std::string scheme =
      scheme_end == std::string::npos ? "" : to_lower_ascii(text.substr(0, scheme_end));
  if ((scheme == "http" || scheme == "https") && text.compare(scheme_end, 3, "://") == 0 &&
      text.find_first_of("\t\r\n") == std::string::npos)
    return text;
  const auto url = parse_url(text, base);
  if (!url) {
    // Without a base a relative address can only be kept where no scheme can hide in it.
    return !base && text.find_first_of(":\\&") == std::string::npos ? text : "";
  }
  for (const std::string_view kept : {"http", "https", "mailto", "tel", "ftp"})
    if (url->scheme == kept) return url->href();
  return "";
}

class Sanitizer {
 public:
  Sanitizer(std::string_view html, const Url* base) : in_(html), base_(base) {
    out_.reserve(html.size() + 16);
  }

  std::string run() {
    while (at_ < in_.size()) {
      size_t next = at_;
      while (next < in_.size() && in_[next] != '<' && in_[next] != '&' && in_[next] != '>') ++next;
      out_.append(in_.substr(at_, next - at_));
      at_ = next;
      if (at_ == in_.size()) break;
      if (in_[at_] == '<')
        angle();
      else if (in_[at_] == '&')
        reference();
      else {
        out_ += "&gt;";
        ++at_;
      }
    }
    while (!open_.empty()) close_top();
    return std::move(out_);
  }

 private:
  char at(size_t i) const { return i < in_.size() ? in_[i] : '\0'; }

  /// A character reference stays as written; a lone "&" is escaped.
  void reference() {
    size_t end = at_ + 1;
    if (at(end) == '#') ++end;
    const size_t start = end;
    while (end < in_.size() && end - start < 32 && is_name(in_[end])) ++end;
    if (end > start && at(end) == ';') {
      out_.append(in_.substr(at_, end + 1 - at_));
      at_ = end + 1;
    } else {
      out_ += "&amp;";
      ++at_;
    }
  }

  void skip_past(std::string_view mark, size_t from) {
    const size_t end = in_.find(mark, from);
    at_ = end == std::string_view::npos ? in_.size() : end + mark.size();
  }

  /// A comment that never ends would hide the rest, so it then ends at the next ">".
  void comment() {
    const bool closed = !open_comment_ && in_.find("-->", at_ + 4) != std::string_view::npos;
    open_comment_ = !closed;
    skip_past(closed ? "-->" : ">", at_ + 4);
  }

  void angle() {
    if (in_.substr(at_, 4) == "<!--") return comment();
    if (in_.substr(at_, 9) == "<![CDATA[") {
      at_ += 9;
      return;
    }
    if ((at(at_ + 1) == '!' || at(at_ + 1) == '?') && in_.find('>', at_) != std::string_view::npos)
      return skip_past(">", at_ + 2);
    if (at(at_ + 1) == '/' && is_letter(at(at_ + 2))) return end_tag();
    if (is_letter(at(at_ + 1))) return start_tag();
    out_ += "&lt;";
    ++at_;
  }

  std::string take_name() {
    const size_t start = at_;
    while (at_ < in_.size() && is_name(in_[at_])) ++at_;
    return to_lower_ascii(in_.substr(start, at_ - start));
  }

  void end_tag() {
    at_ += 2;
    const std::string name = take_name();
    skip_past(">", at_);
    const auto it = std::find(open_.rbegin(), open_.rend(), name);
    if (it == open_.rend()) return;
    for (auto closing = static_cast<size_t>(it - open_.rbegin()) + 1; closing > 0; --closing)
      close_top();
  }

  void close_top() {
    out_ += "</";
    out_ += open_.back();
    out_ += '>';
    open_.pop_back();
  }

  void start_tag() {
    const size_t start = at_++;
    const std::string name = take_name();
    std::string attributes;
    const bool keep = is_allowed(name);
    if (no_more_tags_ || in_.find('>', at_) == std::string_view::npos) no_more_tags_ = true;
    // A tag that never ends is text, so that one lone "<" does not swallow the rest.
    if (no_more_tags_ || !take_attributes(keep ? &attributes : nullptr)) {
      at_ = start + 1;
      out_ += "&lt;";
      return;
    }
    if (is_in(kDroppedWhole, name)) return drop_content(name);
    if (!keep || (open_.size() >= kDepth && !is_void(name))) return;
    // What HTML closes by itself is closed here, or lists would nest without end.
    if ((name == "li" || name == "p" || name == "dt" || name == "dd" || name == "tr" ||
         name == "td") &&
        !open_.empty() && open_.back() == name)
      close_top();
    out_ += '<';
    out_ += name;
    out_ += attributes;
    out_ += '>';
    if (!is_void(name)) open_.push_back(name);
  }

  void drop_content(const std::string& name) {
    if (at_ >= 2 && in_[at_ - 2] == '/' && name != "script" && name != "style") return;
    if (name == "embed") return;
    const std::string close = "</" + name;
    const bool hopeless = std::find(unclosed_.begin(), unclosed_.end(), name) != unclosed_.end();
    for (size_t end = hopeless ? in_.size() : at_;; ++end) {
      end = in_.find("</", end);
      if (end == std::string_view::npos) {
        if (!hopeless) unclosed_.push_back(name);
        // Never closed: the rest of a script is a script, the rest of another thing is text.
        if (name == "script" || name == "style") at_ = in_.size();
        return;
      }
      if (equals_ignoring_case(in_.substr(end, close.size()), close)) {
        skip_past(">", end);
        return;
      }
    }
  }

  /// Moves past the tag's ">" and gives the attributes that are kept; false when there is none.
  bool take_attributes(std::string* kept) {
    for (;;) {
      while (at_ < in_.size() && (is_space(in_[at_]) || in_[at_] == '/')) ++at_;
      if (at_ >= in_.size()) return false;
      if (in_[at_] == '>') {
        ++at_;
        return true;
      }
      const size_t start = at_;
      while (at_ < in_.size() && !is_space(in_[at_]) && in_[at_] != '=' && in_[at_] != '>' &&
             in_[at_] != '/')
        ++at_;
      const auto name = in_.substr(start, at_ - start);
      while (at_ < in_.size() && is_space(in_[at_])) ++at_;
      std::string_view value;
      if (at(at_) == '=') {
        ++at_;
        if (!take_value(value)) return false;
      } else if (name.empty()) {
        ++at_;
      }
      if (kept && !name.empty()) keep_attribute(to_lower_ascii(name), value, *kept);
    }
  }

  bool take_value(std::string_view& value) {
    while (at_ < in_.size() && is_space(in_[at_])) ++at_;
    const char quote = at(at_);
    if (quote == '"' || quote == '\'') {
      const size_t end = in_.find(quote, at_ + 1);
      if (end == std::string_view::npos) return false;
      value = in_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
      return true;
    }
    const size_t start = at_;
    while (at_ < in_.size() && !is_space(in_[at_]) && in_[at_] != '>') ++at_;
    value = in_.substr(start, at_ - start);
    return true;
  }

  void keep_attribute(const std::string& name, std::string_view value, std::string& kept) const {
    if (!is_in(kAttributes, name)) return;
    std::string text;
    if (name == "href" || name == "src" || name == "cite") {
      text = safe_address(value, base_);
      if (text.empty()) return;
    } else {
      text = decode_entities(value);
    }
    kept += ' ';
    kept += name;
    kept += "=\"";
    append_html_escaped(kept, text);
    kept += '"';
  }

  std::string_view in_;
  const Url* base_;
  size_t at_ = 0;
  std::string out_;
  std::vector<std::string> open_;
  // What was once looked for in vain is not looked for again: this keeps the whole linear.
  std::vector<std::string> unclosed_;
  bool no_more_tags_ = false;
  bool open_comment_ = false;
};

}  // namespace

std::string sanitize_html(std::string_view html, const Url* base) {
  if (html.find_first_of("<&>") == std::string_view::npos) return std::string(html);
  return Sanitizer(html, base).run();
}

}  // namespace rasd
