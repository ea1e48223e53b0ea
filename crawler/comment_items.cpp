#include "crawler/comment_items.h"

#include <algorithm>
#include <unordered_map>

#include "base/id.h"
#include "base/utf8.h"
#include "crawler/page.h"
#include "crawler/url.h"

namespace rasd {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number in "comment-12", "div-comment-12", "https://…/#comment-12", "li-comment-12"; empty
/// when there is none.
std::string_view comment_number(std::string_view own) {
  const size_t at = own.rfind("comment");
  if (at == own.npos) return {};
  size_t from = at + 7;
  if (from < own.size() && (own[from] == '-' || own[from] == '_')) ++from;
  size_t end = from;
  while (end < own.size() && is_digit(own[end])) ++end;
  return end > from && end == own.size() ? own.substr(from, end - from) : std::string_view();
}

}  // namespace

bool may_have_comments(std::string_view body) {
  static constexpr std::string_view kMarks[] = {
      "schema.org/Comment", "\"Comment\"",    "UserComments",    "id=\"comment-",
      "id=\"comment_",      "id='comment-",   "class=\"comment", "comment-item",
      "comment_item",       "single-comment", "/feed/\" />",     "/feed/\">"};
  return std::any_of(std::begin(kMarks), std::end(kMarks), [&](std::string_view mark) {
    return body.find(mark) != std::string_view::npos;
  });
}

std::string comment_id(const Source& source, const std::string& article_id, std::string_view own) {
  const std::string_view number = comment_number(own);
  return number.empty() ? content_id({source.id, "comment", article_id, own})
                        : content_id({source.id, "comment number", article_id, number});
}

PageDiscussion read_discussion(const Source& source, const FetchedPage& page,
                               const ListContext& context) {
  PageDiscussion discussion;
  const std::string& address = page.final_url.empty() ? page.url : page.final_url;
  PageContext read;
  read.url = address;
  read.content_type = page.content_type;
  read.fetched = context.now;
  ExtractedPage found = read_page_comments(page.body, read);
  const auto url = parse_url(address);
  discussion.feed = std::move(found.comment_feed);
  const std::string network = url ? url->authority() : std::string();
  std::unordered_map<std::string, std::string> by_page_id;
  for (PageComment& comment : found.comments) {
    const std::string own = comment.id.empty() ? comment.author + "\n" + comment.text : comment.id;
    ListedItem item;
    item.complete = true;
    item.page.item_id = comment_id(source, page.item_id, own);
    if (!comment.id.empty()) by_page_id.emplace(comment.id, item.page.item_id);
    item.page.source_id = source.id;
    item.page.kind = ItemKind::kComment;
    const auto answered = by_page_id.find(comment.parent);
    item.page.parent_id = answered == by_page_id.end() ? page.item_id : answered->second;
    item.page.url = address;
    if (const auto number = comment_number(comment.id); !number.empty())
      item.page.url += "#comment-" + std::string(number);
    item.page.content_type = "text/plain";
    item.page.fetched = context.now;
    item.page.hints.content = std::move(comment.text);
    if (comment.published && comment.published->at <= context.now + std::chrono::hours(1))
      item.page.hints.published = comment.published->at;
    if (context.pseudonym != nullptr)
      item.page.hints.author = context.pseudonym->of(network, comment.author);
    discussion.comments.push_back(std::move(item));
  }
  return discussion;
}

}  // namespace rasd
