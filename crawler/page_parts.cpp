#include "crawler/page_parts.h"

#include <algorithm>
#include <string_view>

#include "crawler/boilerplate.h"

namespace rasd {
namespace {

constexpr uint32_t kEntries = 3;
// Below this many letters an entry is a step of a menu.
constexpr uint32_t kEntryLetters = 20;
constexpr uint32_t kTitleLetters = 8, kTextLetters = 40;
// Kinds of children of one element that are told apart; more come from no list.
constexpr size_t kGroups = 16;

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_title(const HtmlTree& tree, const TextBlock& b) {
  const Tag tag = tree[b.node].tag;
  return b.letters >= kTitleLetters &&
         ((tag >= Tag::kH1 && tag <= Tag::kH6) || b.link_letters * 10 > b.letters * 9);
}

class EntryFinder {
 public:
  EntryFinder(const HtmlTree& tree, const std::vector<uint8_t>& cut,
              const std::vector<TextBlock>& blocks)
      : tree_(tree), cut_(cut), blocks_(blocks) {}

  EntryList find() {
    for (uint32_t i = 1; i < tree_.size(); i = cut_[i] ? tree_[i].end : i + 1)
      if (!cut_[i] && tree_[i].tag != Tag::kText) groups_of(i);
    EntryList out;
    for (const uint32_t entry : best_.entries) {
      const auto [from, to] = range(entry);
      for (size_t k = from; k < to; ++k)
        if ((is_title(tree_, blocks_[k]) || blocks_[k].letters >= kTextLetters) &&
            !is_site_talk(blocks_[k].text))
          out.blocks.push_back(&blocks_[k]);
    }
    if (!best_.entries.empty()) out.declared = is_declared();
    return out;
  }

 private:
  struct Group {
    Tag tag = Tag::kUnknown;
    std::string_view name;
    std::vector<uint32_t> entries;
    uint32_t letters = 0, titles = 0;
  };

  std::pair<size_t, size_t> range(uint32_t node) const {
    const auto before = [](const TextBlock& b, uint32_t at) { return b.first < at; };
    const auto a = std::lower_bound(blocks_.begin(), blocks_.end(), node, before);
    const auto b = std::lower_bound(a, blocks_.end(), tree_[node].end, before);
    return {a - blocks_.begin(), b - blocks_.begin()};
  }

  void groups_of(uint32_t parent) {
    std::vector<Group> groups;
    for (uint32_t i = parent + 1; i < tree_[parent].end; i = tree_[i].end) {
      if (cut_[i] || !is_block(tree_[i].tag) || tree_[i].tag == Tag::kP) continue;
      const auto [from, to] = range(i);
      if (from == to) continue;
      const std::string_view name = tree_.attribute(i, Attribute::kClass);
      auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) {
        return g.tag == tree_[i].tag && g.name == name;
      });
      if (group == groups.end()) {
        if (groups.size() == kGroups) continue;
        groups.push_back({tree_[i].tag, name, {}, 0, 0});
        group = groups.end() - 1;
      }
      group->entries.push_back(i);
      bool titled = false;
      for (size_t k = from; k < to; ++k) {
        group->letters += blocks_[k].letters;
        titled = titled || is_title(tree_, blocks_[k]);
      }
      group->titles += titled ? 1 : 0;
    }
    for (Group& group : groups) {
      const auto count = static_cast<uint32_t>(group.entries.size());
      if (count >= kEntries && group.titles * 5 >= count * 4 &&
          group.letters >= kEntryLetters * count && group.letters > best_.letters)
        best_ = std::move(group);
    }
  }

  bool is_declared() const {
    const uint32_t parent = tree_[best_.entries[0]].parent;
    return holds(tree_.attribute(parent, Attribute::kItemtype), "ItemList") ||
           holds(tree_.attribute(best_.entries[0], Attribute::kItemtype), "Product") ||
           holds(best_.name, "product");
  }

  const HtmlTree& tree_;
  const std::vector<uint8_t>& cut_;
  const std::vector<TextBlock>& blocks_;
  Group best_;
};

/// Whether all rows of a table, or all parts of a dl, come as a name and a value.
bool is_pairs(const HtmlTree& tree, uint32_t table) {
  const bool is_dl = tree[table].tag == Tag::kDl;
  int names = 0, values = 0;
  for (uint32_t i = table + 1; i < tree[table].end; ++i) {
    const Tag tag = tree[i].tag;
    if (tag == Tag::kTable || tag == Tag::kDl) return false;  // one that lays out others
    if (is_dl) {
      names += tag == Tag::kDt ? 1 : 0;
      values += tag == Tag::kDd ? 1 : 0;
    } else if (tag == Tag::kTr) {
      int cells = 0;
      for (uint32_t k = i + 1; k < tree[i].end; k = tree[k].end)
        cells += tree[k].tag == Tag::kTd || tree[k].tag == Tag::kTh ? 1 : 0;
      if (cells != 2) return false;
      ++names, ++values;
    }
  }
  return names >= 2 && names == values;
}

}  // namespace

DeclaredParts declared_parts(const HtmlTree& tree) {
  DeclaredParts out;
  int products = 0;
  for (uint32_t i = 1; i < tree.size(); ++i) {
    if (tree[i].attributes == 0 || tree[i].tag == Tag::kText) continue;
    const std::string_view type = tree.attribute(i, Attribute::kItemtype);
    if (type.empty()) continue;
    if (type.ends_with("/Product") && ++products == 1) out.product = i;
    out.questions = out.questions || type.ends_with("/QAPage") || type.ends_with("/Question");
    out.discussion = out.discussion || type.ends_with("/DiscussionForumPosting");
  }
  if (products > 1) out.product = 0;
  return out;
}

EntryList list_entries(const HtmlTree& tree, const std::vector<uint8_t>& cut,
                       const std::vector<TextBlock>& blocks) {
  return EntryFinder(tree, cut, blocks).find();
}

std::vector<uint32_t> specifications(const HtmlTree& tree, const std::vector<uint8_t>& cut,
                                     uint32_t inside) {
  std::vector<uint32_t> out;
  for (uint32_t i = inside + 1; i < tree[inside].end; i = cut[i] ? tree[i].end : i + 1)
    if (!cut[i] && (tree[i].tag == Tag::kTable || tree[i].tag == Tag::kDl) && is_pairs(tree, i))
      out.push_back(i);
  return out;
}

}  // namespace rasd
