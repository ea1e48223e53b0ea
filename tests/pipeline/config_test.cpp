#include "pipeline/config.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "base/file.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

TEST(Config, TheTemplateLoadsWithTheShippedSources) {
  const TempFolder folder;
  ASSERT_TRUE(make_folder(folder / "sources"));
  ASSERT_TRUE(write_file(folder / "rasd.toml", config_template()));
  const auto shipped = read_file(std::string(RASD_SOURCE_DIR) + "/config/sources/arab.toml");
  ASSERT_TRUE(shipped);
  ASSERT_TRUE(write_file(folder / "sources/arab.toml", *shipped));
  const auto config = load_config(folder / "rasd.toml");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_GE(config->sources.size(), 20u);
  EXPECT_EQ(config->desk.port, Config{}.desk.port);
  EXPECT_EQ(config->crawl.horizon, Config{}.crawl.horizon);
  EXPECT_EQ(config->links.articles, Config{}.links.articles);
}

TEST(Config, SaysWhatToWriteInstead) {
  struct Case {
    const char* name;
    const char* sources;
    const char* expected;  // a part of the message
  };
  const Case cases[] = {
      {"no url", "[[source]]\nid = \"a\"\n", ":1: [[source]] needs url"},
      {"file url", "[[source]]\nid = \"a\"\nurl = \"file:///etc/passwd\"\n",
       ":3: [[source]] url: write an address that starts with http:// or https://"},
      {"unknown connector", "[[source]]\nid=\"a\"\nurl=\"http://a/\"\nconnector = \"rss\"\n",
       ":4: [[source]] connector: write \"feed\""},
      {"twice",
       "[[source]]\nid=\"a\"\nurl=\"http://a/\"\n[[source]]\nid=\"a\"\nurl=\"http://b/\"\n",
       ":5: [[source]] id: 'a' stands twice"},
      {"too often", "[[source]]\nid=\"a\"\nurl=\"http://a/\"\ninterval = \"5s\"\n",
       ":4: [[source]] interval: write a duration from"},
      {"post keys for a feed", "[[source]]\nid=\"a\"\nurl=\"http://a/\"\nquery = \"x\"\n",
       ":4: [[source]] query: take it out; only connectors of public posts read it"},
      {"author search", "[[source]]\nid=\"a\"\nconnector=\"bluesky\"\nquery = \"from:someone\"\n",
       ":4: [[source]] query: \"from:\" searches for what one person wrote"},
      {"no token", "[[source]]\nid=\"a\"\nconnector=\"x\"\nquery = \"x\"\n",
       ":1: [[source]] needs token_file: write the file that holds the bearer token"},
      {"no paths", "[[source]]\nid=\"a\"\nconnector=\"json\"\nurl = \"https://a/\"\n",
       ":1: [[source]] needs json_id: write the path of an item's id"},
      {"paths for another",
       "[[source]]\nid=\"a\"\nconnector=\"telegram\"\naccount=\"office\"\njson_id = \"id\"\n",
       ":5: [[source]] json_id: take it out, or write connector = \"json\""},
      {"a mailbox without a password",
       "[[source]]\nid=\"a\"\nurl=\"imaps://u@m.example/INBOX\"\nconnector=\"observations\"\n",
       ":1: [[source]] needs password_file"},
      {"a mailbox in the clear",
       "[[source]]\nid=\"a\"\nurl=\"imap://u@m.example/\"\nconnector=\"observations\"\n"
       "password_file = \"p\"\n",
       ":3: [[source]] url: write imaps://"},
      {"not toml", "[[source]\n", ":1: column"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const TempFolder folder;
    ASSERT_TRUE(write_file(folder / "s.toml", c.sources));
    const auto sources = load_sources(folder / "s.toml");
    ASSERT_FALSE(sources);
    EXPECT_EQ(sources.error().kind, ErrorKind::kConfiguration);
    EXPECT_NE(sources.error().message.find(c.expected), std::string::npos)
        << sources.error().message;
  }
}

TEST(Config, SourcesOfPublicPosts) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "s.toml", R"(
[[source]]
id = "sky"
connector = "bluesky"
query = "حادث سير"
[[source]]
id = "yt"
connector = "youtube"
account = "UCexample"
token_file = "keys/youtube"
[[source]]
id = "notes"
connector = "json"
kind = "comment"
url = "https://api.example/notes"
json_items = "data"
json_id = "id"
json_text = "text"
json_time_format = "unix"
)"));
  const auto sources = load_sources(folder / "s.toml");
  ASSERT_TRUE(sources) << sources.error().message;
  ASSERT_EQ(sources->size(), 3u);
  EXPECT_EQ((*sources)[0].url, "https://public.api.bsky.app");
  EXPECT_EQ((*sources)[0].kind, ItemKind::kPost);
  EXPECT_EQ((*sources)[1].url, "https://www.googleapis.com");
  EXPECT_EQ((*sources)[1].token_file, "keys/youtube");
  EXPECT_EQ((*sources)[2].kind, ItemKind::kComment);
  EXPECT_EQ((*sources)[2].json.items, "data");
  EXPECT_EQ((*sources)[2].json.time_format, "unix");
}

TEST(Config, EachExampleOfPublicPostsLoads) {
  const auto shipped =
      read_file(std::string(RASD_SOURCE_DIR) + "/config/sources/posts.example.toml");
  ASSERT_TRUE(shipped);
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "as-shipped.toml", *shipped));
  const auto none = load_sources(folder / "as-shipped.toml");
  ASSERT_TRUE(none) << none.error().message;
  EXPECT_TRUE(none->empty()) << "nothing is watched before somebody asks for it";
  std::string uncommented;
  std::istringstream lines(*shipped);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("# [[") || (line.starts_with("# ") && line.find(" = ") != line.npos &&
                                     line.find(" = ") == line.find(' ', 2)))
      uncommented += line.substr(2) + "\n";
  ASSERT_TRUE(write_file(folder / "all.toml", uncommented));
  const auto sources = load_sources(folder / "all.toml");
  ASSERT_TRUE(sources) << sources.error().message << uncommented;
  std::set<Connector> kinds;
  for (const Source& source : *sources) kinds.insert(source.connector);
  EXPECT_EQ(kinds.size(), 7u);
}

TEST(Config, TheWatchOfOwnSites) {
  const struct {
    const char* keys;
    const char* expected;  // a part of the message; empty: taken
  } cases[] = {
      {"", ""},
      {"interval = \"1m\"\nlinks = \"7d\"\n", ""},
      {"interval = \"0m\"\n", ""},
      {"interval = \"30s\"\n",
       "rasd.toml:2: [watch] interval: write a duration of at least \"1m\", or \"0m\""},
      {"links = \"10m\"\n", "rasd.toml:2: [watch] links: write a duration of at least \"1h\""},
      {"intervall = \"5m\"\n", "rasd.toml:2: [watch]"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.keys);
    const TempFolder folder;
    ASSERT_TRUE(write_file(folder / "rasd.toml", std::string("[watch]\n") + c.keys));
    const auto config = load_config(folder / "rasd.toml");
    ASSERT_EQ(config.has_value(), *c.expected == '\0');
    if (!config) {
      EXPECT_NE(config.error().message.find(c.expected), std::string::npos)
          << config.error().message;
    }
  }
}

TEST(Config, TheDeskBehindAProxy) {
  const struct {
    const char* keys;
    const char* expected;  // a part of the message; empty: taken
  } cases[] = {
      {"public_url = \"https://rasd.example\"\ntrusted_proxy = \"127.0.0.1\"\n", ""},
      {"trusted_proxy = \"::1\"\n", ""},
      {"port = 81\npublic_url = \"http://rasd.example\"\n",
       "rasd.toml:3: [desk] public_url: write the https address that people type, without a path, "
       "such as \"https://rasd.example\""},
      {"public_url = \"https://rasd.example/desk\"\n", "rasd.toml:2: [desk] public_url: write"},
      {"trusted_proxy = \"proxy.example\"\n",
       "rasd.toml:2: [desk] trusted_proxy: write the proxy's IP address, such as \"127.0.0.1\""},
      {"trusted_proxy = \"127.0.0.0/8\"\n", "rasd.toml:2: [desk] trusted_proxy: write"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.keys);
    const TempFolder folder;
    ASSERT_TRUE(write_file(folder / "rasd.toml", std::string("[desk]\n") + c.keys));
    const auto config = load_config(folder / "rasd.toml");
    ASSERT_EQ(config.has_value(), *c.expected == '\0');
    if (!config) {
      EXPECT_NE(config.error().message.find(c.expected), std::string::npos)
          << config.error().message;
    }
  }
}

}  // namespace
}  // namespace rasd
