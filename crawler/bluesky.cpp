#include "crawler/bluesky.h"

#include <algorithm>

#include "crawler/post_reading.h"
#include "crawler/query_string.h"
#include "crawler/url.h"

namespace rasd {
namespace {

using rapidjson::Value;

constexpr std::string_view kNetwork = "bsky.app";
constexpr const char* kPageSize = "100";  // the lexicons' most
// The AppView shows a post some time after it was written, so polls overlap.
constexpr std::chrono::minutes kOverlap{10};

/// When the AppView places a post: its own time where the author's clock runs ahead.
std::optional<Instant> placed_at(const Value& post, const Value& record) {
  const auto indexed = time_of(post, "indexedAt");
  const auto written = time_of(record, "createdAt");
  if (!indexed || !written) return indexed ? indexed : written;
  return std::min(*indexed, *written);
}

bool is_hidden(const Value& author) {
  const auto* labels = find_array(author, "labels");
  return labels != nullptr && std::any_of(labels->Begin(), labels->End(), [](const Value& label) {
           return label.IsObject() && get_string(label, "val") == "!no-unauthenticated" &&
                  !get_bool(label, "neg");
         });
}

/// What pictures and cards say, from the record's own embed (app.bsky.embed.*).
void read_embed(const Value& embed, std::vector<std::string>& lines) {
  if (const auto* images = find_array(embed, "images"))
    for (const Value& image : images->GetArray()) lines.push_back(text_of(image, "alt"));
  if (std::string alt = text_of(embed, "alt"); !alt.empty()) lines.push_back(std::move(alt));
  if (const auto* card = find_object(embed, "external"))
    for (const char* key : {"title", "description"}) lines.push_back(text_of(*card, key));
  if (const auto* media = find_object(embed, "media")) read_embed(*media, lines);
}

std::string first_image(const Value& post) {
  const auto* embed = find_object(post, "embed");
  if (const auto* media = embed ? find_object(*embed, "media") : nullptr) embed = media;
  const auto* images = embed ? find_array(*embed, "images") : nullptr;
  return images && !images->Empty() ? text_of((*images)[0], "thumb") : std::string();
}

void read_tags(const Value& record, std::vector<std::string>& tags) {
  if (const auto* facets = find_array(record, "facets"))
    for (const Value& facet : facets->GetArray())
      if (const auto* features = find_array(facet, "features"))
        for (const Value& feature : features->GetArray())
          if (std::string tag = text_of(feature, "tag"); !tag.empty())
            tags.push_back(std::move(tag));
}

ListedItem read_post(const Source& source, const Value& post, const Value& record,
                     const Value& author, const ListContext& context) {
  const std::string uri = text_of(post, "uri");
  ListedItem item = new_post(source, ItemKind::kPost, uri, bluesky_post_url(uri), context);
  EntryHints& hints = item.page.hints;
  std::vector<std::string> lines;
  if (const auto* embed = find_object(record, "embed")) read_embed(*embed, lines);
  set_plain_text(item, text_of(record, "text"), lines);
  if (const auto* langs = find_array(record, "langs");
      langs && !langs->Empty() && (*langs)[0].IsString())
    hints.language = (*langs)[0].GetString();
  hints.published = placed_at(post, record);
  hints.author = author_of(context, kNetwork, text_of(author, "did"));
  hints.image = first_image(post);
  read_tags(record, hints.categories);
  if (const auto* reply = find_object(record, "reply"))
    if (const auto* parent = find_object(*reply, "parent"))
      if (const std::string answered = text_of(*parent, "uri"); !answered.empty())
        item.page.parent_id = post_id(source, answered);
  return item;
}

}  // namespace

std::string bluesky_post_url(std::string_view at_uri) {
  constexpr std::string_view kScheme = "at://";
  constexpr std::string_view kCollection = "/app.bsky.feed.post/";
  if (!at_uri.starts_with(kScheme)) return {};
  at_uri.remove_prefix(kScheme.size());
  const size_t at = at_uri.find(kCollection);
  if (at == at_uri.npos) return {};
  const std::string_view who = at_uri.substr(0, at);
  const std::string_view key = at_uri.substr(at + kCollection.size());
  const auto is_plain = [](std::string_view text) {
    return !text.empty() && text.size() <= 512 && std::all_of(text.begin(), text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '.' || c == '-' || c == '_' || c == '~' || c == ':';
    });
  };
  if (!is_plain(who) || !is_plain(key)) return {};
  return "https://bsky.app/profile/" + std::string(who) + "/post/" + std::string(key);
}

std::string bluesky_url(const Source& source, std::string_view since) {
  const auto base = parse_url(source.url);
  if (!base) return source.url;
  if (source.query.empty())
    return with_parameters(
        base->origin() + "/xrpc/app.bsky.feed.getAuthorFeed",
        {{"actor", source.account}, {"filter", "posts_with_replies"}, {"limit", kPageSize}});
  const auto from = parse_rfc3339(since);
  return with_parameters(base->origin() + "/xrpc/app.bsky.feed.searchPosts",
                         {{"q", source.query},
                          {"sort", "latest"},
                          {"limit", kPageSize},
                          {"since", from ? to_rfc3339(*from - kOverlap) : std::string()}});
}

Result<ListReading> read_bluesky(const Source& source, std::string_view bytes,
                                 const ListContext& context) {
  auto json = parse_json(bytes);
  const Value* feed = json ? find_array(*json, "feed") : nullptr;
  const Value* list = feed != nullptr ? feed : json ? find_array(*json, "posts") : nullptr;
  if (list == nullptr) return not_a_list("a feed of Bluesky", bytes);
  ListReading reading;
  reading.cursor = context.newest;
  std::optional<Instant> oldest;
  for (const Value& entry : list->GetArray()) {
    const Value* post = feed != nullptr ? find_object(entry, "post") : &entry;
    const Value* record = post ? find_object(*post, "record") : nullptr;
    const Value* author = post ? find_object(*post, "author") : nullptr;
    const std::string uri = post ? text_of(*post, "uri") : std::string();
    if (record == nullptr || author == nullptr || bluesky_post_url(uri).empty()) continue;
    const Value* reason = feed != nullptr ? find_object(entry, "reason") : nullptr;
    const std::string_view type = reason ? get_string(*reason, "$type") : std::string_view();
    const bool is_repost = type.ends_with("#reasonRepost");
    const auto at = is_repost ? time_of(*reason, "indexedAt") : placed_at(*post, *record);
    // A pinned post stands first whatever its age.
    if (at && !type.ends_with("#reasonPin") && (!oldest || *at < *oldest)) oldest = at;
    if (at && *at <= context.now + kOverlap) reading.cursor = newer_time(reading.cursor, at);
    if (is_hidden(*author)) continue;
    if (is_repost) {
      std::string own = text_of(*reason, "uri");
      if (own.empty()) own = uri + " " + (at ? to_rfc3339(*at) : std::string());
      reading.reposts.push_back(
          repost_outcome(source, own, bluesky_post_url(uri), bluesky_post_url(uri), context));
      continue;
    }
    reading.items.push_back(read_post(source, *post, *record, *author, context));
  }
  const std::string next = text_of(*json, "cursor");
  const auto since = parse_rfc3339(context.since);
  const Instant bound = since ? std::max(*since - kOverlap, context.oldest) : context.oldest;
  // A server that repeats its cursor would be asked for ever.
  const bool goes_on = !next.empty() && next != query_parameter(context.url, "cursor") &&
                       !list->Empty() && (!oldest || *oldest > bound);
  if (goes_on) reading.more.push_back(with_parameters(context.url, {{"cursor", next}}));
  return reading;
}

}  // namespace rasd
