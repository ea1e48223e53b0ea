#include "pipeline/config.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/settings.h"
#include "crawler/imap_mailbox.h"
#include "crawler/post_sources.h"
#include "pipeline/link.h"
#include "web/own_address.h"

namespace rasd {
namespace {

bool is_slug(const std::string& id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

bool is_one_line(const std::string& text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// A duration that must not be shorter than `least`, which is said in `written`.
std::chrono::seconds at_least(SettingsTable& table, std::string_view key,
                              std::chrono::seconds otherwise, std::chrono::seconds least,
                              const char* written) {
  const auto value = table.duration(key, otherwise);
  if (value < least) table.wrong(key, std::string("write a duration of at least ") + written);
  return value;
}

bool is_http(const std::string& url) {
  return url.rfind("http://", 0) == 0 || url.rfind("https://", 0) == 0;
}

/// The keys of public posts, and what is wrong with them together.
void read_post_keys(SettingsTable& table, Source& s) {
  s.account = table.text("account");
  s.query = table.text("query");
  s.token_file = table.text("token_file");
  const std::pair<const char*, std::string*> paths[] = {
      {"json_items", &s.json.items},
      {"json_id", &s.json.id},
      {"json_text", &s.json.text},
      {"json_title", &s.json.title},
      {"json_time", &s.json.time},
      {"json_time_format", &s.json.time_format},
      {"json_author", &s.json.author},
      {"json_link", &s.json.link},
      {"json_language", &s.json.language},
      {"json_parent", &s.json.parent},
      {"json_repost", &s.json.repost},
      {"json_next", &s.json.next},
      {"json_next_parameter", &s.json.next_parameter},
      {"json_page_parameter", &s.json.page_parameter},
  };
  for (const auto& [key, path] : paths) {
    if (table.has(key) && s.connector != Connector::kJson)
      table.wrong(key, "take it out, or write connector = \"json\"");
    *path = table.text(key, *path);
  }
  if (!is_of_posts(s.connector)) {
    for (const char* key : {"account", "query", "token_file"})
      if (table.has(key)) table.wrong(key, "take it out; only connectors of public posts read it");
    return;
  }
  if (s.url.empty()) s.url = default_url(s);
  const std::string trouble = trouble_with(s);
  const size_t colon = trouble.find(": ");
  if (trouble.empty()) return;
  const std::string key = trouble.substr(0, colon);
  if (table.has(key))
    table.wrong(key, trouble.substr(colon + 2));
  else
    table.missing(key, trouble.substr(colon + 2));
}

Source read_source(SettingsTable& table) {
  Source s;
  s.id = table.text("id");
  if (!is_slug(s.id)) table.missing("id", "a short name of a-z, 0-9 and -, such as id = \"alrai\"");
  s.name = table.text("name", s.id);
  s.url = table.text("url");
  s.site = table.text("site");
  s.country = table.text("country");
  s.language = table.text("language");
  const std::string connector = table.text("connector", "feed");
  if (!parse(connector, s.connector) || s.connector == Connector::kReplay)
    table.wrong("connector",
                "write \"feed\", \"sitemap\", \"list\", \"observations\", \"mastodon\", "
                "\"bluesky\", \"telegram\", \"youtube\", \"x\", \"reddit\" or \"json\"");
  read_post_keys(table, s);
  if (s.url.empty())
    table.missing("url", "the address that is polled (for observations: the path of the file)");
  else if (s.connector != Connector::kObservations && !is_http(s.url))
    table.wrong("url", "write an address that starts with http:// or https://");
  s.password_file = table.text("password_file");
  if (s.url.starts_with("imap")) {
    if (auto ok = check_mailbox_url(s.url); !ok) table.wrong("url", ok.error().message);
    if (s.password_file.empty())
      table.missing("password_file", "the file that holds the mailbox's password alone");
  }
  const std::string kind =
      table.text("kind", is_of_posts(s.connector)                  ? "post"
                         : s.connector == Connector::kObservations ? "observation"
                                                                   : "news");
  if (!parse(kind, s.kind))
    table.wrong("kind", "write \"news\", \"post\", \"comment\", \"statement\" or \"observation\"");
  s.pages = static_cast<unsigned>(table.whole("pages", s.pages, 1, 20));
  s.tags = table.texts("tags");
  s.official = table.flag("official", false);
  if (s.official) s.kind = ItemKind::kStatement;
  s.local = table.flag("local", false);
  s.priority = table.flag("priority", false);
  s.fetch_articles = table.flag("fetch_articles", true);
  s.interval =
      table.duration("interval", s.priority ? std::chrono::minutes{10} : std::chrono::minutes{15});
  if (s.interval < std::chrono::minutes{2} || s.interval > std::chrono::days{1})
    table.wrong("interval", "write a duration from \"2m\" to \"1d\"");
  return s;
}

}  // namespace

Result<std::vector<Source>> load_sources(const std::string& path) {
  auto settings = Settings::load(path);
  if (!settings) return fail(settings.error());
  std::vector<Source> sources;
  std::set<std::string> seen;
  for (SettingsTable& table : settings->array("source")) {
    Source source = read_source(table);
    if (!seen.insert(source.id).second)
      table.wrong("id", "'" + source.id + "' stands twice; give each source its own");
    sources.push_back(std::move(source));
  }
  if (auto ok = settings->check(); !ok) return fail(ok.error());
  return sources;
}

Result<Config> load_config(const std::string& path) {
  if (!std::filesystem::exists(path))
    return fail(ErrorKind::kConfiguration,
                "there is no " + path + "; `rasd init` writes one with comments");
  auto settings = Settings::load(path);
  if (!settings) return fail(settings.error());
  Config c;
  c.file = path;

  SettingsTable& directorate = settings->table("directorate");
  c.directorate.name_ar = directorate.text("name_ar", c.directorate.name_ar);
  c.directorate.name_en = directorate.text("name_en", c.directorate.name_en);
  c.directorate.time_zone = directorate.text("time_zone", c.directorate.time_zone);
  if (!TimeZone::open(c.directorate.time_zone))
    directorate.wrong("time_zone", "write an IANA name such as \"Asia/Amman\"");

  SettingsTable& folders = settings->table("folders");
  c.folders.data = folders.text("data", c.folders.data);
  c.folders.models = folders.text("models", c.folders.models);
  c.folders.assets = folders.text("assets", c.folders.assets);
  c.folders.views = folders.text("views", c.folders.views);
  c.folders.statics = folders.text("static", c.folders.statics);

  SettingsTable& crawl = settings->table("crawl");
  c.crawl.agent = crawl.text("agent", c.crawl.agent);
  c.crawl.contact = crawl.text("contact", c.crawl.contact);
  for (const char* key : {"agent", "contact"})
    if (!is_one_line(key == std::string_view("agent") ? c.crawl.agent : c.crawl.contact))
      crawl.wrong(key, "write one line of printable characters; it goes into an HTTP header");
  c.crawl.hosts = static_cast<unsigned>(crawl.whole("hosts", c.crawl.hosts, 1, 1000));
  c.crawl.per_host = static_cast<unsigned>(crawl.whole("per_host", c.crawl.per_host, 1, 16));
  c.crawl.host_delay = crawl.duration("host_delay", c.crawl.host_delay);
  c.crawl.timeout = at_least(crawl, "timeout", c.crawl.timeout, std::chrono::seconds{1}, "\"1s\"");
  c.crawl.horizon = at_least(crawl, "horizon", c.crawl.horizon, std::chrono::days{1}, "\"1d\"");

  SettingsTable& watch = settings->table("watch");
  c.watch.interval = watch.duration("interval", c.watch.interval);
  if (c.watch.interval.count() > 0 && c.watch.interval < std::chrono::minutes{1})
    watch.wrong("interval", "write a duration of at least \"1m\", or \"0m\" to watch nothing");
  c.watch.links = at_least(watch, "links", c.watch.links, std::chrono::hours{1}, "\"1h\"");

  SettingsTable& links = settings->table("links");
  c.links.articles = links.text("articles", "ipc://" + c.folders.data + "/articles.link");
  c.links.annotated = links.text("annotated", "ipc://" + c.folders.data + "/annotated.link");
  c.links.window = static_cast<unsigned>(links.whole("window", c.links.window, 1, 4096));
  c.links.dead_after =
      at_least(links, "dead_after", c.links.dead_after, std::chrono::seconds{1}, "\"1s\"");

  for (const auto& [key, endpoint] :
       {std::pair{"articles", c.links.articles}, std::pair{"annotated", c.links.annotated}})
    if (auto ok = check_endpoint(endpoint); !ok) links.wrong(key, ok.error().message);

  SettingsTable& desk = settings->table("desk");
  c.desk.address = desk.text("address", c.desk.address);
  c.desk.port = static_cast<uint16_t>(desk.whole("port", c.desk.port, 1, 65535));
  c.desk.language = desk.text("language", c.desk.language);
  if (c.desk.language != "ar" && c.desk.language != "en")
    desk.wrong("language", "write \"ar\" or \"en\"");
  c.desk.arabic_digits = desk.flag("arabic_digits", c.desk.arabic_digits);
  c.desk.idle = desk.duration("idle", c.desk.idle);
  c.desk.public_url = desk.text("public_url");
  if (!c.desk.public_url.empty()) {
    if (const auto read = parse_public_url(c.desk.public_url)) {
      c.desk.public_url = read->origin;
    } else {
      desk.wrong("public_url", read.error().message);
    }
  }
  c.desk.trusted_proxy = desk.text("trusted_proxy");
  if (!c.desk.trusted_proxy.empty() && usual_address(c.desk.trusted_proxy).empty())
    desk.wrong("trusted_proxy", "write the proxy's IP address, such as \"127.0.0.1\"");

  SettingsTable& sources = settings->table("sources");
  c.source_files = sources.texts("files");
  if (auto ok = settings->check(); !ok) return fail(ok.error());

  std::string problems;
  std::set<std::string> seen;
  for (const std::string& named : c.source_files) {
    // A file named beside the configuration is found from anywhere.
    const std::filesystem::path beside = std::filesystem::path(path).parent_path() / named;
    if (!std::filesystem::exists(beside)) {
      problems += (problems.empty() ? "" : "\n") + path + ": [sources] files names " + named +
                  ", and there is no " + beside.string() +
                  "; `rasd init` writes the shipped one, or take the name out";
      continue;
    }
    auto list = load_sources(beside.string());
    if (!list) {
      problems += (problems.empty() ? "" : "\n") + list.error().message;
      continue;
    }
    for (Source& source : *list) {
      if (!seen.insert(source.id).second)
        problems += (problems.empty() ? "" : "\n") + beside.string() + ": source id '" + source.id +
                    "' stands in another file already; give each source its own";
      c.sources.push_back(std::move(source));
    }
  }
  if (!problems.empty()) return fail(ErrorKind::kConfiguration, problems);
  return c;
}

std::string config_template() {
  return R"toml(# Rasd: what is watched, where it is kept, who is told.
# Every key may be left out; what stands here is what holds without it.
# `rasd doctor` checks this file and says what to write instead.

[directorate]
name_ar = "مديرية الإعلام"
name_en = "Media Directorate"
# The day of a digest is a day in this zone.
time_zone = "Asia/Amman"

[folders]
data = "data"            # databases, page archive: back this folder up
models = "models"        # shipped with the program

[crawl]
agent = "Rasd/0.1"       # how the crawler names itself
contact = ""             # write an address that a webmaster can reach you at
hosts = 32               # hosts fetched from at once
per_host = 2             # connections to one host
host_delay = "1s"        # between two requests to one host
timeout = "30s"          # for one page
horizon = "60d"          # entries older than this are not taken in

[watch]
# The organisation's own sites, which are the sources with official = true: whether they answer,
# when their certificate ends, what changed, which links lead nowhere.
interval = "15m"         # between two rounds; "0m" watches nothing
links = "1d"             # between two checks of links to other sites

[links]
# Only for `rasd crawl`, `rasd annotate` and `rasd store` as processes of their own.
articles = "ipc://data/articles.link"
annotated = "ipc://data/annotated.link"
window = 256             # records under way before the first is acknowledged
dead_after = "3s"        # silence after which a stage's records go to another

[desk]
address = "127.0.0.1"    # keep it on loopback; a reverse proxy adds TLS
port = 8080
language = "ar"          # or "en"; everyone can switch
arabic_digits = false    # true writes ٢٠٢٦ instead of 2026
idle = "8h"              # signed out after this long without a click
# Behind a reverse proxy with TLS: the address that people type, without a path, such as
# "https://rasd.example". The desk then answers to that name and its cookies need TLS.
public_url = ""
# The proxy's address as the desk sees it, such as "127.0.0.1": its X-Forwarded-For then says
# whose wrong passwords are counted. Empty: every visitor has the proxy's address.
trusted_proxy = ""

[sources]
# sources/posts.example.toml has a source of each kind of public posts, to copy from.
files = ["sources/arab.toml"]
)toml";
}

}  // namespace rasd
