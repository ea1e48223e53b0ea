#include "crawler/article_text.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"
#include "crawler/article_noise.h"
#include "crawler/boilerplate.h"
#include "crawler/class_hints.h"
#include "crawler/page_kind.h"
#include "crawler/page_parts.h"
#include "crawler/published_date.h"
#include "crawler/text_blocks.h"

namespace rasd {
namespace {

// A block of this many letters with a sentence in it is prose. About 12 words of English.
constexpr uint32_t kProseLetters = 60;

constexpr uint32_t kLongRun = 110;
constexpr uint32_t kStampLetters = 40;
// Bytes that a line may have beside the author's name and still say only that.
constexpr size_t kBylineExtra = 40;
constexpr double kFewestLetters = 20;
constexpr double kMainLetters = 300;
constexpr size_t kSameStart = 60;
// Fewer than a word's letters are what is left of a page that could not be read.
constexpr double kFewestPageLetters = 4;
// A summary under a headline of a list seldom has more.
constexpr uint32_t kTeaserLetters = 200;

// Letters of text above a list that introduce it; with more the list is the text's.
constexpr size_t kFewBesideList = 400;

bool is_heading(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

double link_share(const TextBlock& b) {
  return b.letters == 0 ? 0 : static_cast<double>(b.link_letters) / b.letters;
}

/// How much a block speaks for (or against) the elements around it being the article.
double weight(const HtmlTree& tree, const TextBlock& b) {
  const double links = link_share(b);
  const Tag tag = tree[b.node].tag;
  const double letters = b.letters;
  if (links > 0.6) return -std::min(letters, 200.0);
  // Arabic paragraphs often go without any mark; a long run outside links is prose all the same.
  const bool sentences = b.stops > 0 || b.commas > 1 || b.letters >= kLongRun ||
                         (tag == Tag::kP && b.letters >= kProseLetters);
  if (b.letters >= kProseLetters && sentences && links < 0.35)
    return letters * (tag == Tag::kP || tag == Tag::kBlockquote ? 1.0 : 0.8);
  if (tag == Tag::kP && sentences && links < 0.2) return letters * 0.7;
  if (is_heading(tag)) return 0;
  return -0.5 * std::min(letters, 60.0) - 5;
}

class Extractor {
 public:
  Extractor(const HtmlTree& tree, const ArticleHints& hints)
      : tree_(tree),
        hints_(hints),
        parts_(declared_parts(tree)),
        marked_(mark_noise(tree, is_discussion() ? ReadersWords::kText : ReadersWords::kComments)),
        cut_(marked_.cut),
        class_(marked_.hints) {}

  ArticleText run() {
    blocks_ = text_blocks(tree_, cut_);
    choose_container();
    add_specifications();
    return write();
  }

 private:
  struct Range {
    size_t from = 0, to = 0;
  };
  Range blocks_in(uint32_t from, uint32_t end) const {
    const auto before = [](const TextBlock& b, uint32_t node) { return b.first < node; };
    const auto a = std::lower_bound(blocks_.begin(), blocks_.end(), from, before);
    const auto b = std::lower_bound(a, blocks_.end(), end, before);
    return {static_cast<size_t>(a - blocks_.begin()), static_cast<size_t>(b - blocks_.begin())};
  }

  bool is_discussion() const { return parts_.discussion || hints_.thread; }

  /// The element whose blocks weigh most, deeper ones first; then, where markup names a body that
  /// holds a good part of that, the named body.
  void choose_container() {
    const size_t n = blocks_.size();
    net_.assign(n + 1, 0);
    kept_.assign(n + 1, 0);
    letters_.assign(n + 1, 0);
    linked_.assign(n + 1, 0);
    for (size_t k = 0; k < n; ++k) {
      net_[k + 1] = net_[k] + weight(tree_, blocks_[k]);
      letters_[k + 1] = letters_[k] + blocks_[k].letters;
      linked_[k + 1] = linked_[k] + blocks_[k].link_letters;
      kept_[k + 1] = kept_[k] + (link_share(blocks_[k]) < 0.5 ? blocks_[k].letters : 0);
    }
    double best = 0;
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      if (!is_block(tree_[i].tag)) continue;
      const Range r = blocks_in(i, tree_[i].end);
      if (r.to == r.from) continue;
      double sum = net_[r.to] - net_[r.from];
      if (tree_[i].tag == Tag::kArticle || tree_[i].tag == Tag::kMain) sum *= 1.05;
      if (sum >= best && sum > 0) {
        best = sum;
        container_ = i;
        ranges_ = {r};
      }
    }
    // In a discussion only the first words would be the body.
    if (!is_discussion()) prefer_named_body();
    if (container_ == 0) take_the_only_article();
    if (container_ == 0) take_the_page();
  }

  /// What a shop says of its thing stands in a table beside the description.
  void add_specifications() {
    const uint32_t inside = parts_.product;
    if ((inside == 0 && !hints_.product) || hints_.declared_article || ranges_.empty()) return;
    for (const uint32_t table : specifications(tree_, cut_, inside)) {
      Range r = blocks_in(table, tree_[table].end);
      if (r.from < ranges_.back().to) continue;  // there already, or above the description
      if (r.from > ranges_.back().to && is_heading(tree_[blocks_[r.from - 1].node].tag)) --r.from;
      ranges_.push_back(r);
    }
  }

  /// Verse, a notice of one line: nothing weighs like prose, but the page says what its article is.
  void take_the_only_article() {
    double most = kFewestLetters;
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      if ((tree_[i].tag != Tag::kArticle && tree_[i].tag != Tag::kMain) || cut_[i]) continue;
      const Range r = blocks_in(i, tree_[i].end);
      if (kept(r) < most || kept(r) < 0.7 * letters(r)) continue;
      most = kept(r) + 1;
      container_ = i;
      ranges_ = {r};
    }
  }

  /// A page that is next to nothing but a few lines: these.
  void take_the_page() {
    const Range all{0, blocks_.size()};
    if (kept(all) >= std::max(kFewestPageLetters, 0.7 * letters(all))) ranges_ = {all};
  }

  double kept(const Range& r) const { return kept_[r.to] - kept_[r.from]; }
  double letters(const Range& r) const { return letters_[r.to] - letters_[r.from]; }

  /// One body as markup names it: an element, or the pieces of the same name that adverts and
  /// widgets cut it into.
  struct Named {
    uint32_t first = 0;
    std::vector<Range> pieces;
    double kept = 0;
    double letters = 0;
    int rank = 0;         // how clear the name is
    bool around = false;  // holds what was found by weight
  };

  std::vector<Named> named_bodies() const {
    std::vector<Named> bodies;
    std::unordered_map<std::string_view, size_t> by_name;
    std::vector<uint32_t> ends;  // where the last piece of each body ends
    std::vector<uint32_t> titles;
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      if (tree_[i].tag == Tag::kH1) titles.push_back(i);
      const uint16_t c = class_[i];
      if (!(c & (kHintBody | kHintBodyStrong | kHintBodyWeak)) || cut_[i]) continue;
      const Range r = blocks_in(i, tree_[i].end);
      if (r.from == r.to) continue;
      const int rank = c & kHintBodyStrong ? 3 : c & kHintBody ? 2 : 1;
      const std::string_view name = tree_.attribute(i, Attribute::kClass);
      size_t at = bodies.size();
      if (rank > 1 && !name.empty()) {
        const auto [known, is_new] = by_name.try_emplace(name, at);
        if (!is_new) {
          // Another title in between: the next article of an endless page.
          const bool same = bodies[known->second].rank == rank && ends[known->second] <= i &&
                            (titles.empty() || titles.back() < ends[known->second]);
          if (!same) continue;
          at = known->second;
        }
      }
      if (at == bodies.size()) {
        bodies.push_back({i, {}, 0, 0, rank, false});
        ends.push_back(0);
      }
      Named& body = bodies[at];
      body.pieces.push_back(r);
      body.kept += kept(r);
      body.letters += letters(r);
      body.around |= i < container_ && tree_[i].end >= tree_[container_].end;
      ends[at] = tree_[i].end;
    }
    return bodies;
  }

  void prefer_named_body() {
    const double found = container_ == 0 ? 0 : kept(ranges_[0]);
    std::vector<Named> bodies = named_bodies();
    const Named* choice = nullptr;
    for (const Named& body : bodies) {
      // Around what was found: the rest weighed against it, so the name must be a clear one.
      if (body.around && body.rank < 3 && (body.rank < 2 || body.kept < 0.7 * body.letters))
        continue;
      const double bonus = body.rank == 3 ? 1.5 : body.rank == 2 ? 1.2 : 1.0;
      if (body.kept < 80 || body.kept * bonus < (body.rank == 1 ? 0.8 : 0.35) * found) continue;
      // Deeper names win while they lose little, clearer names while they hold a good part.
      const double share = choice == nullptr           ? 0
                           : body.rank > choice->rank  ? 0.35
                           : body.rank == choice->rank ? 0.92
                                                       : 0.95;
      if (choice == nullptr || body.kept >= share * choice->kept) choice = &body;
    }
    if (choice == nullptr) return;
    container_ = choice->first;
    ranges_ = choice->pieces;
  }

  bool is_prose(const TextBlock& b) const { return weight(tree_, b) > 0; }

  /// A linked item or cell among others that are text: a list of things, each with its page.
  bool in_own_list(const TextBlock& b) const {
    const Tag tag = tree_[b.node].tag;
    const bool cell = tag == Tag::kTd || tag == Tag::kTh;
    if (!cell && tag != Tag::kLi && tag != Tag::kDt && tag != Tag::kDd) return false;
    uint32_t list = 0;
    for (uint32_t i = b.node; i > container_; i = tree_[i].parent) {
      if (cell ? tree_[i].tag == Tag::kTable
               : tree_[i].tag == Tag::kUl || tree_[i].tag == Tag::kOl || tree_[i].tag == Tag::kDl)
        list = i;
      if (cell && list != 0) break;
    }
    if (list == 0) return false;
    const Range r = blocks_in(list, tree_[list].end);
    return linked_[r.to] - linked_[r.from] < 0.5 * letters(r);
  }

  bool keeps(const TextBlock& b) const {
    // A link of headline length is another article; linked sentences of a list are this one's.
    if (link_share(b) > 0.6 && (b.stops < 2 || link_share(b) > 0.9) &&
        tree_.enclosing(b.node, Tag::kBlockquote) == 0 && !in_own_list(b))
      return false;
    if (is_site_talk(b.text)) return false;
    // The hour above each part of a live page.
    if (b.letters < kStampLetters && tree_.enclosing(b.first, Tag::kTime) > b.node) return false;
    return true;
  }

  /// A linked heading right over a long paragraph: a thing the article speaks of, not a teaser.
  bool heads_prose(size_t k, size_t end) const {
    if (!is_heading(tree_[blocks_[k].node].tag) || k + 1 >= end) return false;
    const TextBlock& next = blocks_[k + 1];
    return tree_[next.node].parent == tree_[blocks_[k].node].parent &&
           next.letters > kTeaserLetters && is_prose(next) && !is_site_talk(blocks_[k].text);
  }

  /// The title again or a date, above the first paragraph.
  bool is_front_matter(std::string_view line) const {
    if (line == hints_.title) return true;
    if (!hints_.byline.empty() && line.size() < hints_.byline.size() + kBylineExtra &&
        line.find(hints_.byline) != std::string_view::npos)
      return true;
    return line.size() < 2 * kStampLetters && read_date(line).has_value();
  }

  /// Where the article begins: behind the page's title, where that stands in what was chosen
  /// with enough text below it. Above it are other articles' teasers.
  size_t first_below_title(const Range& range) const {
    if (range.from == range.to || hints_.title.empty()) return range.from;
    for (uint32_t i = blocks_[range.from].first; i < blocks_[range.to - 1].first; ++i) {
      if (tree_[i].tag != Tag::kH1 && tree_[i].tag != Tag::kH2) continue;
      if (tree_.text_content(i, hints_.title.size() + 8) != hints_.title) continue;
      const Range below{std::max(range.from, blocks_in(0, tree_[i].end).to), range.to};
      return kept(below) >= std::max(kMainLetters, 0.25 * kept(range)) ? below.from : range.from;
    }
    return range.from;
  }

  /// A standfirst: long prose between the title and the body, outside both.
  const TextBlock* standfirst() const {
    if (ranges_.empty() || ranges_[0].from == 0) return nullptr;
    const TextBlock& above = blocks_[ranges_[0].from - 1];
    const uint32_t parent = tree_[container_].parent;
    if (tree_[above.node].parent != parent || !is_prose(above) || above.link_letters > 0 ||
        above.stops == 0 || !keeps(above))
      return nullptr;
    // The same words often open the body again.
    const std::string_view start = std::string_view(above.text).substr(0, kSameStart);
    for (size_t k = ranges_[0].from; k < std::min(ranges_[0].from + 3, ranges_[0].to); ++k)
      if (blocks_[k].text.find(start) != std::string::npos) return nullptr;
    return &above;
  }

  std::vector<const TextBlock*> chosen() const {
    std::vector<const TextBlock*> out;
    if (const TextBlock* above = standfirst()) out.push_back(above);
    for (const Range& range : ranges_)
      for (size_t k = first_below_title(range); k < range.to; ++k)
        if (keeps(blocks_[k]) || heads_prose(k, range.to)) out.push_back(&blocks_[k]);
    // Ends: headings over nothing, the title and date above the text.
    size_t last = out.size();
    while (last > 0 && is_heading(tree_[out[last - 1]->node].tag)) --last;
    if (last > 0) out.resize(last);
    size_t prose = 0;
    while (prose < out.size() && !is_prose(*out[prose])) ++prose;
    if (prose == out.size()) prose = std::min<size_t>(out.size(), 2);
    if (!out.empty())
      out.erase(std::remove_if(out.begin(), out.begin() + static_cast<long>(prose),
                               [&](const TextBlock* b) {
                                 return tree_[b->node].tag == Tag::kH1 || is_front_matter(b->text);
                               }),
                out.begin() + static_cast<long>(prose));
    return out;
  }

  ArticleText write() {
    ArticleText out;
    out.container = container_;
    KindEvidence seen;
    for (const TextBlock* b : chosen()) {
      if (!out.text.empty()) out.text += '\n';
      out.text += b->text;
      seen.letters += b->letters;
      if (is_prose(*b)) seen.prose_letters += b->letters;
    }
    // The same inside the first block, where only line breaks part it from the text.
    size_t start = 0;
    for (size_t end; (end = out.text.find('\n', start)) != std::string::npos; start = end + 1)
      if (!is_front_matter(std::string_view(out.text).substr(start, end - start))) break;
    out.text.erase(0, start);
    // Structured data has the whole text where the page shows only its beginning.
    if (hints_.json_body.size() > 500 && out.text.size() * 2 < hints_.json_body.size()) {
      out.text = hints_.json_body;
      out.container = 0;
      seen.letters = seen.prose_letters = out.text.size();
    }
    const EntryList list = seen.letters < kFewBesideList && !hints_.declared_article
                               ? list_entries(tree_, cut_, blocks_)
                               : EntryList();
    if (!list.blocks.empty() && (seen.letters == 0 || list.declared)) {
      for (const TextBlock* b : list.blocks) {
        if (out.text.find(b->text) != std::string::npos) continue;
        if (!out.text.empty()) out.text += '\n';
        out.text += b->text;
      }
      out.kind = PageKind::kList;
      return out;
    }
    out.kind = kind(seen);
    return out;
  }

  PageKind kind(KindEvidence& seen) const {
    for (const TextBlock& b : blocks_)
      if (link_share(b) > 0.6 && b.letters >= 20) ++seen.headlines;
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      if (tree_[i].tag == Tag::kImg && i > container_ && i < tree_[container_].end) ++seen.pictures;
      if (class_[i] & kHintLive) seen.named_live = true;
      if (class_[i] & kHintPaywall) seen.named_paywall = true;
      if (class_[i] & kHintGallery) seen.named_gallery = true;
    }
    seen.declared_article = hints_.declared_article;
    seen.declared_other = hints_.product || hints_.thread || parts_.product != 0 ||
                          parts_.questions || parts_.discussion;
    seen.declared_live = hints_.live;
    seen.declared_gallery = hints_.gallery;
    seen.declared_paywall = hints_.paywalled;
    return page_kind(seen);
  }

  const HtmlTree& tree_;
  const ArticleHints& hints_;
  const DeclaredParts parts_;
  const MarkedTree marked_;
  const std::vector<uint8_t>& cut_;
  const std::vector<uint16_t>& class_;
  std::vector<TextBlock> blocks_;
  uint32_t container_ = 0;
  std::vector<double> net_, kept_, letters_, linked_;  // sums before block k
  std::vector<Range> ranges_;
};

}  // namespace

ArticleText extract_article(const HtmlTree& tree, const ArticleHints& hints) {
  return Extractor(tree, hints).run();
}

}  // namespace rasd
