#include "crawler/date_in_markup.h"

#include <algorithm>
#include <map>
#include <string>

#include "crawler/date_calendar.h"

namespace rasd {
namespace {

constexpr size_t kMarkupCap = 1'000'000;  // bytes looked at
constexpr int kKeys = 400;                // places where a key is tried
constexpr size_t kDays = 200;             // distinct days that are counted

constexpr int kKeyWeight = 50, kTitleWeight = 40, kOftenWeight = 8, kPictureWeight = 4;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The value that stands after a key: behind quotes, colon or equals sign.
std::string_view value_after(std::string_view s, size_t at) {
  size_t from = at;
  while (from < s.size() && from < at + 12 &&
         (s[from] == '"' || s[from] == '\'' || s[from] == ':' || s[from] == '=' || s[from] == ' ' ||
          s[from] == '\\' || s[from] == '&'))
    ++from;
  if (from == at) return {};
  if (s.substr(from, 5) == "quot;") from += 5;
  const size_t end = s.find_first_of("\"'<>\\\n;&", from);
  return s.substr(from, std::min(std::min(end, s.size()) - from, size_t{60}));
}

void vote_by_keys(std::string_view s, const DateContext& context, DateVote& published) {
  // All keys hold one of these stems; the rest of the key is passed over.
  static constexpr std::string_view kStems[] = {
      "ublish", "ubdate",   "ubDate",    "PubDate",     "ublication",  "reateDate",
      "reated", "postDate", "post_date", "articleDate", "article_date"};
  int tried = 0;
  for (const std::string_view stem : kStems)
    for (size_t at = s.find(stem); at != std::string_view::npos && tried < kKeys;
         at = s.find(stem, at + 1)) {
      size_t end = at + stem.size();
      while (end < s.size() && end < at + 24 && ((s[end] | 0x20) >= 'a' && (s[end] | 0x20) <= 'z'))
        ++end;
      if (end >= s.size() || (s[end] != '"' && s[end] != '\'' && s[end] != ':' && s[end] != '='))
        if (s.substr(end, 6) != "&quot;" && s.substr(end, 2) != "\\\"") continue;
      ++tried;
      const std::string_view value = value_after(s, end);
      if (value.size() < 6 || value.size() > 50) continue;
      if (const auto date = read_date(value, context))
        published.add(*date, DateOrigin::kMarkup, kKeyWeight - (tried > 1 ? 5 : 0));
    }
  // <abbr class="published" title="2012-10-05T10:30:00">: no attribute of the tree.
  for (size_t at = s.find("<abbr"); at != std::string_view::npos && tried < kKeys;
       at = s.find("<abbr", at + 5), ++tried) {
    const std::string_view tag = s.substr(at, std::min(s.find('>', at), s.size()) - at);
    if (tag.find("publish") == std::string_view::npos) continue;
    const size_t title = tag.find("title=");
    if (title == std::string_view::npos) continue;
    if (const auto date = read_date(value_after(tag, title + 5), context))
      published.add(*date, DateOrigin::kMarkup, kTitleWeight);
  }
}

}  // namespace

void vote_by_markup(std::string_view utf8, const DateContext& context, DateVote& published) {
  const std::string_view s = utf8.substr(0, kMarkupCap);
  DateContext complete = context;
  complete.forms = DateForms::kComplete;
  vote_by_keys(s, complete, published);

  // YYYY-MM-DD, YYYY/MM/DD and YYYY.MM.DD, the most frequent day.
  struct Seen {
    int times = 0;
    bool picture = false;
  };
  std::map<std::chrono::sys_days, Seen> days;
  for (size_t i = 0; i + 10 <= s.size(); ++i) {
    if (!is_digit(s[i]) || (s[i] != '1' && s[i] != '2')) continue;
    if (i > 0 && is_digit(s[i - 1])) continue;
    const char mark = s[i + 4];
    if ((mark != '-' && mark != '/' && mark != '.') || s[i + 7] != mark) continue;
    const std::string_view t = s.substr(i, 10);
    bool digits = i + 10 == s.size() || !is_digit(s[i + 10]);
    for (const size_t k : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) digits = digits && is_digit(t[k]);
    if (!digits) continue;
    const auto number = [&](size_t from, size_t n) {
      long v = 0;
      for (size_t k = from; k < from + n; ++k) v = v * 10 + (t[k] - '0');
      return v;
    };
    if (number(0, 4) < 1995) continue;
    const auto day = publication_day(number(0, 4), number(5, 2), number(8, 2), context.reference);
    if (!day || (days.size() >= kDays && days.count(*day) == 0)) continue;
    Seen& seen = days[*day];
    ++seen.times;
    seen.picture = seen.picture || mark == '/';
  }
  int most = 0;
  for (const auto& [day, seen] : days) most = std::max(most, seen.times);
  for (const auto& [day, seen] : days)  // the oldest of the most frequent
    if (seen.times * 2 > most)
      published.add(StatedDate{day, true, 0}, DateOrigin::kMarkup,
                    (seen.picture ? kPictureWeight : kOftenWeight) * seen.times / most);
}

}  // namespace rasd
