#include "crawler/article_text.h"

#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "crawler/class_hints.h"
#include "crawler/text_blocks.h"

namespace rasd {
namespace {

// A block of this many letters with a sentence in it is prose. About 12 words of English.
constexpr uint32_t kProseLetters = 60;

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
  const bool sentences = b.stops > 0 || b.commas > 1;
  if (b.letters >= kProseLetters && sentences && links < 0.35)
    return letters * (tag == Tag::kP || tag == Tag::kBlockquote ? 1.0 : 0.8);
  if (tag == Tag::kP && sentences && links < 0.2) return letters * 0.7;
  if (is_heading(tag)) return 0;
  return -0.5 * std::min(letters, 60.0) - 5;
}

class Extractor {
 public:
  Extractor(const HtmlTree& tree, const ArticleHints& hints)
      : tree_(tree), hints_(hints), cut_(tree.size(), 0), class_(tree.size(), 0) {}

  ArticleText run() {
    read_hints();
    cut_noise();
    blocks_ = text_blocks(tree_, cut_);
    choose_container();
    return write();
  }

 private:
  void read_hints() {
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      if (tree_[i].tag == Tag::kText || tree_[i].attributes == 0) continue;
      class_[i] = class_hints(tree_.attribute(i, Attribute::kClass)) |
                  class_hints(tree_.attribute(i, Attribute::kId));
      if (tree_.attribute(i, Attribute::kItemprop) == "articleBody") class_[i] |= kHintBody;
    }
  }

  bool is_hidden(uint32_t i) const {
    if (tree_[i].attributes == 0) return false;
    if (tree_.has(i, Attribute::kHidden)) return true;
    if (tree_.attribute(i, Attribute::kAriaHidden) == "true") return true;
    std::string style(tree_.attribute(i, Attribute::kStyle));
    if (style.empty()) return false;
    std::erase(style, ' ');
    return style.find("display:none") != std::string::npos ||
           style.find("visibility:hidden") != std::string::npos;
  }

  bool is_noise(uint32_t i) const {
    switch (tree_[i].tag) {
      case Tag::kHead:
      case Tag::kNav:
      case Tag::kFooter:
      case Tag::kAside:
      case Tag::kButton:
      case Tag::kMenu:
      case Tag::kDialog:
      case Tag::kFigcaption:
      case Tag::kFigure:
      case Tag::kLabel:
      case Tag::kLegend:
      case Tag::kOption:
        return true;
      default:
        break;
    }
    const std::string_view role = tree_.attribute(i, Attribute::kRole);
    if (role == "navigation" || role == "banner" || role == "contentinfo" ||
        role == "complementary" || role == "search" || role == "dialog")
      return true;
    if (is_hidden(i)) return true;
    const uint16_t c = class_[i];
    if (c & kHintBody) return false;
    return (c & (kHintNoise | kHintComments | kHintAbout | kHintCaption)) != 0;
  }

  /// Leaves out what says of itself that it is no text, unless most of the page's text is in it:
  /// then the name is about something else ("has-sidebar", a form around a whole page).
  void cut_noise() {
    std::vector<uint32_t> letters(tree_.size() + 1, 0);
    for (uint32_t i = 1; i < tree_.size(); ++i)
      letters[i + 1] = letters[i] + (tree_[i].tag == Tag::kText && tree_.text(i).size() > 40
                                         ? static_cast<uint32_t>(tree_.text(i).size())
                                         : 0);
    const double all = letters[tree_.size()];
    for (uint32_t i = 1; i < tree_.size();) {
      if (tree_[i].tag != Tag::kText && is_noise(i)) {
        const double inside = letters[tree_[i].end] - letters[i];
        if (inside < 0.4 * all || tree_[i].tag == Tag::kHead) {
          cut_[i] = 1;
          i = tree_[i].end;
          continue;
        }
      }
      ++i;
    }
  }

  /// The element whose blocks weigh most; deeper ones win ties. Body hints get a bonus.
  void choose_container() {
    std::vector<double> prefix(blocks_.size() + 1, 0);
    for (size_t k = 0; k < blocks_.size(); ++k)
      prefix[k + 1] = prefix[k] + weight(tree_, blocks_[k]);
    double best = 0;
    size_t from = 0, to = 0;
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      if (tree_[i].tag == Tag::kText || !is_block(tree_[i].tag)) continue;
      while (from < blocks_.size() && blocks_[from].first < i) ++from;
      to = static_cast<size_t>(
          std::lower_bound(blocks_.begin() + static_cast<long>(from), blocks_.end(), tree_[i].end,
                           [](const TextBlock& b, uint32_t end) { return b.first < end; }) -
          blocks_.begin());
      if (to <= from) continue;
      double sum = prefix[to] - prefix[from];
      if (class_[i] & kHintBody)
        sum *= 1.3;
      else if (tree_[i].tag == Tag::kArticle || tree_[i].tag == Tag::kMain)
        sum *= 1.1;
      if (sum >= best && sum > 0) {
        best = sum;
        container_ = i;
        first_ = from;
        last_ = to;
      }
    }
  }

  bool keeps(size_t k) const {
    const TextBlock& b = blocks_[k];
    if (link_share(b) > 0.6) return false;
    return true;
  }

  ArticleText write() {
    ArticleText out;
    out.container = container_;
    for (size_t k = first_; k < last_; ++k) {
      if (!keeps(k)) continue;
      if (!out.text.empty()) out.text += '\n';
      out.text += blocks_[k].text;
    }
    if (!out.text.empty()) out.kind = PageKind::kArticle;
    return out;
  }

  const HtmlTree& tree_;
  const ArticleHints& hints_;
  std::vector<uint8_t> cut_;
  std::vector<uint16_t> class_;
  std::vector<TextBlock> blocks_;
  uint32_t container_ = 0;
  size_t first_ = 0, last_ = 0;
};

}  // namespace

ArticleText extract_article(const HtmlTree& tree, const ArticleHints& hints) {
  return Extractor(tree, hints).run();
}

}  // namespace rasd
