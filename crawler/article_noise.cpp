#include "crawler/article_noise.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "crawler/class_hints.h"

namespace rasd {
namespace {

// A paragraph named for a date or title is one when it is this short, else it is text.
constexpr size_t kLabelBytes = 160;
// Bytes of text outside nested articles that make an article one of its own.
constexpr double kOwnText = 400;

bool is_heading(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

constexpr size_t kSentenceBytes = 40;
// Bytes of longer text that a part with the page's title may hold and still be no article.
constexpr double kUnderTitle = 1200;

// Bytes of longer text around a gallery that make it an article with pictures.
constexpr double kBesideGallery = 1200;

/// Microdata and RDFa, and what Drupal calls it.
bool names_body(std::string_view property) {
  return property.find("articleBody") != std::string_view::npos || property == "content:encoded";
}

class Marker {
 public:
  Marker(const HtmlTree& tree, ReadersWords readers)
      : tree_(tree), readers_(readers), cut_(tree.size(), 0), class_(tree.size(), 0) {}

  MarkedTree run() {
    read_hints();
    cut_noise();
    cut_nested_articles();
    cut_galleries();
    return {std::move(class_), std::move(cut_)};
  }

 private:
  void read_hints() {
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      const Tag tag = tree_[i].tag;
      // What a site writes on the whole page speaks of the page, not of a part of it.
      if (tag == Tag::kText || tree_[i].attributes == 0 || tag == Tag::kBody || tag == Tag::kHtml)
        continue;
      class_[i] = class_hints(tree_.attribute(i, Attribute::kClass)) |
                  class_hints(tree_.attribute(i, Attribute::kId));
      if (names_body(tree_.attribute(i, Attribute::kItemprop)) ||
          names_body(tree_.attribute(i, Attribute::kProperty)))
        class_[i] |= kHintBodyStrong;
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

  bool in_paragraph(uint32_t i) const {
    while (i != 0 && !is_block(tree_[i].tag)) i = tree_[i].parent;
    return tree_[i].tag == Tag::kP || tree_[i].tag == Tag::kLi ||
           (tree_[i].tag > Tag::kH1 && tree_[i].tag <= Tag::kH6);
  }

  /// A few words inside a sentence: whatever they are called, a glossary's popup or a shared
  /// quote, they belong to it.
  bool runs_in_text(uint32_t i) const {
    if (is_block(tree_[i].tag)) return false;
    const auto text_at = [&](uint32_t node) {
      return node < tree_.size() && tree_[node].tag == Tag::kText &&
                     tree_[node].parent == tree_[i].parent
                 ? trim(tree_.text(node)).size()
                 : 0;
    };
    const size_t before = text_at(i - 1), after = text_at(tree_[i].end);
    return (before > 0 && after > 0) || before + after >= kSentenceBytes;
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
    if (c & (kHintBody | kHintBodyStrong)) return false;
    if (runs_in_text(i)) return false;
    if (c & kHintNoise) return true;
    if ((c & kHintComments) && readers_ == ReadersWords::kComments) return true;
    // Other articles are links; the rest of this one behind a button is not.
    if (c & kHintMore) return linked_text(i) > 0.15 * any_text(i);
    // Words for dates, tags and titles also name a run inside a paragraph and, on some sites, the
    // paragraph itself.
    if (c & kHintCaption) return true;
    if (!is_block(tree_[i].tag) && in_paragraph(i)) return false;
    if (tree_[i].tag == Tag::kP && tree_.text_content(i, 3 * kLabelBytes).size() > kLabelBytes)
      return false;
    return (c & kHintAbout) != 0;
  }

  /// Leaves out what says of itself that it is no text, unless the article seems to be in it:
  /// then the name is about something else (a form around a whole page, "with-right-rail").
  void cut_noise() {
    const uint32_t n = tree_.size();
    std::vector<uint32_t>& letters = long_text_;
    letters.assign(n + 1, 0);
    std::vector<uint32_t> marks(n + 1, 0), titles(n + 1, 0);
    any_text_.assign(n + 1, 0);
    linked_text_.assign(n + 1, 0);
    uint32_t link_end = 0;
    for (uint32_t i = 1; i < n; ++i) {
      const bool text = tree_[i].tag == Tag::kText && tree_.text(i).size() > 40;
      letters[i + 1] = letters[i] + (text ? static_cast<uint32_t>(tree_.text(i).size()) : 0);
      if (tree_[i].tag == Tag::kA) link_end = std::max(link_end, tree_[i].end);
      const uint32_t bytes =
          tree_[i].tag == Tag::kText ? static_cast<uint32_t>(trim(tree_.text(i)).size()) : 0;
      any_text_[i + 1] = any_text_[i] + bytes;
      linked_text_[i + 1] = linked_text_[i] + (i < link_end ? bytes : 0);
      const bool mark = tree_[i].tag == Tag::kH1 || tree_[i].tag == Tag::kMain ||
                        (class_[i] & (kHintBody | kHintBodyStrong)) != 0;
      marks[i + 1] = marks[i] + (mark ? 1 : 0);
      titles[i + 1] = titles[i] + (tree_[i].tag == Tag::kH1 ? 1 : 0);
    }
    const double all = letters[n];

    for (uint32_t i = 1; i < n;) {
      if (tree_[i].tag != Tag::kText && is_noise(i)) {
        const double inside = letters[tree_[i].end] - letters[i];
        double most = marks[tree_[i].end] > marks[i + 1] ? 0.2 : 0.7;
        if (is_hidden(i)) most = 0.7;
        const bool titled =
            titles[tree_[i].end] > titles[i] && inside > kUnderTitle && !is_hidden(i);
        if (tree_[i].tag == Tag::kHead || (inside < most * all && !titled)) {
          cut_[i] = 1;
          if (is_heading(tree_[i].tag) && (class_[i] & (kHintNoise | kHintComments)))
            cut_after(i, letters, 0.85 * all);
          i = tree_[i].end;
          continue;
        }
      }
      ++i;
    }
  }

  /// A heading of noise ("related") without a box of its own speaks for what follows beside it.
  void cut_after(uint32_t heading, const std::vector<uint32_t>& letters, double most) {
    const uint32_t parent_end = tree_[tree_[heading].parent].end;
    if (letters[parent_end] - letters[heading] > most) return;
    for (uint32_t i = tree_[heading].end; i < parent_end; i = tree_[i].end) {
      if (tree_[i].tag == tree_[heading].tag) break;
      cut_[i] = 1;
    }
  }

  double any_text(uint32_t node) const { return any_text_[tree_[node].end] - any_text_[node]; }
  double linked_text(uint32_t node) const {
    return linked_text_[tree_[node].end] - linked_text_[node];
  }
  double long_text(uint32_t node) const { return long_text_[tree_[node].end] - long_text_[node]; }

  /// Articles inside an article that has a text of its own: teasers. Where the outer one has next
  /// to none, they are its parts (a live page) and stay.
  void cut_nested_articles() {
    struct Article {
      uint32_t node, end, outer;  // outer: index of the article around it, or none
      double inside = 0;          // letters in articles directly in it
    };
    constexpr uint32_t kNone = 0xFFFFFFFF;
    std::vector<Article> articles;
    uint32_t around = kNone;
    for (uint32_t i = 1; i < tree_.size(); i = cut_[i] ? tree_[i].end : i + 1) {
      while (around != kNone && articles[around].end <= i) around = articles[around].outer;
      if (tree_[i].tag != Tag::kArticle || cut_[i]) continue;
      if (around != kNone) articles[around].inside += long_text(i);
      articles.push_back({i, tree_[i].end, around});
      around = static_cast<uint32_t>(articles.size() - 1);
    }
    for (const Article& a : articles) {
      if (a.outer == kNone) continue;
      const Article& outer = articles[a.outer];
      const double outside = long_text(outer.node) - outer.inside;
      if (outside >= kOwnText && outside >= 0.15 * outer.inside) cut_[a.node] = 1;
    }
  }

  /// A picture gallery inside an article that has a text of its own; a page that is a gallery
  /// keeps its captions.
  void cut_galleries() {
    for (uint32_t i = 1; i < tree_.size(); i = cut_[i] ? tree_[i].end : i + 1) {
      if (cut_[i] || !(class_[i] & kHintGallery) || !is_block(tree_[i].tag)) continue;
      uint32_t around = tree_[i].parent;
      while (around != 0 && !(class_[around] & (kHintBody | kHintBodyStrong)) &&
             tree_[around].tag != Tag::kArticle)
        around = tree_[around].parent;
      if (around != 0 && long_text(around) - long_text(i) >= kBesideGallery) cut_[i] = 1;
    }
  }

  const HtmlTree& tree_;
  ReadersWords readers_;
  std::vector<uint8_t> cut_;
  std::vector<uint16_t> class_;
  std::vector<uint32_t> any_text_, linked_text_;  // bytes of text before a node
  std::vector<uint32_t> long_text_;               // bytes of longer text before a node
};

}  // namespace

MarkedTree mark_noise(const HtmlTree& tree, ReadersWords readers) {
  return Marker(tree, readers).run();
}

}  // namespace rasd
