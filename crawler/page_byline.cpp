#include "crawler/page_byline.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/utf8.h"
#include "crawler/class_hints.h"
#include "crawler/date_words.h"

namespace rasd {
namespace {

constexpr size_t kNameBytes = 160;
constexpr size_t kNameWords = 14;
// A line that names the author without any markup is short and near the title.
constexpr size_t kLineBytes = 90;
constexpr uint32_t kNearTitle = 150;

// Lower case. The first list opens a byline only before a mark or where markup says that it is
// one, since its words also open sentences; the second may stand before the name by itself.
constexpr std::string_view kOpeners[] = {
    "by",     "written by", "posted by",    "published by", "reported by", "story by", "words by",
    "author", "authors",    "von",          "par",          "por",         "di",       "da",
    "door",   "av",         "af",           "yazan",        "haber",       "yazar",    "автор",
    "текст",  "autor",      "autore",       "auteur",       "كتب",         "كتبت",     "كتبه",
    "كتبها",  "الكاتب",     "الكاتبة",      "المصدر",       "اعداد",       "إعداد",    "تحرير",
    "تقرير",  "بواسطة",     "مرسلة بواسطة", "نشر بواسطة",   "متابعة",      "متابعات",  "ترجمة",
    "حوار",   "نویسنده",    "خبرنگار",      "تحریر",        "مصنف",        "作者",     "記者",
    "记者",   "文",         "بقلم",         "بقلم الكاتب",  "رئيس التحرير"};
constexpr std::string_view kPlainOpeners[] = {"by",   "written by", "von",    "par",
                                              "بقلم", "автор",      "نویسنده"};
// What follows a name and is none.
constexpr std::string_view kPosts[] = {
    "مراسل", "مراسلة",        "محرر",   "محررة", "كاتب",   "كاتبة",    "صحفي",        "صحفية",
    "رئيس",  "correspondent", "editor", "staff", "senior", "reporter", "contributor", "writer"};
constexpr std::string_view kTrailing[] = {"last", "on",   "at",   "published", "updated", "posted",
                                          "في",   "نشر",  "منذ",  "تاريخ",     "قبل",     "بتاريخ",
                                          "vor",  "il y", "am",   "um",        "le",      "il",
                                          "před", "há",   "hace", "و",         "الساعة"};

bool is_space_or_mark(char32_t c) {
  return c == ' ' || c == ':' || c == '/' || c == '-' || c == '|' || c == ',' || c == '.' ||
         c == 0x2013 || c == 0x2014 || c == 0x2022 || c == 0xB7 || c == 0x60C || c == 0xFF1A ||
         c == '\\' || c == '*' || c == '(' || c == '[';
}

std::string_view without_leading_marks(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t here = at;
    if (!is_space_or_mark(next_code_point(text, at))) return text.substr(here);
  }
  return {};
}

std::string_view without_trailing_marks(std::string_view text) {
  size_t end = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    // "Jr." keeps its dot, "J." too.
    if (!is_space_or_mark(c) || c == '.') end = at;
  }
  return text.substr(0, end);
}

/// The text behind an opener; nothing when it does not open with one. `needs_mark` asks for a
/// colon or the like between the two.
std::optional<std::string_view> behind_opener(std::string_view text, std::string_view opener,
                                              bool needs_mark) {
  if (text.size() <= opener.size() || !equals_ignoring_case(text.substr(0, opener.size()), opener))
    return {};
  std::string_view rest = text.substr(opener.size());
  size_t at = 0;
  if (!is_space_or_mark(next_code_point(rest, at)) && static_cast<uint8_t>(opener[0]) < 0xE0)
    return {};
  const std::string_view after_space = trim(rest);
  if (needs_mark) {
    at = 0;
    if (after_space.empty() || !is_space_or_mark(next_code_point(after_space, at))) return {};
  }
  rest = without_leading_marks(rest);
  if (rest.empty()) return {};
  return rest;
}

bool is_address(std::string_view text) {
  return text.substr(0, 4) == "http" || text.find("www.") != std::string_view::npos ||
         text.find("@") != std::string_view::npos;
}

bool has_digit(std::string_view word) {
  for (size_t at = 0; at < word.size();) {
    const char32_t c = next_code_point(word, at);
    if ((c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9))
      return true;
  }
  return false;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

template <size_t n>
bool is_one_of(std::string_view word, const std::string_view (&list)[n]) {
  return std::any_of(std::begin(list), std::end(list),
                     [&](std::string_view one) { return equals_ignoring_case(word, one); });
}

/// The words before a date, an hour or a count, and before what introduces them.
std::string_view before_numbers(std::string_view text) {
  std::vector<std::string_view> words = words_of(text);
  size_t n = 0;
  while (n < words.size() && !has_digit(words[n])) ++n;
  if (n == words.size()) return text;
  while (n > 0) {
    const std::string_view word = without_trailing_marks(without_leading_marks(words[n - 1]));
    const std::string folded = fold_date_text(word);
    if (!word.empty() && month_of(folded) == 0 && weekday_of(folded) < 0 &&
        relative_day(folded) < 0 && !is_one_of(word, kTrailing))
      break;
    --n;
  }
  if (n == 0) return {};
  return text.substr(0,
                     static_cast<size_t>(words[n - 1].data() + words[n - 1].size() - text.data()));
}

/// "خالد النجار - مراسل الصحيفة في إربد": the name.
std::string_view before_post(std::string_view text) {
  for (const std::string_view mark :
       {" - ", " – ", " — ", " | ", " • ", " · ", "، ", ", ", " / "}) {
    const size_t at = text.find(mark);
    if (at == std::string_view::npos) continue;
    const std::vector<std::string_view> rest = words_of(text.substr(at + mark.size()));
    if (!rest.empty() && (is_one_of(rest[0], kPosts) || has_digit(rest[0])))
      return text.substr(0, at);
  }
  return text;
}

bool is_named_for_author(std::string_view lower_class) {
  return lower_class.find("byline") != std::string_view::npos ||
         lower_class.find("author") != std::string_view::npos ||
         lower_class.find("writer") != std::string_view::npos ||
         lower_class.find("reporter") != std::string_view::npos;
}

/// The name inside an author element, where it has one of its own.
std::string author_text(const HtmlTree& tree, uint32_t node) {
  for (uint32_t i = node + 1; i < tree[node].end; ++i)
    if (tree[i].attributes > 0 && (tree.attribute(i, Attribute::kItemprop) == "name" ||
                                   tree.attribute(i, Attribute::kProperty) == "name")) {
      std::string name(trim(tree.attribute(i, Attribute::kContent)));
      if (name.empty()) name = tree.text_content(i, 300);
      if (!name.empty()) return name;
    }
  return tree.text_content(node, 300);
}

/// All author elements of one kind that stand close together: "by A and B" as two links.
template <typename Is>
std::string named_elements(const HtmlTree& tree, std::string_view site, Is is) {
  std::string names;
  uint32_t last = 0;
  for (uint32_t i = 1; i < tree.size(); ++i) {
    if (tree[i].tag == Tag::kText || tree[i].attributes == 0 || tree[i].tag == Tag::kMeta) continue;
    if (!is(i)) continue;
    if (last != 0 && i > last + 20) break;
    const std::string name = clean_byline(author_text(tree, i), site);
    if (name.size() > 2 && names.find(name) == std::string::npos) {
      if (!names.empty()) names += ", ";
      names += name;
      last = tree[i].end;
      i = tree[i].end - 1;
    }
  }
  return names;
}

std::string stated_line(const HtmlTree& tree, std::string_view site) {
  uint32_t title = 0;
  for (uint32_t i = 1; i < tree.size(); ++i) {
    if (tree[i].tag == Tag::kH1) title = i;
    if (tree[i].tag != Tag::kText || title == 0 || i > title + kNearTitle) continue;
    const std::string line = squeeze_spaces(tree.text(i));
    if (line.size() < 6 || line.size() > kLineBytes) continue;
    for (const auto& opener : kOpeners) {
      if (!behind_opener(line, opener, false) || opener == "المصدر") continue;
      if (!is_one_of(opener, kPlainOpeners) && !behind_opener(line, opener, true)) continue;
      std::string name = clean_byline(line, site);
      if (name.size() > 4 && words_of(name).size() <= 5 && name.find('.') == std::string::npos)
        return name;
    }
  }
  return {};
}

}  // namespace

std::string clean_byline(std::string_view raw, std::string_view site_name) {
  const std::string squeezed = squeeze_spaces(raw);
  std::string_view text = without_leading_marks(squeezed);
  for (int rounds = 0; rounds < 2; ++rounds) {
    std::string_view longest;
    std::string_view rest = text;
    for (const std::string_view opener : kOpeners) {
      const bool needs_mark = opener == "di" || opener == "da" || opener == "av" || opener == "af";
      if (const auto behind = behind_opener(text, opener, needs_mark);
          behind && opener.size() > longest.size()) {
        longest = opener;
        rest = *behind;
      }
    }
    text = rest;
  }
  text = before_numbers(before_post(text));
  text = without_trailing_marks(without_leading_marks(text));
  if (text.size() > kNameBytes || text.size() < 2 || is_address(text)) return {};
  if (words_of(text).size() > kNameWords) return {};
  if (!site_name.empty() && equals_ignoring_case(text, site_name)) return {};
  return std::string(text);
}

std::string byline_of(const HtmlTree& tree, const Metas& metas, const StructuredArticle& ld,
                      std::string_view site) {
  if (std::string byline = clean_byline(ld.author, site); !byline.empty()) return byline;
  for (const char* key :
       {"author", "article:author", "dc.creator", "dc:creator", "dcterms.creator", "byl",
        "parsely-author", "sailthru.author", "article:author_name", "creator", "twitter:data1"}) {
    if (key == std::string_view("twitter:data1") &&
        !is_one_of(metas.first({"twitter:label1"}), {"written by", "كُتب بواسطة", "كتب بواسطة"}))
      continue;
    if (std::string byline = clean_byline(metas.first({key}), site); !byline.empty()) return byline;
  }
  std::string byline = named_elements(tree, site, [&](uint32_t i) {
    const std::string_view property = tree.attribute(i, Attribute::kProperty);
    return tree.attribute(i, Attribute::kItemprop) == "author" ||
           tree.attribute(i, Attribute::kRel) == "author" || property == "author" ||
           property == "schema:author" || property == "dc:creator";
  });
  if (!byline.empty()) return byline;
  byline = named_elements(tree, site, [&](uint32_t i) {
    const std::string_view name = tree.attribute(i, Attribute::kClass);
    return tree[i].end - i <= 30 && is_named_for_author(to_lower_ascii(name)) &&
           !(class_hints(name) & (kHintMore | kHintComments)) &&
           name.find("bio") == std::string_view::npos &&
           name.find("desc") == std::string_view::npos;
  });
  if (!byline.empty()) return byline;
  return stated_line(tree, site);
}

}  // namespace rasd
