#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/connectors.h"
#include "crawler/post_reading.h"

// Small answers of each network's interface, all of them made up.
namespace rasd::posts {

inline Instant at(std::string_view text) { return *parse_rfc3339(text); }

inline ListContext context_of(const std::string& url, const Pseudonym* pseudonym = nullptr) {
  ListContext context;
  context.url = url;
  context.now = at("2026-11-24T12:00:00Z");
  context.pseudonym = pseudonym;
  return context;
}

inline Source bluesky(const std::string& query = "") {
  Source source;
  source.id = "sky";
  source.url = "https://public.api.bsky.app";
  source.connector = Connector::kBluesky;
  source.kind = ItemKind::kPost;
  source.query = query;
  if (query.empty()) source.account = "office.example";
  return source;
}

inline std::string bluesky_post(const std::string& key, const std::string& time,
                                const std::string& record = "", const std::string& author = "") {
  return R"({"uri":"at://did:plc:office/app.bsky.feed.post/)" + key +
         R"(","cid":"c","author":{"did":"did:plc:office","handle":"office.example")" + author +
         R"(},"record":{"$type":"app.bsky.feed.post","text":"منشور )" + key + R"(","createdAt":")" +
         time + R"(","langs":["ar"])" + record + R"(},"indexedAt":")" + time + R"("})";
}

inline Source telegram(const std::string& channel = "office_news") {
  Source source;
  source.id = "tg";
  source.url = "https://t.me";
  source.connector = Connector::kTelegram;
  source.kind = ItemKind::kPost;
  source.account = channel;
  return source;
}

inline std::string telegram_message(int id, const std::string& inside = "",
                                    const std::string& further_class = "") {
  const std::string number = std::to_string(id);
  return R"(<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message )" +
         further_class + R"( js-widget_message" data-post="office_news/)" + number +
         R"(" data-view="x"><div class="tgme_widget_message_bubble">)" +
         (inside.empty()
              ? R"(<div class="tgme_widget_message_text js-message_text" dir="auto">خبر )" +
                    number + "</div>"
              : inside) +
         R"(<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span>)"
         R"(<a class="tgme_widget_message_date" href="https://t.me/office_news/)" +
         number +
         R"("><time datetime="2026-11-24T08:00:00+00:00" class="time">08:00</time></a>)"
         "</div></div></div></div>";
}

/// A preview page with the messages `first` … `last` but for those left out.
inline std::string telegram_page(int first, int last, const std::set<int>& without = {}) {
  std::string html =
      R"(<html><body><div class="tgme_channel_info">قناة</div><section class="tgme_channel_history js-message_history">)";
  for (int id = first; id <= last; ++id)
    if (!without.contains(id)) html += telegram_message(id);
  return html + "</section></body></html>";
}

inline Source x_search(const std::string& query = "حادث lang:ar") {
  Source source;
  source.id = "x";
  source.url = "https://api.x.com";
  source.connector = Connector::kX;
  source.kind = ItemKind::kPost;
  source.query = query;
  source.token_file = "token";
  return source;
}

inline std::string x_post(const std::string& id, const std::string& further = "",
                          const std::string& text = "نص") {
  return R"({"id":")" + id +
         R"(","author_id":"7","created_at":"2026-11-24T08:00:00.000Z","lang":"ar","text":")" +
         text + "\"" + further + "}";
}

inline Source youtube(bool with_key) {
  Source source;
  source.id = "yt";
  source.url = with_key ? "https://www.googleapis.com" : "https://www.youtube.com";
  source.connector = Connector::kYoutube;
  source.kind = ItemKind::kPost;
  source.account = "UCoffice";
  if (with_key) source.token_file = "key";
  return source;
}

inline Source reddit() {
  Source source;
  source.id = "rd";
  source.url = "https://www.reddit.com";
  source.connector = Connector::kReddit;
  source.kind = ItemKind::kPost;
  source.account = "exampletown";
  return source;
}

inline Source json_api() {
  Source source;
  source.id = "js";
  source.url = "https://api.example/v1/notes";
  source.connector = Connector::kJson;
  source.kind = ItemKind::kPost;
  source.json.items = "data.items";
  source.json.id = "id";
  source.json.text = "body.text";
  source.json.title = "title";
  source.json.time = "when";
  source.json.author = "by.name";
  source.json.link = "href";
  source.json.language = "lang";
  source.json.parent = "answers";
  source.json.repost = "shared";
  source.json.next = "data.next";
  source.json.next_parameter = "cursor";
  return source;
}

/// The items' ids that posts of these ids have.
inline std::vector<std::string> ids_of(const Source& source,
                                       const std::vector<std::string>& network_ids) {
  std::vector<std::string> ids;
  for (const std::string& id : network_ids) ids.push_back(post_id(source, id));
  return ids;
}

inline std::vector<std::string> ids_of(const ListReading& reading) {
  std::vector<std::string> ids;
  for (const ListedItem& item : reading.items) ids.push_back(item.page.item_id);
  return ids;
}

/// The gaps a reading noticed, as "first-last(count)".
inline std::string ranges_of(const ListReading& reading) {
  std::string out;
  for (const MissingPosts& gap : reading.missing)
    out += (out.empty() ? "" : " ") + gap.first + "-" + gap.last + "(" + std::to_string(gap.count) +
           ")";
  return out;
}

}  // namespace rasd::posts
