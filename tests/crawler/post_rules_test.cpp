#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/file.h"
#include "crawler/post_sources.h"
#include "crawler/query_string.h"
#include "crawler/rate_limit.h"
#include "crawler/token_file.h"
#include "tests/crawler/post_fixtures.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

using namespace posts;

TEST(RateLimit, WaitsUntilTheReset) {
  const struct {
    const char* name;
    int status;
    const char* headers;
    long seconds;  // -1: it does not ask
  } cases[] = {
      {"nothing", 200, "", -1},
      {"room left (Mastodon)", 200,
       "X-RateLimit-Remaining: 12\r\nX-RateLimit-Reset: 2026-11-24T12:05:00.643Z\r\n", -1},
      {"spent (Mastodon)", 200,
       "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 2026-11-24T12:05:00.643Z\r\n", 301},
      {"refused (X, seconds since 1970)", 429,
       "x-rate-limit-remaining: 0\r\nx-rate-limit-reset: 1795522500\r\n", 901},
      {"spent (Bluesky)", 200, "RateLimit-Remaining: 0\r\nRateLimit-Reset: 1795521660\r\n", 61},
      {"spent (Reddit, seconds from now, with a fraction)", 200,
       "x-ratelimit-remaining: 0.0\r\nx-ratelimit-reset: 87\r\n", 88},
      {"429 without a count", 429, "ratelimit-reset: 30\r\n", 31},
      {"the longer of two", 429, "Retry-After: 120\r\nratelimit-reset: 30\r\n", 120},
      {"Retry-After alone", 503, "Retry-After: 7\r\n", 7},
      {"already past", 429, "x-rate-limit-reset: 1795521000\r\n", -1},
      {"a year", 429, "x-rate-limit-reset: 1827058800\r\n", 86400},
      {"nonsense", 429, "x-rate-limit-reset: soon\r\nx-rate-limit-remaining: -\r\n", -1},
      {"negative", 429, "x-rate-limit-reset: -5\r\n", -1},
      {"not a number", 429, "x-rate-limit-reset: nan\r\n", -1},
      {"endless", 429, "x-rate-limit-reset: 1e300\r\n", 86400},
  };
  const Instant now = at("2026-11-24T12:00:00Z");
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const std::string head = "HTTP/1.1 200 OK\r\n" + std::string(c.headers) + "\r\n";
    const auto wait = asked_to_wait(head, c.status, now);
    EXPECT_EQ(wait ? wait->count() : -1, c.seconds);
  }
}

TEST(TokenFile, OneLineForOneReader) {
  const struct {
    const char* name;
    const char* content;
    mode_t mode;
    const char* message;  // a part; empty: taken
  } cases[] = {
      {"good", "AAAA%2Fbb-c==\n", 0600, ""},
      {"read-only", "AAAA", 0400, ""},
      {"others may read", "AAAA", 0640, "can be read by others; run: chmod 600"},
      {"empty", " \n", 0600, "must hold the token alone"},
      {"two lines", "AAAA\r\nX-Other: 1\n", 0600, "must hold the token alone"},
      {"not ASCII", "رمز", 0600, "must hold the token alone"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const TempFolder folder;
    const std::string path = folder / "token";
    ASSERT_TRUE(write_file(path, c.content));
    ASSERT_EQ(chmod(path.c_str(), c.mode), 0);
    const auto token = read_token(path);
    EXPECT_EQ(token.has_value(), *c.message == '\0');
    if (token) {
      EXPECT_EQ(token->find_first_of(" \n"), token->npos);
      continue;
    }
    EXPECT_NE(token.error().message.find(c.message), std::string::npos) << token.error().message;
    EXPECT_EQ(token.error().message.find("AAAA"), std::string::npos) << "never what it holds";
  }
  EXPECT_FALSE(read_token("/nowhere/token"));
  EXPECT_EQ(without_token("bad key abc, abc!", "abc"), "bad key (token), (token)!");
  EXPECT_EQ(without_token("as it is", ""), "as it is");
}

TEST(QueryString, SetsEachOnceAndKeepsTheRest) {
  const struct {
    const char* url;
    const char* value;
    const char* expected;
  } cases[] = {
      {"https://a.example/x", "1", "https://a.example/x?p=1"},
      {"https://a.example/x?a=b&p=9&p=8", "سير", "https://a.example/x?a=b&p=%D8%B3%D9%8A%D8%B1"},
      {"https://a.example/x?p=9", "", "https://a.example/x"},
      {"https://a.example/x?p", "a&b=c d", "https://a.example/x?p=a%26b%3Dc%20d"},
      {"not an address", "1", "not an address"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.url);
    const std::string made = with_parameters(c.url, {{"p", c.value}});
    EXPECT_EQ(made, c.expected);
    if (std::string(c.url).starts_with("https")) {
      EXPECT_EQ(query_parameter(made, "p"), c.value);
    }
  }
  EXPECT_EQ(query_parameter("https://a.example/?q=a+b%zz%4", "q"), "a b%zz%4");
}

TEST(PostSources, WhatCannotBeWatchedIsSaid) {
  const auto with = [](Source source, std::string Source::*member, std::string value) {
    source.*member = std::move(value);
    return source;
  };
  Source no_token = x_search();
  no_token.token_file.clear();
  Source paths = json_api();
  paths.json.time_format = "%d/%m/%Y";
  Source invited = telegram("");
  invited.url = "https://t.me/+AbCdEf";
  Source profile = reddit();
  profile.account = "u/salma";
  const struct {
    const char* name;
    Source source;
    const char* trouble;  // how it begins; empty: none
  } cases[] = {
      {"bluesky", bluesky(), ""},
      {"telegram by address", with(telegram(""), &Source::url, "https://t.me/s/office_news"), ""},
      {"x", x_search(), ""},
      {"youtube", youtube(true), ""},
      {"reddit", reddit(), ""},
      {"json", json_api(), ""},
      {"words with a colon", x_search("url:example.com lang:ar \"transfer: now\""), ""},
      {"one person's posts", x_search("حادث from:salma"), "query: \"from:\" searches for"},
      {"the same in capitals", x_search("(FROM:salma OR x)"), "query: \"from:\""},
      {"the same negated", x_search("-from:salma"), "query: \"from:\""},
      {"on Bluesky", bluesky("from:me.example x"), "query: \"from:\""},
      {"on Reddit", with(reddit(), &Source::query, "author:salma"), "query: \"author:\""},
      {"posts to one person", x_search("to:salma"), "query: \"to:\""},
      {"a user's page", profile, "account: write a community's name"},
      {"an invitation", invited, "account: write the name of a public channel"},
      {"no token", no_token, "token_file: write the file"},
      {"nothing asked", with(bluesky(), &Source::account, ""), "account: write whose posts"},
      {"both", with(bluesky(), &Source::query, "x"), "query: write an account or a query"},
      {"channel by name", with(youtube(false), &Source::account, "@office"), "account: write the"},
      {"token where none is read", with(bluesky(), &Source::token_file, "t"), "token_file: this"},
      {"time format", paths, "json_time_format: write"},
      {"no id", with(json_api(), &Source::query, "x"), "query: this connector has no search"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const std::string trouble = trouble_with(c.source);
    if (*c.trouble == '\0')
      EXPECT_EQ(trouble, "");
    else
      EXPECT_EQ(trouble.substr(0, std::string(c.trouble).size()), c.trouble);
  }
}

}  // namespace
}  // namespace rasd
