#include "crawler/page_links.h"

#include <string>
#include <unordered_map>

#include "base/utf8.h"
#include "crawler/url.h"

namespace rasd {
namespace {

constexpr size_t kLinkCap = 5000;
constexpr size_t kTextCap = 500;

}  // namespace

std::string base_address(const HtmlTree& tree, std::string_view page_url) {
  for (uint32_t i = 1; i < tree.size() && tree[i].tag != Tag::kBody; ++i) {
    if (tree[i].tag != Tag::kBase || !tree.has(i, Attribute::kHref)) continue;
    const auto page = parse_url(page_url);
    const auto base = parse_url(trim(tree.attribute(i, Attribute::kHref)), page ? &*page : nullptr);
    if (base && base->is_web()) return base->href();
    break;  // HTML: only the first counts
  }
  return std::string(page_url);
}

std::vector<PageLink> read_links(const HtmlTree& tree, std::string_view page_url) {
  std::vector<PageLink> links;
  std::unordered_map<std::string, size_t> known;
  const auto base = parse_url(base_address(tree, page_url));
  for (uint32_t i = 1; i < tree.size() && links.size() < kLinkCap; ++i) {
    if (tree[i].tag != Tag::kA) continue;
    const std::string_view href = trim(tree.attribute(i, Attribute::kHref));
    if (href.empty() || href[0] == '#') continue;
    auto url = parse_url(href, base ? &*base : nullptr);
    if (!url || !url->is_web()) continue;
    url->fragment.reset();
    std::string text = tree.text_content(i, kTextCap);
    const auto [found, is_new] = known.try_emplace(url->href(), links.size());
    if (is_new)
      links.push_back({found->first, std::move(text)});
    else if (text.size() > links[found->second].text.size())
      links[found->second].text = std::move(text);
  }
  return links;
}

std::string read_next_link(const HtmlTree& tree, std::string_view page_url) {
  for (const Tag wanted : {Tag::kLink, Tag::kA})
    for (uint32_t i = 1; i < tree.size(); ++i) {
      if (tree[i].tag != wanted ||
          !equals_ignoring_case(trim(tree.attribute(i, Attribute::kRel)), "next"))
        continue;
      std::string address = resolve_url(trim(tree.attribute(i, Attribute::kHref)), page_url);
      if (!address.empty()) return address;
    }
  return {};
}

}  // namespace rasd
