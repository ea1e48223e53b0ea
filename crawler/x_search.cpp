#include "crawler/x_search.h"

#include <algorithm>
#include <unordered_map>

#include "crawler/post_reading.h"
#include "crawler/query_string.h"
#include "crawler/url.h"

namespace rasd {
namespace {

using rapidjson::Value;

constexpr std::string_view kNetwork = "x.com";

/// Without the author's name, which the address of a post would otherwise carry.
std::string post_url(std::string_view id) {
  return "https://x.com/i/web/status/" + std::string(id);
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 24 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// includes.users, includes.media and the like by their key.
class Included {
 public:
  Included(const Value& answer, const char* list, const char* key) {
    const auto* includes = find_object(answer, "includes");
    const auto* array = includes ? find_array(*includes, list) : nullptr;
    if (array == nullptr) return;
    for (const Value& object : array->GetArray())
      if (object.IsObject()) by_key_.emplace(id_of(object, key), &object);
  }
  const Value* find(const std::string& key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::string, const Value*> by_key_;
};

/// The id that a post refers to as `type` ("retweeted", "replied_to"); empty when it does not.
std::string referenced(const Value& post, std::string_view type) {
  if (const auto* list = find_array(post, "referenced_tweets"))
    for (const Value& reference : list->GetArray())
      if (reference.IsObject() && get_string(reference, "type") == type)
        return id_of(reference, "id");
  return {};
}

std::string whole_text(const Value& post) {
  const auto* note = find_object(post, "note_tweet");
  std::string text = note ? text_of(*note, "text") : std::string();
  return text.empty() ? text_of(post, "text") : text;
}

/// The API writes & < > as references.
std::string without_references(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> kReferences[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}};
  for (const auto& [reference, character] : kReferences)
    for (size_t at = text.find(reference); at != text.npos; at = text.find(reference, at + 1))
      text.replace(at, reference.size(), character);
  return text;
}

ListedItem read_post(const Source& source, const Value& post, const std::string& id,
                     const Included& media, const ListContext& context) {
  ListedItem item = new_post(source, ItemKind::kPost, id, post_url(id), context);
  EntryHints& hints = item.page.hints;
  std::vector<std::string> descriptions;
  if (const auto* attachments = find_object(post, "attachments"))
    if (const auto* keys = find_array(*attachments, "media_keys"))
      for (const Value& key : keys->GetArray()) {
        const Value* medium = key.IsString() ? media.find(key.GetString()) : nullptr;
        if (medium == nullptr) continue;
        descriptions.push_back(text_of(*medium, "alt_text"));
        if (hints.image.empty()) hints.image = text_of(*medium, "url");
        if (hints.image.empty()) hints.image = text_of(*medium, "preview_image_url");
      }
  set_plain_text(item, without_references(whole_text(post)), descriptions);
  hints.language = text_of(post, "lang");
  if (hints.language.starts_with("q") || hints.language == "zxx") hints.language = "und";
  hints.published = time_of(post, "created_at");
  hints.author = author_of(context, kNetwork, id_of(post, "author_id"));
  if (const std::string answered = referenced(post, "replied_to"); !answered.empty())
    item.page.parent_id = post_id(source, answered);
  if (const auto* entities = find_object(post, "entities"))
    if (const auto* tags = find_array(*entities, "hashtags"))
      for (const Value& tag : tags->GetArray())
        if (std::string word = text_of(tag, "tag"); !word.empty())
          hints.categories.push_back(std::move(word));
  return item;
}

/// The first error of an answer in the API's words; empty when it reports none.
std::string error_in(const Value& answer) {
  std::string words = text_of(answer, "detail");
  const auto* errors = find_array(answer, "errors");
  if (errors != nullptr)
    for (const Value& error : errors->GetArray())
      for (const char* key : {"message", "detail", "title"})
        if (words.empty() || words == "One or more parameters to your request was invalid.")
          if (std::string text = text_of(error, key); !text.empty()) words = std::move(text);
  if (words.empty()) words = text_of(answer, "title");
  return said(words);
}

/// What partial errors withhold: posts that the search found and that may not be shown.
void tell_withheld(const Value& answer, std::vector<MissingPosts>& missing) {
  const auto* errors = find_array(answer, "errors");
  if (errors == nullptr) return;
  for (const Value& error : errors->GetArray()) {
    const std::string id = id_of(error, "resource_id");
    // Only what was found itself: a referenced post that is gone is no loss of ours.
    if (get_string(error, "resource_type") != "tweet" || !is_id(id)) continue;
    if (get_string(error, "parameter") == "referenced_tweets.id") continue;
    missing.push_back({id, id, 1, said(text_of(error, "title"))});
  }
}

}  // namespace

std::string x_search_url(const Source& source, std::string_view since_id) {
  const auto base = parse_url(source.url);
  if (!base) return source.url;
  return with_parameters(
      base->origin() + "/2/tweets/search/recent",
      {{"query", source.query},
       {"max_results", "100"},
       {"tweet.fields",
        "author_id,created_at,lang,referenced_tweets,attachments,entities,note_tweet"},
       {"expansions", "author_id,referenced_tweets.id,attachments.media_keys"},
       {"user.fields", "protected"},
       {"media.fields", "type,alt_text,url,preview_image_url"},
       {"since_id", is_id(since_id) ? since_id : std::string_view()}});
}

Result<ListReading> read_x_search(const Source& source, std::string_view bytes,
                                  const ListContext& context) {
  auto json = parse_json(bytes);
  if (!json || !json->IsObject()) return not_a_list("an answer of recent search", bytes);
  const Value* data = find_array(*json, "data");
  const Value* meta = find_object(*json, "meta");
  if (data == nullptr && meta == nullptr) {
    const std::string error = error_in(*json);
    return fail(ErrorKind::kMalformed,
                "not an answer of recent search" + (error.empty() ? "" : ": " + error));
  }
  ListReading reading;
  reading.cursor = context.newest;
  tell_withheld(*json, reading.missing);
  if (data == nullptr) return reading;  // nothing found: the API leaves the list out
  const Included users(*json, "users", "id");
  const Included media(*json, "media", "media_key");
  bool moved = false;
  std::optional<Instant> oldest;
  for (const Value& post : data->GetArray()) {
    if (!post.IsObject()) continue;
    const std::string id = id_of(post, "id");
    if (!is_id(id)) continue;
    moved = true;
    if (reading.cursor.empty() || is_older_id(reading.cursor, id)) reading.cursor = id;
    if (const auto at = time_of(post, "created_at"); at && (!oldest || *at < *oldest)) oldest = at;
    const Value* author = users.find(id_of(post, "author_id"));
    if (author != nullptr && get_bool(*author, "protected")) continue;
    if (const std::string of = referenced(post, "retweeted"); !of.empty()) {
      reading.reposts.push_back(
          repost_outcome(source, id, post_url(id), is_id(of) ? post_url(of) : "", context));
      continue;
    }
    reading.items.push_back(read_post(source, post, id, media, context));
  }
  const std::string next = meta ? text_of(*meta, "next_token") : std::string();
  const bool goes_on = moved && !next.empty() &&
                       next != query_parameter(context.url, "next_token") &&
                       (!oldest || *oldest > context.oldest);
  if (goes_on) reading.more.push_back(with_parameters(context.url, {{"next_token", next}}));
  return reading;
}

Refusal read_x_refusal(Refusal refusal, std::string_view bytes, const ListContext& context) {
  const auto json = parse_json(bytes);
  const std::string words = json && json->IsObject() ? error_in(*json) : std::string();
  if (!words.empty()) refusal.error.message += ": " + words;
  const std::string since = query_parameter(context.url, "since_id");
  if (context.status == 400 && !since.empty() && words.find("since_id") != words.npos) {
    refusal.again = with_parameters(context.url, {{"since_id", ""}});
    refusal.missing.push_back(
        {since, "", 0, "from before the seven days that recent search covers"});
  }
  return refusal;
}

}  // namespace rasd
