#include "crawler/page_comments.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "crawler/published_date.h"
#include "crawler/url.h"

namespace rasd {
namespace {

constexpr size_t kCommentCap = 2000;
constexpr size_t kTextCap = 10'000;

bool has_name(std::string_view names, std::string_view wanted) {
  for (size_t at = names.find(wanted); at != std::string_view::npos;
       at = names.find(wanted, at + 1)) {
    const bool starts = at == 0 || names[at - 1] == ' ';
    const size_t end = at + wanted.size();
    if (starts && (end == names.size() || names[end] == ' ')) return true;
  }
  return false;
}

bool holds(std::string_view names, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts)
    if (names.find(part) != std::string_view::npos) return true;
  return false;
}

class CommentReader {
 public:
  CommentReader(const HtmlTree& tree, Instant fetched) : tree_(tree), fetched_(fetched) {}

  std::vector<PageComment> read() {
    for (uint32_t i = 1; i < tree_.size() && out_.size() < kCommentCap; ++i)
      if (is_comment(i)) one(i);
    return std::move(out_);
  }

 private:
  bool is_comment(uint32_t i) const {
    const HtmlNode& node = tree_[i];
    if (node.tag == Tag::kText || node.attributes == 0 || !is_block(node.tag)) return false;
    const std::string_view type = tree_.attribute(i, Attribute::kItemtype);
    if (type.size() > 8 && type.substr(type.size() - 8) == "/Comment") return true;
    if (type.find("UserComments") != std::string_view::npos) return true;
    const std::string_view names = tree_.attribute(i, Attribute::kClass);
    if (has_name(names, "comment") || has_name(names, "comment-item") ||
        has_name(names, "comment_item") || has_name(names, "single-comment"))
      return true;
    const std::string_view id = tree_.attribute(i, Attribute::kId);
    return id.size() > 8 && (id.substr(0, 8) == "comment-" || id.substr(0, 8) == "comment_") &&
           id.find_first_not_of("0123456789", 8) == std::string_view::npos;
  }

  /// The text below a node without the comments nested in it.
  std::string own_text(uint32_t node) const {
    std::string all;
    for (uint32_t i = node; i < tree_[node].end && all.size() < kTextCap;) {
      if (i != node && is_comment(i)) {
        i = tree_[i].end;
        continue;
      }
      if (tree_[i].tag == Tag::kText)
        all += tree_.text(i);
      else if (is_block(tree_[i].tag) || tree_[i].tag == Tag::kBr)
        all += ' ';
      ++i;
    }
    return std::string(clip_utf8(squeeze_spaces(all), kTextCap));
  }

  /// The element's own id, else that of an element directly around what it says (Drupal's anchor).
  std::string id_of(uint32_t comment) const {
    if (const auto own = tree_.attribute(comment, Attribute::kId); !own.empty())
      return std::string(own);
    for (uint32_t i = comment + 1; i < std::min(tree_[comment].end, comment + 6); ++i) {
      if (tree_[i].tag == Tag::kText) continue;
      const auto inner = tree_.attribute(i, Attribute::kId);
      if (inner.starts_with("comment-") || inner.starts_with("div-comment-"))
        return std::string(inner);
    }
    return {};
  }

  /// A reply stands inside the comment that it answers, or in the list of answers after it
  /// (Drupal's "indented").
  std::string answered_by(uint32_t comment) const {
    for (uint32_t up = tree_[comment].parent; up != 0; up = tree_[up].parent) {
      if (is_comment(up)) return id_of(up);
      const bool is_answers =
          holds(tree_.attribute(up, Attribute::kClass), {"indented", "replies"});
      if (!is_answers) continue;
      const uint32_t around = tree_[up].parent;
      std::string last;
      for (uint32_t i = around + 1; i < up; i = tree_[i].end)
        if (is_comment(i)) last = id_of(i);
      return last;
    }
    return {};
  }

  void one(uint32_t comment) {
    PageComment c;
    c.id = id_of(comment);
    c.parent = answered_by(comment);
    uint32_t body = 0, author = 0, date = 0;
    for (uint32_t i = comment + 1; i < tree_[comment].end;) {
      if (is_comment(i) && !holds(tree_.attribute(i, Attribute::kClass), {"body", "content"})) {
        i = tree_[i].end;
        continue;
      }
      if (tree_[i].tag == Tag::kText) {
        ++i;
        continue;
      }
      const std::string prop = std::string(tree_.attribute(i, Attribute::kItemprop));
      const std::string names = to_lower_ascii(tree_.attribute(i, Attribute::kClass));
      if (body == 0 && (prop == "text" || prop == "commentText" ||
                        holds(names, {"comment-content", "comment-text", "comment_text",
                                      "comment__text", "comment__content", "comment_content",
                                      "comment__body", "commenttext", "comment-message"})))
        body = i;
      if (author == 0 && (prop == "author" || prop == "creator" || has_name(names, "fn") ||
                          holds(names, {"author", "user-name", "username", "comment-name",
                                        "comment__name", "commenter"})))
        author = i;
      // A time element says more than the line it stands in.
      if (tree_[i].tag == Tag::kTime && (date == 0 || tree_[date].tag != Tag::kTime)) date = i;
      if (date == 0 && (prop == "dateCreated" || prop == "datePublished" || prop == "commentTime" ||
                        holds(names, {"comment-date", "comment-time", "comment-meta",
                                      "comment__date", "comment__time", "date"})))
        date = i;
      ++i;
    }
    if (body == 0) body = paragraphs(comment);
    if (body == 0) return;
    c.text = own_text(body);
    if (c.text.empty()) return;
    if (author != 0) c.author = std::string(clip_utf8(own_text(author), 200));
    if (date != 0) {
      const std::string_view stated = tree_.attribute(date, Attribute::kDatetime);
      const std::string text = stated.empty() ? tree_.text_content(date, 200) : std::string(stated);
      c.published = read_date(text, {fetched_, {}});
    }
    out_.push_back(std::move(c));
  }

  /// The parent of the first paragraph, where no class names the body.
  uint32_t paragraphs(uint32_t comment) const {
    for (uint32_t i = comment + 1; i < tree_[comment].end;) {
      if (is_comment(i)) {
        i = tree_[i].end;
        continue;
      }
      if (tree_[i].tag == Tag::kP && tree_.text_content(i, 50).size() > 1) return i;
      ++i;
    }
    return 0;
  }

  const HtmlTree& tree_;
  Instant fetched_;
  std::vector<PageComment> out_;
};

}  // namespace

std::vector<PageComment> read_comments(const HtmlTree& tree, Instant fetched) {
  return CommentReader(tree, fetched).read();
}

std::string find_comment_feed(const HtmlTree& tree, std::string_view page_url) {
  const auto parsed = parse_url(page_url);
  if (!parsed) return {};
  const Url& page = *parsed;
  const std::string below = canonical_url(page);
  for (uint32_t i = 1; i < tree.size(); ++i) {
    if (tree[i].tag != Tag::kLink ||
        !equals_ignoring_case(trim(tree.attribute(i, Attribute::kRel)), "alternate"))
      continue;
    const std::string type = to_lower_ascii(tree.attribute(i, Attribute::kType));
    if (type.find("rss") == type.npos && type.find("atom") == type.npos) continue;
    const auto url = parse_url(trim(tree.attribute(i, Attribute::kHref)), &page);
    if (!url || !url->is_web() || !same_site(*url, page)) continue;
    const std::string whole = url->href();
    std::string base = below;
    if (base.ends_with('/')) base.pop_back();
    if (page.path.size() > 1 && whole.size() > base.size() && whole.starts_with(base) &&
        whole[base.size()] == '/')
      return whole;
  }
  return {};
}

}  // namespace rasd
