#include "crawler/embedded_text.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "crawler/structured_data.h"
#include "records/json.h"

namespace rasd {
namespace {

using Json = rapidjson::Value;

constexpr size_t kJsonCap = size_t{4} << 20;
constexpr unsigned kDepth = 60;
// A single string is a text from here on; shorter ones are teasers and notices.
constexpr size_t kTextBytes = 300;
// Literals in scripts that are looked into, and how deep one may lie in another.
constexpr int kLiterals = 400, kNested = 2;

std::string_view view(const Json& v) { return {v.GetString(), v.GetStringLength()}; }

/// Bytes of a text that reads as prose, else 0.
size_t prose(std::string_view text) {
  if (text.size() < 60 || text.find(' ') == std::string_view::npos) return 0;
  if (text.substr(0, 4) == "http" || text.find('{') != std::string_view::npos ||
      text.find("function(") != std::string_view::npos)
    return 0;
  const auto spaces = static_cast<size_t>(std::count(text.begin(), text.end(), ' '));
  return spaces * 20 < text.size() ? 0 : text.size();
}

/// How much a string counts under this key, in halves.
size_t halves(std::string_view key) {
  const std::string name = to_lower_ascii(key.substr(0, 40));
  for (const char* word : {"comment", "related", "recommend", "footer", "terms", "privacy",
                           "translation", "biograph", "newsletter", "cookie"})
    if (name.find(word) != std::string::npos) return 0;
  for (const char* word : {"body", "content", "paragraph", "fulltext", "full_text", "articletext"})
    if (name.find(word) != std::string::npos) return 4;
  return 2;
}

/// Finds the list (or single text) with the most prose.
class ProseFinder {
 public:
  void json(std::string_view text, int nested) {
    const size_t from = text.find_first_of("{[");
    const size_t to = text.find_last_of("}]");
    if (from == std::string_view::npos || to == std::string_view::npos || to < from) return;
    std::string body(text.substr(from, to + 1 - from));
    // As sites write it: raw line breaks inside strings.
    for (char& c : body)
      if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    if (const auto document = parse_json(body, kJsonCap))
      walk(*document, 2, 0);
    else if (nested < kNested)
      literals(text, nested);
  }

  std::string text() const { return best_; }

 private:
  void walk(const Json& v, size_t counts, unsigned depth) {
    if (depth > kDepth || counts == 0) return;
    if (v.IsArray()) {
      list(v, counts);
      for (const Json& item : v.GetArray()) {
        // A flat state (Nuxt 3) has all its texts in one list.
        if (item.IsString() && item.GetStringLength() > kTextBytes) offer({view(item)}, counts);
        walk(item, counts, depth + 1);
      }
    } else if (v.IsObject()) {
      for (const auto& m : v.GetObject()) {
        const size_t by_key = std::min(counts, size_t{2}) * halves(view(m.name)) / 2;
        if (!m.value.IsString())
          walk(m.value, by_key, depth + 1);
        else if (m.value.GetStringLength() > kTextBytes)
          offer({view(m.value)}, by_key);
      }
    }
  }

  void list(const Json& v, size_t counts) {
    std::vector<std::string_view> run;
    size_t all = 0, letters = 0;
    for (const Json& item : v.GetArray())
      if (const std::string_view text = paragraph(item); !text.empty()) {
        run.push_back(text);
        all += text.size();
        letters += prose(text);
      }
    // Of a list of prose the short lines are headings; of another they are names and keys.
    if (2 * letters > all) offer(run, counts);
  }

  static std::string_view paragraph(const Json& v) {
    if (v.IsString()) return view(v);
    if (!v.IsObject()) return {};
    for (const char* key : {"content", "text", "value", "html", "body", "paragraph"})
      if (const auto m = v.FindMember(key); m != v.MemberEnd() && m->value.IsString())
        return view(m->value);
    return {};
  }

  /// Each "…" of a script that is no JSON: a text, or JSON written as a string.
  void literals(std::string_view s, int nested) {
    int tried = 0;
    for (size_t at = s.find('"'); at != std::string_view::npos && tried < kLiterals;) {
      size_t end = at + 1;
      while (end < s.size() && s[end] != '"') end += s[end] == '\\' ? 2 : 1;
      if (end >= s.size()) return;
      const std::string_view literal = s.substr(at, end + 1 - at);
      if (literal.size() > kTextBytes) {
        ++tried;
        if (const auto string = parse_json(literal, kJsonCap); string && string->IsString()) {
          const std::string_view value = view(*string);
          offer({value}, 2);
          if (prose(value) == 0) json(value, nested + 1);
        }
      }
      at = s.find('"', end + 1);
    }
  }

  void offer(const std::vector<std::string_view>& run, size_t counts) {
    size_t letters = 0;
    for (const std::string_view text : run) letters += prose(text);
    if (letters * counts <= best_weight_) return;
    best_weight_ = letters * counts;
    best_.clear();
    for (const std::string_view paragraph : run) {
      const std::string plain = plain_text(paragraph);
      if (plain.empty()) continue;
      if (!best_.empty()) best_ += '\n';
      best_ += plain;
    }
  }

  std::string best_;
  size_t best_weight_ = 0;
};

}  // namespace

std::string embedded_article_text(const HtmlTree& tree) {
  ProseFinder finder;
  for (const HtmlScript& script : tree.scripts())
    if (script.type.find("ld+json") == std::string_view::npos) finder.json(script.body, 0);
  return finder.text();
}

}  // namespace rasd
