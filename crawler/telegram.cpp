#include "crawler/telegram.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/html_escape.h"
#include "base/utf8.h"
#include "crawler/html_tree.h"
#include "crawler/post_reading.h"
#include "crawler/query_string.h"
#include "crawler/url.h"

namespace rasd {
namespace {

constexpr std::string_view kNetwork = "t.me";

bool has_class(const HtmlTree& tree, uint32_t node, std::string_view wanted) {
  const std::string_view all = tree.attribute(node, Attribute::kClass);
  for (size_t at = all.find(wanted); at != all.npos; at = all.find(wanted, at + 1)) {
    const size_t end = at + wanted.size();
    if ((at == 0 || all[at - 1] == ' ') && (end == all.size() || all[end] == ' ')) return true;
  }
  return false;
}

/// The number behind "channel/" when it is of this channel; zero when it is not.
uint64_t message_id(std::string_view path, std::string_view channel) {
  const size_t slash = path.find('/');
  if (slash == path.npos || !equals_ignoring_case(path.substr(0, slash), channel)) return 0;
  path.remove_prefix(slash + 1);
  uint64_t id = 0;
  const auto read = std::from_chars(path.data(), path.data() + path.size(), id);
  return read.ec == std::errc{} ? id : 0;
}

uint64_t linked_id(std::string_view href, std::string_view channel) {
  constexpr std::string_view kSite = "https://t.me/";
  if (!href.starts_with(kSite)) return 0;
  href.remove_prefix(kSite.size());
  if (href.starts_with("s/")) href.remove_prefix(2);
  return message_id(href, channel);
}

uint64_t number_of(std::string_view text) {
  uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// A message's text as simple HTML: its line breaks and links.
std::string markup_of(const HtmlTree& tree, uint32_t from) {
  std::string out;
  std::vector<uint32_t> links;  // ends of open links
  for (uint32_t i = from + 1; i < tree[from].end; ++i) {
    while (!links.empty() && i >= links.back()) {
      out += "</a>";
      links.pop_back();
    }
    if (tree[i].tag == Tag::kText) {
      out += escape_html(tree.text(i));
    } else if (tree[i].tag == Tag::kBr) {
      out += "<br>";
    } else if (tree[i].tag == Tag::kA) {
      if (const std::string href = safe_href(tree.attribute(i, Attribute::kHref)); !href.empty()) {
        out += "<a href=\"" + href + "\">";
        links.push_back(tree[i].end);
      }
    }
  }
  for (size_t i = 0; i < links.size(); ++i) out += "</a>";
  return out;
}

/// What a message holds, as its blocks are met.
struct Message {
  uint64_t id = 0;
  std::vector<std::string> blocks;  // HTML
  std::optional<Instant> at;
  uint64_t answers = 0;
  bool service = false;
  bool forwarded = false;
  std::string forwarded_from;  // an address or a channel's title
};

constexpr std::string_view kTextClasses[] = {"tgme_widget_message_text",
                                             "tgme_widget_message_poll_question",
                                             "tgme_widget_message_poll_option_text",
                                             "tgme_widget_message_document_title",
                                             "link_preview_title",
                                             "link_preview_description"};

class PageReader {
 public:
  PageReader(const HtmlTree& tree, std::string_view channel) : tree_(tree), channel_(channel) {}

  std::vector<Message> messages;  // in the page's order: oldest first
  std::set<uint64_t> ids;         // all that the page accounts for
  bool is_preview = false;

  void read() {
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      is_preview |=
          has_class(tree_, i, "tgme_channel_history") || has_class(tree_, i, "tgme_channel_info");
      const std::string_view post = tree_.attribute(i, Attribute::kDataPost);
      const uint64_t id = post.empty() ? 0 : message_id(post, channel_);
      if (id == 0) continue;
      Message message;
      message.id = id;
      message.service = has_class(tree_, i, "service_message");
      ids.insert(id);
      read_message(i, message);
      messages.push_back(std::move(message));
      i = tree_[i].end - 1;
    }
  }

 private:
  void read_message(uint32_t root, Message& message) {
    for (uint32_t i = root + 1; i < tree_[root].end; ++i) {
      const std::string_view href = tree_.attribute(i, Attribute::kHref);
      if (href.ends_with("?single"))
        if (const uint64_t id = linked_id(href, channel_); id != 0) ids.insert(id);
      if (has_class(tree_, i, "tgme_widget_message_reply")) {
        message.answers = linked_id(href, channel_);
        i = tree_[i].end - 1;  // it quotes the other message's text
        continue;
      }
      if (has_class(tree_, i, "tgme_widget_message_forwarded_from")) message.forwarded = true;
      if (has_class(tree_, i, "tgme_widget_message_forwarded_from_name"))
        message.forwarded_from =
            href.starts_with("https://t.me/") ? std::string(href) : tree_.text_content(i, 200);
      if (tree_[i].tag == Tag::kTime && !message.at)
        if (const auto at = parse_rfc3339(tree_.attribute(i, Attribute::kDatetime)))
          message.at = *at;
      const bool is_text = std::any_of(std::begin(kTextClasses), std::end(kTextClasses),
                                       [&](auto name) { return has_class(tree_, i, name); });
      if (!is_text) continue;
      if (std::string block = markup_of(tree_, i); !trim(block).empty())
        message.blocks.push_back(std::move(block));
      i = tree_[i].end - 1;
    }
  }

  const HtmlTree& tree_;
  std::string_view channel_;
};

ListedItem read_message(const Source& source, const std::string& channel, const Message& message,
                        const ListContext& context) {
  const std::string id = std::to_string(message.id);
  ListedItem item =
      new_post(source, ItemKind::kPost, id, "https://t.me/" + channel + "/" + id, context);
  for (const std::string& block : message.blocks) item.page.hints.content += "<p>" + block + "</p>";
  item.page.hints.published = message.at;
  item.page.hints.author = author_of(context, kNetwork, to_lower_ascii(channel));
  if (message.answers != 0) item.page.parent_id = post_id(source, std::to_string(message.answers));
  return item;
}

/// The ids of (after, up_to] that are not there, as ranges.
void tell_missing(const std::set<uint64_t>& ids, uint64_t after, uint64_t up_to,
                  std::vector<MissingPosts>& missing) {
  const auto add = [&](uint64_t first, uint64_t last) {
    if (first > last) return;
    missing.push_back({std::to_string(first), std::to_string(last), last - first + 1,
                       "deleted, or not shown in the channel's preview"});
  };
  for (auto id = ids.upper_bound(after); id != ids.end() && *id <= up_to; ++id) {
    add(after + 1, *id - 1);
    after = *id;
  }
  if (after < up_to) add(after + 1, up_to);
}

}  // namespace

std::string telegram_channel(const Source& source) {
  std::string name = source.account;
  if (name.empty()) {
    const auto url = parse_url(source.url);
    if (!url) return {};
    std::string_view path = url->path;
    if (path.starts_with("/s/")) path.remove_prefix(2);
    while (path.starts_with('/')) path.remove_prefix(1);
    while (path.ends_with('/')) path.remove_suffix(1);
    name = path;
  }
  if (name.starts_with('@')) name.erase(0, 1);
  const bool fits = name.size() >= 4 && name.size() <= 64 && name != "joinchat" &&
                    std::all_of(name.begin(), name.end(), [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || c == '_';
                    });
  return fits ? name : std::string();
}

std::string telegram_url(const Source& source) {
  const auto url = parse_url(source.url);
  return url ? url->origin() + "/s/" + telegram_channel(source) : source.url;
}

Result<ListReading> read_telegram(const Source& source, std::string_view bytes,
                                  const ListContext& context) {
  const std::string channel = telegram_channel(source);
  const auto url = parse_url(context.url);
  if (url && !url->path.starts_with("/s/"))
    return fail(ErrorKind::kRefused,
                "the channel " + channel + " has no public preview (or is not a channel)");
  const std::string page = to_valid_utf8(bytes);
  const HtmlTree tree = HtmlTree::parse(page);
  PageReader reader(tree, channel);
  reader.read();
  if (!reader.is_preview && reader.messages.empty())
    return fail(ErrorKind::kMalformed, "not the preview page of a Telegram channel");

  ListReading reading;
  reading.cursor = context.newest;
  const uint64_t since = number_of(context.since);
  const uint64_t before = number_of(query_parameter(context.url, "before"));
  std::optional<Instant> oldest_at;
  for (Message& message : reader.messages) {
    const std::string id = std::to_string(message.id);
    if (message.at && (!oldest_at || *message.at < *oldest_at)) oldest_at = message.at;
    if (message.service) continue;
    if (message.forwarded) {
      reading.reposts.push_back(repost_outcome(source, id, "https://t.me/" + channel + "/" + id,
                                               said(message.forwarded_from), context));
      continue;
    }
    reading.items.push_back(read_message(source, channel, message, context));
  }
  if (reader.ids.empty()) {  // no page has what stands between the last poll and this one
    if (since > 0 && before > 0) tell_missing({}, since, before - 1, reading.missing);
    return reading;
  }
  const uint64_t oldest = *reader.ids.begin();
  const uint64_t newest = *reader.ids.rbegin();
  if (is_older_id(reading.cursor, std::to_string(newest))) reading.cursor = std::to_string(newest);
  const bool moves_on = before == 0 || oldest < before;
  const bool reaches_since = oldest <= since + 1;
  const bool is_past = oldest_at && *oldest_at < context.oldest;
  const bool goes_on = moves_on && !reaches_since && oldest > 1 && !is_past;
  // What lies below this page's oldest message is the next page's to tell.
  tell_missing(reader.ids, since > 0 && reaches_since ? since : std::max(since, oldest),
               before > 0 ? before - 1 : newest, reading.missing);
  if (!moves_on && !reaches_since && since > 0)
    reading.missing.push_back({std::to_string(since + 1), std::to_string(before - 1), 0,
                               "the preview gave the same page again and no older one"});
  if (goes_on)
    reading.more.push_back(with_parameters(context.url, {{"before", std::to_string(oldest)}}));
  return reading;
}

}  // namespace rasd
