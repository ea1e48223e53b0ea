#include "crawler/mastodon.h"

#include "base/html_escape.h"
#include "crawler/http_message.h"
#include "crawler/post_reading.h"
#include "crawler/query_string.h"
#include "crawler/url.h"

namespace rasd {
namespace {

constexpr int kPageSize = 40;  // the API's most

/// What the pictures of a status show, for those who cannot see them.
std::string descriptions_of(const rapidjson::Value& media) {
  std::string out;
  for (const auto& attachment : media.GetArray()) {
    const std::string text = text_of(attachment, "description");
    if (!text.empty()) out += "<p>" + escape_html(text) + "</p>";
  }
  return out;
}

ListedItem read_status(const Source& source, const rapidjson::Value& status,
                       const ListContext& context) {
  std::string address = text_of(status, "url");
  if (address.empty()) address = text_of(status, "uri");
  ListedItem item =
      new_post(source, ItemKind::kPost, id_of(status, "id"), std::move(address), context);
  FetchedPage& page = item.page;
  if (const std::string answered = id_of(status, "in_reply_to_id"); !answered.empty())
    page.parent_id = post_id(source, answered);
  page.hints.content = text_of(status, "content");
  page.hints.summary = text_of(status, "spoiler_text");
  page.hints.language = text_of(status, "language");
  page.hints.published = time_of(status, "created_at");
  page.hints.updated = time_of(status, "edited_at");
  if (const auto* account = find_object(status, "account")) {
    const auto url = parse_url(context.url);
    page.hints.author =
        author_of(context, url ? url->authority() : source.id, text_of(*account, "acct"));
  }
  if (const auto* tags = find_array(status, "tags"))
    for (const auto& tag : tags->GetArray())
      if (tag.IsObject()) page.hints.categories.push_back(text_of(tag, "name"));
  if (const auto* media = find_array(status, "media_attachments"); media && !media->Empty()) {
    page.hints.content += descriptions_of(*media);
    if (text_of((*media)[0], "type") == "image")
      page.hints.image = text_of((*media)[0], "preview_url");
  }
  return item;
}

bool is_wanted(const rapidjson::Value& status) {
  const std::string_view visibility = get_string(status, "visibility", "public");
  if (visibility != "public" && visibility != "unlisted") return false;
  const auto* account = find_object(status, "account");
  return account == nullptr || !get_bool(*account, "noindex");
}

/// max_id of the page that the header Link calls next; empty when it names none.
std::string next_max_id(std::string_view link) {
  for (size_t at = link.find('<'); at != link.npos; at = link.find('<', at + 1)) {
    const size_t end = link.find('>', at);
    if (end == link.npos) break;
    const std::string_view rest = link.substr(end, link.find(',', end) - end);
    if (rest.find("rel=\"next\"") != rest.npos || rest.find("rel=next") != rest.npos)
      return query_parameter(link.substr(at + 1, end - at - 1), "max_id");
  }
  return {};
}

/// The address of the page of older posts; empty when there is none that is wanted.
std::string older_page(const ListContext& context, size_t on_page, const std::string& oldest,
                       std::optional<Instant> oldest_at) {
  if (oldest.empty() || (oldest_at && *oldest_at < context.oldest)) return {};
  // since_id is the server's to observe; one that does not would be followed to its beginning.
  if (!context.since.empty() && !is_older_id(context.since, oldest)) return {};
  // Nor would a server that takes no notice of max_id ever come to an end.
  const std::string asked = query_parameter(context.url, "max_id");
  if (!asked.empty() && !is_older_id(oldest, asked)) return {};
  // The server knows better than the page's size, which is short where posts are hidden.
  std::string next = next_max_id(header_value(context.head, "link"));
  if (next.empty() && on_page >= kPageSize) next = oldest;
  return next.empty() ? next
                      : timeline_url(context.url, query_parameter(context.url, "since_id"), next);
}

}  // namespace

std::string timeline_url(std::string_view source_url, std::string_view since_id,
                         std::string_view max_id) {
  auto url = parse_url(source_url);
  if (!url) return std::string(source_url);
  if (url->path.find("/api/v1/") == std::string::npos) {
    while (url->path.ends_with('/')) url->path.pop_back();
    constexpr std::string_view kTags = "/tags/";
    if (const size_t at = url->path.rfind(kTags); at != std::string::npos)
      url->path = "/api/v1/timelines/tag/" + url->path.substr(at + kTags.size());
    else
      url->path += "/api/v1/timelines/public";
  }
  return with_parameters(url->href(), {{"limit", std::to_string(kPageSize)},
                                       {"min_id", ""},
                                       {"since_id", since_id},
                                       {"max_id", max_id}});
}

Result<ListReading> read_timeline(const Source& source, std::string_view bytes,
                                  const ListContext& context) {
  auto json = parse_json(bytes);
  if (!json || !json->IsArray()) return not_a_list("a timeline", bytes);
  ListReading reading;
  reading.cursor = context.newest;
  std::string oldest;
  std::optional<Instant> oldest_at;
  for (const auto& status : json->GetArray()) {
    const std::string id = id_of(status, "id");
    if (id.empty()) continue;
    if (reading.cursor.empty() || is_older_id(reading.cursor, id)) reading.cursor = id;
    if (oldest.empty() || is_older_id(id, oldest)) {
      oldest = id;
      oldest_at = time_of(status, "created_at");
    }
    if (!is_wanted(status)) continue;
    if (const auto* original = find_object(status, "reblog")) {
      std::string of = text_of(*original, "url");
      if (of.empty()) of = text_of(*original, "uri");
      reading.reposts.push_back(repost_outcome(source, id, text_of(status, "uri"),
                                               is_wanted(*original) ? of : "", context));
      continue;
    }
    reading.items.push_back(read_status(source, status, context));
  }
  if (std::string more = older_page(context, json->Size(), oldest, oldest_at); !more.empty())
    reading.more.push_back(std::move(more));
  return reading;
}

}  // namespace rasd
