#include "crawler/xml_repair.h"

#include <algorithm>
#include <vector>

namespace rasd {
namespace {

constexpr size_t kDepth = 200;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_name(char c) {
  return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}
bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && !is_space(c);
}

/// The length of a reference that XML takes at the start of the text ("&amp;", "&#1593;"), or 0.
size_t reference_length(std::string_view text) {
  size_t end = 1;
  if (text.size() > 2 && text[1] == '#') {
    const bool hex = text[2] == 'x';
    end = hex ? 3 : 2;
    unsigned long value = 0;
    const size_t start = end;
    for (; end < text.size() && end - start < 8; ++end) {
      const char c = text[end];
      const char lower = static_cast<char>(c | 0x20);
      unsigned digit = 99;
      if (c >= '0' && c <= '9')
        digit = static_cast<unsigned>(c - '0');
      else if (hex && lower >= 'a' && lower <= 'f')
        digit = static_cast<unsigned>(lower - 'a') + 10;
      if (digit == 99) break;
      value = value * (hex ? 16 : 10) + digit;
    }
    const bool character =
        value == 9 || value == 10 || value == 13 || (value >= 0x20 && value < 0xD800) ||
        (value >= 0xE000 && value < 0xFFFE) || (value > 0xFFFF && value <= 0x10FFFF);
    if (end == start || !character) return 0;
  } else {
    if (text.size() < 3 || !is_name_start(text[1])) return 0;
    while (end < text.size() && end < 32 && is_name(text[end])) ++end;
  }
  return end < text.size() && text[end] == ';' ? end + 1 : 0;
}

class Repair {
 public:
  explicit Repair(std::string_view text) : in_(text) { out_.reserve(text.size() + 64); }

  std::string run() {
    while (at_ < in_.size()) {
      if (in_[at_] != '<') {
        character(false);
        continue;
      }
      if (in_.substr(at_, 4) == "<!--")
        skip_past("-->", 4, comments_end_);
      else if (in_.substr(at_, 9) == "<![CDATA[")
        cdata();
      else if (in_.substr(at_, 2) == "<?")
        skip_past("?>", 2, instructions_end_);
      else if (in_.substr(at_, 2) == "<!")
        doctype();
      else if (in_.substr(at_, 2) == "</" && is_name_start(at(at_ + 2)))
        end_tag();
      else if (is_name_start(at(at_ + 1)))
        start_tag();
      else {
        if (!open_.empty()) out_ += "&lt;";
        ++at_;
      }
    }
    while (!open_.empty()) close_top();
    return std::move(out_);
  }

 private:
  char at(size_t i) const { return i < in_.size() ? in_[i] : '\0'; }

  /// `ends` turns false when the mark does not come again, so that it is looked for only once.
  void skip_past(std::string_view mark, size_t from, bool& ends) {
    const size_t end = ends ? in_.find(mark, at_ + from) : std::string_view::npos;
    ends = end != std::string_view::npos;
    // A comment that never ends would hide the rest: only its opening goes.
    at_ = ends ? end + mark.size() : at_ + from;
  }

  void doctype() {
    int brackets = 0;
    for (; at_ < in_.size(); ++at_) {
      if (in_[at_] == '[') ++brackets;
      if (in_[at_] == ']') --brackets;
      if (in_[at_] == '>' && brackets <= 0) break;
    }
    if (at_ < in_.size()) ++at_;
  }

  /// One character of text or of an attribute's value; outside the root nothing is kept.
  void character(bool in_attribute) {
    const char c = in_[at_];
    if (!in_attribute && open_.empty()) {
      ++at_;
      return;
    }
    if (c == '&') {
      const size_t length = reference_length(in_.substr(at_));
      if (length > 0) {
        out_.append(in_.substr(at_, length));
        at_ += length;
        return;
      }
      out_ += "&amp;";
    } else if (c == '>') {
      out_ += "&gt;";
    } else if (c == '<') {
      out_ += "&lt;";
    } else if (in_attribute && c == '"') {
      out_ += "&quot;";
    } else if (in_.substr(at_, 2) == "\xEF\xBF" &&
               (at(at_ + 2) == '\xBE' || at(at_ + 2) == '\xBF')) {
      at_ += 2;  // U+FFFE and U+FFFF are no characters of XML
    } else if (!is_control(c)) {
      out_ += c;
    }
    ++at_;
  }

  void cdata() {
    const size_t start = at_ + 9;
    const size_t end = std::min(in_.find("]]>", start), in_.size());
    if (!open_.empty()) {
      out_ += "<![CDATA[";
      for (size_t i = start; i < end; ++i)
        if (!is_control(in_[i])) out_ += in_[i];
      out_ += "]]>";
    }
    at_ = std::min(end + 3, in_.size());
  }

  std::string take_name() {
    const size_t start = at_;
    while (at_ < in_.size() && is_name(in_[at_])) ++at_;
    std::string name(in_.substr(start, at_ - start));
    // One colon at most, and not at the end, or it is no qualified name.
    if (const size_t colon = name.find(':'); colon != std::string::npos) {
      if (colon + 1 == name.size() || !is_name_start(name[colon + 1]))
        name.resize(colon);
      else if (const size_t more = name.find(':', colon + 1); more != std::string::npos)
        name.resize(more);
    }
    return name;
  }

  void close_top() {
    out_ += "</" + open_.back() + ">";
    open_.pop_back();
  }

  void end_tag() {
    at_ += 2;
    const std::string name = take_name();
    const size_t end = in_.find_first_of("<>", at_);
    at_ = end == std::string_view::npos ? in_.size() : end + (in_[end] == '>' ? 1 : 0);
    const auto it = std::find(open_.rbegin(), open_.rend(), name);
    if (it == open_.rend()) return;
    for (auto n = static_cast<size_t>(it - open_.rbegin()) + 1; n > 0; --n) close_top();
  }

  void start_tag() {
    ++at_;
    const std::string name = take_name();
    const size_t mark = out_.size();
    out_ += "<" + name;
    const bool empty = take_attributes();
    if (open_.size() >= kDepth) {
      out_.resize(mark);
      return;
    }
    out_ += empty ? "/>" : ">";
    if (!empty) open_.push_back(name);
  }

  /// Copies attributes in proper form and moves past the tag; true when it closed itself.
  bool take_attributes() {
    std::vector<std::string> seen;
    for (;;) {
      while (at_ < in_.size() && is_space(in_[at_])) ++at_;
      if (at_ >= in_.size() || in_[at_] == '<') return false;
      if (in_[at_] == '>') {
        ++at_;
        return false;
      }
      if (in_[at_] == '/' && at(at_ + 1) == '>') {
        at_ += 2;
        return true;
      }
      if (!is_name_start(in_[at_])) {
        ++at_;
        continue;
      }
      const std::string name = take_name();
      const bool keep = seen.size() < 64 && std::find(seen.begin(), seen.end(), name) == seen.end();
      const size_t mark = out_.size();
      out_ += " " + name + "=\"";
      take_value();
      out_ += '"';
      if (keep)
        seen.push_back(name);
      else
        out_.resize(mark);
    }
  }

  void take_value() {
    while (at_ < in_.size() && is_space(in_[at_])) ++at_;
    if (at(at_) != '=') return;
    ++at_;
    while (at_ < in_.size() && is_space(in_[at_])) ++at_;
    const char quote = at(at_);
    if (quote == '"' || quote == '\'') {
      ++at_;
      while (at_ < in_.size() && in_[at_] != quote) character(true);
      if (at_ < in_.size()) ++at_;
      return;
    }
    while (at_ < in_.size() && !is_space(in_[at_]) && in_[at_] != '>' && in_[at_] != '<')
      character(true);
  }

  std::string_view in_;
  size_t at_ = 0;
  bool comments_end_ = true, instructions_end_ = true;
  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace

bool has_crowded_tag(std::string_view xml) {
  constexpr size_t kCrowd = 256;
  size_t attributes = 0;
  for (size_t at = xml.find_first_of("<="); at != std::string_view::npos;
       at = xml.find_first_of("<=", at + 1)) {
    if (xml[at] == '<') {
      attributes = 0;
      continue;
    }
    size_t value = at + 1;
    while (value < xml.size() && is_space(xml[value])) ++value;
    const bool quoted = value < xml.size() && (xml[value] == '"' || xml[value] == '\'');
    if (quoted && ++attributes > kCrowd) return true;
    at = value - 1;
  }
  return false;
}

std::string repair_xml(std::string_view text) { return Repair(text).run(); }

}  // namespace rasd
