#include "crawler/date_lines.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "crawler/class_hints.h"
#include "crawler/date_labels.h"
#include "crawler/date_words.h"

namespace rasd {
namespace {

constexpr size_t kLineBytes = 160;   // a byline is shorter, prose is longer
constexpr size_t kNamedBytes = 240;  // what stands in one element that is named for a date
constexpr int kLines = 600;          // read at most; each costs some microseconds
constexpr uint32_t kNamedNodes = 40;
constexpr size_t kNear = 3000;  // bytes of text after the title that are still its neighbourhood

// Weights: 100 is the page's own structured statement.
constexpr int kPlain = 16, kNamedForIt = 26, kInTime = 12, kSaysSo = 24, kNearTitle = 26,
              kShort = 8, kMarkedUp = 75;

bool may_hold_date(std::string_view text) {
  int digits = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= '0' && c <= '9') ++digits;
    if ((c == 0xD9 || c == 0xDB) && i + 1 < text.size() &&
        static_cast<unsigned char>(text[i + 1]) < 0xBA)
      digits += static_cast<unsigned char>(text[i + 1]) >= 0xA0;
  }
  return digits >= 3;
}

/// The day on the writer's own calendar.
std::chrono::sys_days local_day(const StatedDate& date) {
  return std::chrono::floor<std::chrono::days>(date.at + std::chrono::minutes{date.offset_minutes});
}

class LineVoter {
 public:
  LineVoter(const HtmlTree& tree, const DateContext& context, DateVote& published,
            DateVote& updated)
      : tree_(tree),
        context_(context),
        published_(published),
        updated_(updated),
        noisy_(tree.size(), kUnknown) {
    context_.forms = DateForms::kComplete;
  }

  void vote() {
    find_title();
    size_t text_before = 0;
    uint32_t done = 0;
    int lines = 0;
    for (uint32_t i = 1; i < tree_.size() && lines < kLines; ++i) {
      if (tree_[i].tag == Tag::kHead) {
        i = tree_[i].end - 1;
        continue;
      }
      if (tree_[i].tag == Tag::kText) {
        text_before += tree_[i].text_size;
        if (i >= done && tree_[i].text_size > 1) lines += line(i, text_before, done);
      } else if (i >= done && is_named(i)) {
        lines += element(i, text_before, done);
      }
    }
  }

 private:
  /// Where a date stands: in an element named for it, in a short line, inside a paragraph.
  enum class Place { kNamed, kLine, kProse };
  enum : int8_t { kUnknown = -1, kClean = 0, kNoisy = 1 };

  /// The heading that the page's own title repeats, else the first of some length.
  void find_title() {
    std::string page_title;
    for (uint32_t i = 1; i < tree_.size() && page_title.empty(); ++i)
      if (tree_[i].tag == Tag::kTitle) page_title = tree_.text_content(i, 400);
    bool repeated = false;
    for (const Tag tag : {Tag::kH1, Tag::kH2})
      for (uint32_t i = 1; i < tree_.size() && !repeated; ++i) {
        if (tree_[i].tag != tag) continue;
        const std::string text = tree_.text_content(i, 200);
        if (text.size() <= 15) continue;
        repeated = page_title.find(text) != std::string::npos;
        if (repeated || title_ == 0) title_ = i;
      }
    for (uint32_t i = 1; i < title_; ++i)
      if (tree_[i].tag == Tag::kText) title_at_ += tree_[i].text_size;
  }

  /// Class, id and itemprop in lower case. In a buffer of its own: most elements are asked.
  const std::string& name_of(uint32_t node) {
    name_.clear();
    for (const Attribute a : {Attribute::kClass, Attribute::kId, Attribute::kItemprop}) {
      for (const char c : tree_.attribute(node, a))
        name_ += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      name_ += ' ';
    }
    return name_;
  }

  bool is_named(uint32_t i) {
    const HtmlNode& node = tree_[i];
    if (node.tag == Tag::kTime) return true;
    if (node.attributes == 0 || node.end - i > kNamedNodes || node.end == i + 1 ||
        node.tag == Tag::kA || node.tag == Tag::kMeta)
      return false;
    return names_date(name_of(i));
  }

  /// Whether the node lies in a part that is not about this article.
  int noise(uint32_t node) {
    uint32_t top = node;
    while (top != 0 && noisy_[top] == kUnknown) top = tree_[top].parent;
    int8_t known = top == 0 ? int8_t{kClean} : noisy_[top];
    // Downward again, so that each node is asked once.
    std::vector<uint32_t> path;
    for (uint32_t at = node; at != top; at = tree_[at].parent) path.push_back(at);
    for (auto at = path.rbegin(); at != path.rend(); ++at) {
      if (known == kClean && names_noise(*at)) known = kNoisy;
      noisy_[*at] = known;
    }
    return known;
  }

  bool names_noise(uint32_t i) const {
    const HtmlNode& node = tree_[i];
    if (node.tag == Tag::kText) return false;
    if (node.tag == Tag::kNav || node.tag == Tag::kAside || node.tag == Tag::kFigcaption)
      return title_ < i || title_ >= node.end;
    if (node.attributes == 0 || node.tag == Tag::kBody || node.tag == Tag::kHtml) return false;
    const uint16_t hints =
        static_cast<uint16_t>(class_hints(tree_.attribute(i, Attribute::kClass)) |
                              class_hints(tree_.attribute(i, Attribute::kId)));
    if ((hints & (kHintNoise | kHintComments | kHintMore | kHintCaption)) == 0) return false;
    // A name on something that holds the title or most of the page is about something else.
    const bool holds_title = title_ >= i && title_ < node.end && title_ != 0;
    if (holds_title) return false;
    // Comments do hold most of many a page.
    return (hints & kHintComments) != 0 || (node.end - i) * 2 < tree_.size();
  }

  /// A date beside a link to something longer is a teaser's.
  bool is_teaser(uint32_t i) const {
    if (const uint32_t link = tree_.enclosing(i, Tag::kA);
        link != 0 && tree_.text_content(link, 60).size() > 45)
      return true;
    uint32_t at = tree_[i].parent;
    for (int up = 0; up < 4 && at != 0; ++up, at = tree_[at].parent) {
      if (tree_[at].end - at > 60 || (title_ >= at && title_ < tree_[at].end)) return false;
      for (uint32_t k = at + 1; k < tree_[at].end; ++k)
        if (tree_[k].tag == Tag::kA && tree_.text_content(k, 40).size() > 28) return true;
    }
    return false;
  }

  int element(uint32_t i, size_t text_before, uint32_t& done) {
    for (uint32_t k = i + 1; k < tree_[i].end; ++k)
      if (tree_[k].tag == Tag::kTime) return 0;  // it speaks for itself
    std::string text;
    std::optional<StatedDate> date;
    date = for_machines(i);
    const bool stated = date.has_value();
    if (!stated || tree_[i].end > i + 1) text = tree_.text_content(i, kNamedBytes + 1);
    if (text.size() > kNamedBytes) return 0;
    if (!stated) {
      if (!may_hold_date(text)) return 0;
      return candidate(i, i, text, text_before, Place::kNamed, done, tree_[i].end);
    }
    add(i, *date, text, text_before, Place::kNamed);
    done = tree_[i].end;
    return 1;
  }

  int line(uint32_t i, size_t text_before, uint32_t& done) {
    uint32_t block = tree_[i].parent;
    while (block != 0 && !is_block(tree_[block].tag)) block = tree_[block].parent;
    std::string text;
    Place place = Place::kLine;
    uint32_t from = i, end = i + 1;
    if (block != 0 && tree_[block].end - block <= kNamedNodes) {
      text = tree_.text_content(block, kLineBytes + 1);
      from = block;
      end = tree_[block].end;
    }
    if (text.empty() || text.size() > kLineBytes) {
      if (tree_[i].text_size > kLineBytes) return 0;
      text = squeeze_spaces(tree_.text(i));
      from = i;
      end = i + 1;
      place = Place::kProse;
    }
    if (!may_hold_date(text)) return 0;
    return candidate(i, from, text, text_before, place, done, end);
  }

  /// What an element states for programs beside what people read.
  std::optional<StatedDate> for_machines(uint32_t i) const {
    std::optional<StatedDate> date;
    for (const Attribute a : {Attribute::kDatetime, Attribute::kContent})
      if (!date && tree_[i].tag != Tag::kMeta && tree_.has(i, a))
        date = read_date(tree_.attribute(i, a), context_);
    return date;
  }

  /// A line with its date, from nodes `from` … `end`. An element in it that gives the same day with
  /// its hour knows more than what is shown.
  int candidate(uint32_t i, uint32_t from, const std::string& text, size_t text_before, Place place,
                uint32_t& done, uint32_t end) {
    auto date = read_date(text, context_);
    if (!date) return 1;
    done = std::max(done, end);
    for (uint32_t k = from; k < end; ++k) {
      if (tree_[k].attributes == 0) continue;
      const auto exact = for_machines(k);
      if (!exact || exact->day_only || local_day(*exact) != local_day(*date)) continue;
      date = exact;
      i = k;
      break;
    }
    add(i, *date, text, text_before, place);
    return 1;
  }

  void add(uint32_t i, StatedDate date, const std::string& text, size_t text_before, Place place) {
    bool named = place == Place::kNamed;
    const std::string folded = fold_date_text(text);
    size_t published_at = 0;
    DateLabel label = date_label(folded, published_at);
    if (label == DateLabel::kPublished && published_at > 0) {
      // "Updated 5 May, published 3 May": the date after the word of publication.
      const auto own = read_date(std::string_view(folded).substr(published_at), context_);
      if (own && local_day(*own) != local_day(date)) date = *own;
    }
    std::string name;
    uint32_t at = i;
    for (int up = 0; up < 3 && at != 0; ++up, at = tree_[at].parent) {
      if (tree_[at].tag == Tag::kTime) named = true;
      if (tree_[at].attributes != 0 && tree_[at].end - at <= kNamedNodes) name += name_of(at) + ' ';
    }
    named = named || names_date(name);
    if (label == DateLabel::kNone) label = label_of_name(name_of(i));
    if (label == DateLabel::kNone) label = label_of_name(name);
    int weight = kPlain + (named ? kNamedForIt : 0) + (text.size() < 60 ? kShort : 0);
    if (tree_.enclosing(i, Tag::kTime) != 0) weight += kInTime;
    if (label == DateLabel::kPublished) weight += kSaysSo;
    weight += nearness(text_before);
    if (place == Place::kProse && !named) weight = kPlain / 2;
    const bool comment = name.find("commentt") != std::string::npos;
    const bool noisy = comment || noise(i) == kNoisy;
    // Templates also call the box under the title "share" or "comments".
    if (noisy) weight /= named && !comment && nearness(text_before) > kNearTitle / 3 ? 3 : 6;
    const bool teaser = weight > kPlain && is_teaser(i);
    if (teaser) weight /= 3;
    const bool says_so =
        tree_.attribute(i, Attribute::kItemprop).find("datePublished") != std::string_view::npos ||
        (tree_[i].tag == Tag::kTime && label_of_name(name_of(i)) == DateLabel::kPublished);
    if (label == DateLabel::kUpdated) {
      updated_.add(date, DateOrigin::kLine, weight);
      weight /= 4;
    }
    if (says_so && !noisy && !teaser)
      published_.add(date, DateOrigin::kMicrodata, kMarkedUp + nearness(text_before));
    else
      published_.add(date, DateOrigin::kLine, weight);
  }

  int nearness(size_t text_before) const {
    if (title_ == 0) return text_before < kNear ? kNearTitle / 2 : 0;
    const size_t apart =
        text_before > title_at_ ? text_before - title_at_ : 3 * (title_at_ - text_before);
    if (apart >= kNear) return 0;
    return static_cast<int>(kNearTitle * (kNear - apart) / kNear);
  }

  const HtmlTree& tree_;
  DateContext context_;
  DateVote& published_;
  DateVote& updated_;
  std::vector<int8_t> noisy_;
  std::string name_;
  uint32_t title_ = 0;
  size_t title_at_ = 0;
};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// +1 for "11/24/2026", -1 for "24/11/2026", else 0.
int order_in(std::string_view s) {
  const auto digit = [&](size_t i) { return i < s.size() && s[i] >= '0' && s[i] <= '9'; };
  for (size_t i = 0; i + 8 <= s.size(); ++i) {
    if (!digit(i) || (i > 0 && digit(i - 1)) || !digit(i + 1)) continue;
    const char mark = s[i + 2];
    if ((mark != '/' && mark != '-') || !digit(i + 3) || !digit(i + 4) || s[i + 5] != mark ||
        !digit(i + 6) || !digit(i + 7))
      continue;
    const int a = (s[i] - '0') * 10 + s[i + 1] - '0', b = (s[i + 3] - '0') * 10 + s[i + 4] - '0';
    if (a >= 1 && a <= 12 && b > 12 && b <= 31) return 1;
    if (b >= 1 && b <= 12 && a > 12 && a <= 31) return -1;
  }
  return 0;
}

}  // namespace

void vote_by_lines(const HtmlTree& tree, const DateContext& context, DateVote& published,
                   DateVote& updated) {
  LineVoter(tree, context, published, updated).vote();
}

bool puts_month_first(const HtmlTree& tree, std::string_view url, std::string_view language) {
  int evidence = 0;
  for (uint32_t i = 1; i < tree.size(); ++i)
    if (tree[i].tag == Tag::kText && tree[i].text_size <= kLineBytes && tree[i].text_size >= 8)
      evidence += order_in(tree.text(i));
  if (evidence != 0) return evidence > 0;
  if (equals_ignoring_case(language, "en-US")) return true;
  if (!language.empty() && !equals_ignoring_case(language, "en")) return false;
  const size_t scheme = url.find("//");
  if (scheme == std::string_view::npos) return false;
  const std::string_view rest = url.substr(scheme + 2);
  const std::string_view host = rest.substr(0, rest.find_first_of("/:?#"));
  for (const std::string_view american : {".us", ".gov", ".edu", ".mil"})
    if (ends_with(host, american)) return true;
  return ends_with(host, ".com") && equals_ignoring_case(language, "en");
}

}  // namespace rasd
