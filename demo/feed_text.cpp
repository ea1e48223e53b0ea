#include "demo/feed_text.h"

#include <algorithm>

#include "base/html_escape.h"
#include "demo/markup.h"
#include "records/json.h"

namespace rasd {
namespace {

std::string html_paragraphs(const WorldItem& item) {
  std::string out;
  for (const std::string& text : item.paragraphs) out += "<p>" + escape_html(text) + "</p>";
  return out;
}

std::string link_of(const FeedParts& p, const WorldItem& item) {
  return p.base + (p.short_links ? "/s/" + item.id : item.path);
}

size_t comments_on(const World& world, size_t article) {
  return static_cast<size_t>(
      std::count_if(world.items.begin(), world.items.end(),
                    [&](const WorldItem& i) { return i.parent == static_cast<int>(article); }));
}

Instant newest(const FeedParts& p) {
  return p.items.empty() ? Instant{} : p.world.items[p.items.front()].published;
}

}  // namespace

std::string rss_feed(const FeedParts& p) {
  const Outlet& outlet = p.world.outlets[p.outlet];
  std::string out =
      std::string("<?xml version=\"1.0\" encoding=\"") +
      (outlet.windows_1256 ? "windows-1256" : "UTF-8") + "\"?>\n" +
      "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:atom=\"http://www.w3.org/2005/Atom\" "
      "xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\" "
      "xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\">\n<channel><title>" +
      escape_html(outlet.name) + "</title><link>" + p.base + "/</link><description>" +
      escape_html(outlet.slogan) + "</description><language>" + outlet.language +
      "</language><lastBuildDate>" + rfc822_local(newest(p)) + "</lastBuildDate>\n";
  for (const size_t i : p.items) {
    const WorldItem& item = p.world.items[i];
    out += "<item><title>" + escape_html(item.title) + "</title><link>" +
           escape_html(link_of(p, item)) + "</link><guid isPermaLink=\"false\">" + item.id +
           "</guid><pubDate>" + rfc822_local(item.published) + "</pubDate>";
    if (!item.author.empty()) out += "<dc:creator>" + escape_html(item.author) + "</dc:creator>";
    if (!item.section.empty()) out += "<category>" + escape_html(item.section) + "</category>";
    out += "<description>" + escape_html(item.paragraphs[0]) + "</description>";
    if (p.whole_text) {
      out += "<content:encoded><![CDATA[" + html_paragraphs(item) + "]]></content:encoded>";
    }
    if (outlet.comments) {
      out += "<wfw:commentRss>" + p.base + item.path + "feed/</wfw:commentRss><slash:comments>" +
             std::to_string(comments_on(p.world, i)) + "</slash:comments>";
    }
    out += "</item>\n";
  }
  return out + "</channel></rss>\n";
}

std::string atom_feed(const FeedParts& p) {
  const Outlet& outlet = p.world.outlets[p.outlet];
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
      "xml:lang=\"" +
      outlet.language + "\"><title>" + escape_html(outlet.name) + "</title><link href=\"" + p.base +
      "/\"/><link rel=\"self\" href=\"" + p.base + "/atom.xml\"/><id>" + p.base +
      "/</id><updated>" + rfc3339_local(newest(p)) + "</updated>\n";
  for (const size_t i : p.items) {
    const WorldItem& item = p.world.items[i];
    out += "<entry><title>" + escape_html(item.title) + "</title><link rel=\"alternate\" href=\"" +
           escape_html(link_of(p, item)) + "\"/><id>tag:" + outlet.id + ",2026:" + item.id +
           "</id><published>" + rfc3339_local(item.published) + "</published><updated>" +
           rfc3339_local(item.published) + "</updated>";
    if (!item.author.empty()) {
      out += "<author><name>" + escape_html(item.author) + "</name></author>";
    }
    if (!item.section.empty()) out += "<category term=\"" + escape_html(item.section) + "\"/>";
    out += "<summary>" + escape_html(item.paragraphs[0]) + "</summary></entry>\n";
  }
  return out + "</feed>\n";
}

std::string json_feed(const FeedParts& p) {
  const Outlet& outlet = p.world.outlets[p.outlet];
  JsonBuffer buffer;
  JsonWriter w(buffer);
  w.StartObject();
  put(w, "version", "https://jsonfeed.org/version/1.1");
  put(w, "title", outlet.name);
  put(w, "home_page_url", p.base + "/");
  put(w, "feed_url", p.base + "/feed.json");
  put(w, "language", outlet.language);
  put_key(w, "items");
  w.StartArray();
  for (const size_t i : p.items) {
    const WorldItem& item = p.world.items[i];
    w.StartObject();
    put(w, "id", item.id);
    put(w, "url", link_of(p, item));
    put(w, "title", item.title);
    put(w, "summary", item.paragraphs[0]);
    put(w, "content_html", html_paragraphs(item));
    put(w, "date_published", rfc3339_local(item.published));
    if (!item.author.empty()) {
      put_key(w, "authors");
      w.StartArray();
      w.StartObject();
      put(w, "name", item.author);
      w.EndObject();
      w.EndArray();
    }
    put_key(w, "tags");
    w.StartArray();
    if (!item.section.empty()) put_value(w, item.section);
    w.EndArray();
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

std::string news_sitemap(const FeedParts& p) {
  const Outlet& outlet = p.world.outlets[p.outlet];
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset "
      "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n";
  for (const size_t i : p.items) {
    const WorldItem& item = p.world.items[i];
    out += "<url><loc>" + escape_html(p.base + item.path) + "</loc><lastmod>" +
           rfc3339_local(item.published) + "</lastmod><news:news><news:publication><news:name>" +
           escape_html(outlet.name) + "</news:name><news:language>" + outlet.language +
           "</news:language></news:publication><news:publication_date>" +
           rfc3339_local(item.published) + "</news:publication_date><news:title>" +
           escape_html(item.title) + "</news:title></news:news></url>\n";
  }
  return out + "</urlset>\n";
}

std::string comments_feed(const FeedParts& p, const WorldItem& article) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>تعليقات على: " +
      escape_html(article.title) + "</title><link>" + p.base + article.path + "</link>\n";
  for (const size_t i : p.items) {
    const WorldItem& item = p.world.items[i];
    out += "<item><title>بواسطة: " + escape_html(item.author) + "</title><link>" + p.base +
           item.path + "</link><dc:creator>" + escape_html(item.author) + "</dc:creator><pubDate>" +
           rfc822_local(item.published) + "</pubDate><guid isPermaLink=\"false\">" + item.id +
           "</guid><description>" + escape_html(item.paragraphs[0]) +
           "</description><content:encoded><![CDATA[" + html_paragraphs(item) +
           "]]></content:encoded></item>\n";
  }
  return out + "</channel></rss>\n";
}

std::string_view status_id(const WorldItem& item) {
  return std::string_view(item.path).substr(item.path.rfind('/') + 1);
}

std::string mastodon_statuses(const FeedParts& p) {
  JsonBuffer buffer;
  JsonWriter w(buffer);
  w.StartArray();
  for (const size_t i : p.items) {
    const WorldItem& item = p.world.items[i];
    std::string created = to_rfc3339(item.published);
    created.insert(created.size() - 1, ".000");
    w.StartObject();
    put(w, "id", status_id(item));
    put(w, "created_at", created);
    put_null(w, "in_reply_to_id");
    put_null(w, "in_reply_to_account_id");
    put(w, "sensitive", false);
    put(w, "spoiler_text", "");
    put(w, "visibility", "public");
    put(w, "language", item.language);
    put(w, "uri", p.base + item.path);
    put(w, "url", p.base + item.path);
    put(w, "replies_count", int64_t{0});
    put(w, "reblogs_count", static_cast<int64_t>(item.paragraphs[0].size() % 7));
    put(w, "favourites_count", static_cast<int64_t>(item.paragraphs[0].size() % 23));
    put_null(w, "edited_at");
    put(w, "content", html_paragraphs(item));
    put_null(w, "reblog");
    put_key(w, "account");
    w.StartObject();
    put(w, "id", item.author);
    put(w, "username", item.author);
    put(w, "acct", item.author);
    put(w, "display_name", item.author);
    put(w, "url", p.base + "/@" + item.author);
    put(w, "bot", false);
    w.EndObject();
    for (const char* name : {"media_attachments", "mentions", "tags", "emojis"}) {
      put_key(w, name);
      w.StartArray();
      w.EndArray();
    }
    put_null(w, "card");
    put_null(w, "poll");
    w.EndObject();
  }
  w.EndArray();
  return {buffer.GetString(), buffer.GetSize()};
}

std::string observations_csv(const World& world) {
  std::string out = "id,received,channel,governorate,text\r\n";
  for (const Observation& o : world.observations) {
    std::string text;
    for (const char c : o.text) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    out += o.id + "," + to_rfc3339(o.received) + "," + o.channel + ",\"" + o.governorate + "\",\"" +
           text + "\"\r\n";
  }
  return out;
}

}  // namespace rasd
