#include "crawler/text_blocks.h"

#include "base/utf8.h"

namespace rasd {
namespace {

constexpr size_t kIndent = 40;

bool is_blank(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x85 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}
// Shown by nobody: joiners stay (they shape Persian and emoji), marks of order and width go.
bool is_dropped(char32_t c) {
  return c == 0x200B || c == 0xFEFF || c == 0xAD || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || (c < 0x20);
}
bool is_stop(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x61F || c == 0x6D4 ||
         c == 0x3002 || c == 0x964;
}
bool is_comma(char32_t c) {
  return c == ',' || c == 0x60C || c == 0x3001 || c == ';' || c == 0x61B;
}
bool is_quote(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == 0x201D || c == 0x2019 || c == 0xBB;
}

bool is_emphasis(Tag tag) {
  return tag == Tag::kB || tag == Tag::kStrong || tag == Tag::kEm || tag == Tag::kI;
}

/// Collects blocks while the tree is walked.
class Walk {
 public:
  Walk(const HtmlTree& tree, const std::vector<uint8_t>& cut) : tree_(tree), cut_(cut) {}

  std::vector<TextBlock> run() {
    // Ends of the open elements that change the state, innermost last.
    struct Open {
      uint32_t end;
      Tag tag;
    };
    std::vector<Open> open;
    for (uint32_t i = 1; i < tree_.size();) {
      while (!open.empty() && open.back().end <= i) {
        leave(open.back().tag);
        open.pop_back();
      }
      if (cut_[i]) {
        if (is_block(tree_[i].tag)) finish();
        i = tree_[i].end;
        continue;
      }
      const HtmlNode& node = tree_[i];
      if (node.tag == Tag::kText) {
        text(i);
      } else if (node.tag == Tag::kBr) {
        // One break is a line, two are the end of a paragraph.
        if (pending_ == '\n')
          finish();
        else if (!block_.text.empty())
          pending_ = '\n';
        line_ = {block_.text.size(), block_.letters, block_.link_letters};
      } else if (is_block(node.tag)) {
        finish();
        if (node.tag == Tag::kPre) ++pre_;
        open.push_back({node.end, node.tag});
      } else if (node.tag == Tag::kA || is_emphasis(node.tag)) {
        (node.tag == Tag::kA ? links_ : emphasis_) += 1;
        open.push_back({node.end, node.tag});
      }
      ++i;
    }
    finish();
    return std::move(blocks_);
  }

 private:
  void leave(Tag tag) {
    if (tag == Tag::kA)
      --links_;
    else if (is_emphasis(tag))
      --emphasis_;
    else
      finish();
    if (tag == Tag::kPre) --pre_;
  }

  void text(uint32_t node) {
    const std::string_view run = tree_.text(node);
    for (size_t at = 0; at < run.size();) {
      const size_t from = at;
      char32_t c = static_cast<uint8_t>(run[at]);
      if (c < 0x80)
        ++at;
      else
        c = next_code_point(run, at);
      if (is_blank(c)) {
        if (pre_ > 0) keep_layout(c);
        if (after_stop_) ++block_.stops;
        after_stop_ = false;
        if (!block_.text.empty() && pending_ == 0) pending_ = ' ';
        continue;
      }
      if (is_dropped(c)) continue;
      if (block_.text.empty()) begin(node);
      if (pending_ != 0) block_.text += pending_;
      if (pending_ == '\n') block_.text += indent_;
      indent_.clear();
      pending_ = 0;
      block_.text.append(run.substr(from, at - from));
      ++block_.letters;
      if (links_ > 0) ++block_.link_letters;
      if (emphasis_ > 0) ++block_.emphasis_letters;
      if (is_comma(c)) ++block_.commas;
      after_stop_ = is_stop(c) || (after_stop_ && is_quote(c));
    }
  }

  /// Code: its lines, and how far each is moved in.
  void keep_layout(char32_t c) {
    if (block_.text.empty()) return;
    if (c == '\n') {
      pending_ = '\n';
      indent_.clear();
    } else if (pending_ == '\n' && indent_.size() < kIndent) {
      indent_ += c == '\t' ? '\t' : ' ';
    }
  }

  void begin(uint32_t node) {
    block_.first = node;
    uint32_t holder = tree_[node].parent;
    while (holder != 0 && !is_block(tree_[holder].tag)) holder = tree_[holder].parent;
    block_.node = holder;
  }

  bool only_links_in_line() const {
    const uint32_t letters = block_.letters - line_.letters;
    return letters > 0 && block_.link_letters - line_.links == letters;
  }

  void finish() {
    pending_ = 0;
    indent_.clear();
    if (block_.text.empty()) return;
    if (after_stop_) ++block_.stops;
    after_stop_ = false;
    const Line line = line_;
    if (line.at == 0 || !only_links_in_line()) {
      blocks_.push_back(std::move(block_));
    } else {
      // "Print | Send", after a break under the text: a block of its own.
      TextBlock links = block_;
      links.text.erase(0, line.at + 1);
      links.letters -= line.letters;
      links.link_letters -= line.links;
      links.stops = links.commas = links.emphasis_letters = 0;
      block_.text.resize(line.at);
      block_.letters = line.letters;
      block_.link_letters = line.links;
      blocks_.push_back(std::move(block_));
      blocks_.push_back(std::move(links));
    }
    block_ = {};
    line_ = {};
  }

  const HtmlTree& tree_;
  const std::vector<uint8_t>& cut_;
  std::vector<TextBlock> blocks_;
  TextBlock block_;
  struct Line {  // where the current line begins, and what came before it
    size_t at = 0;
    uint32_t letters = 0, links = 0;
  } line_;
  char pending_ = 0;
  bool after_stop_ = false;
  int pre_ = 0;
  std::string indent_;  // of the line of code that comes next
  int links_ = 0, emphasis_ = 0;
};

}  // namespace

std::vector<TextBlock> text_blocks(const HtmlTree& tree, const std::vector<uint8_t>& cut) {
  return Walk(tree, cut).run();
}

}  // namespace rasd
