#include "records/wire.h"

#include <gtest/gtest.h>

#include "records/json.h"

namespace rasd {
namespace {

AnnotatedArticle sample() {
  AnnotatedArticle both;
  Article& a = both.article;
  a.item_id = "0123";
  a.source_id = "demo";
  a.kind = ItemKind::kStatement;
  a.title = "بيان \"الأمن\"";
  a.text = "فقرة أولى\nفقرة ثانية";
  a.published = *parse_rfc3339("2026-11-24T08:30:00Z");
  a.archive = {"rasd-0001.warc.gz", 12, 345};
  a.attachments = {{"ab12", "صورة.jpg", "image/jpeg", 12}, {"cd34", "", "", 1}};
  both.annotation.incident = {"DRG", "POL"};
  both.annotation.incident_p = {{"DRG", 0.75f}};
  both.annotation.tone_p = {0.25f, 0.5f, 0.25f};
  both.annotation.minhash = std::string("\0\1\xff\3", 4);
  return both;
}

TEST(Wire, RoundTrips) {
  const auto read = decode(encode(sample()));
  ASSERT_TRUE(read) << read.error().message;
  const auto& both = std::get<AnnotatedArticle>(*read);
  EXPECT_EQ(both.article.title, "بيان \"الأمن\"");
  EXPECT_EQ(both.article.kind, ItemKind::kStatement);
  EXPECT_EQ(both.article.published, sample().article.published);
  EXPECT_FALSE(both.article.updated);
  EXPECT_EQ(both.article.archive.length, 345u);
  EXPECT_EQ(both.article.attachments, sample().article.attachments);
  EXPECT_EQ(both.annotation.incident, sample().annotation.incident);
  EXPECT_EQ(both.annotation.tone_p, sample().annotation.tone_p);
  EXPECT_EQ(both.annotation.minhash, sample().annotation.minhash);
  EXPECT_EQ(encode(both), encode(sample()));
}

TEST(Wire, RefusesWhatItCannotTrust) {
  EXPECT_EQ(decode("{\"v\":2,\"type\":\"article\"}").error().kind, ErrorKind::kMalformed);
  EXPECT_EQ(decode("{\"v\":1,\"type\":\"parcel\"}").error().kind, ErrorKind::kMalformed);
  EXPECT_EQ(decode("[1]").error().kind, ErrorKind::kMalformed);
  EXPECT_TRUE(decode("{\"v\":1,\"type\":\"article\",\"unknown\":{\"a\":[1]}}"));
  EXPECT_EQ(decode(std::string(1000000, '[')).error().kind, ErrorKind::kMalformed);
  EXPECT_EQ(
      decode("{\"v\":1,\"x\":" + std::string(40, '[') + std::string(40, ']') + "}").error().kind,
      ErrorKind::kMalformed);
}

TEST(Json, StringsAreUtf8) {
  const struct {
    const char* name;
    const char* json;
    const char* expected;
  } cases[] = {
      {"a pair", R"(["\ud83d\ude00"])", "\xF0\x9F\x98\x80"},
      {"a first half", R"(["a\ud83d"])", "a\uFFFD"},
      {"a second half", R"(["\ude00a"])", "\uFFFDa"},
      {"the wrong way round", R"(["\uDE00\uD83D"])", "\uFFFD\uFFFD"},
      {"two first halves", R"(["\ud83d\ud83d\ude00"])", "\uFFFD\xF0\x9F\x98\x80"},
      {"a backslash and letters", R"(["\\ud83d"])", "\\ud83d"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto read = parse_json(c.json);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ((*read)[0].GetString(), std::string(c.expected));
  }
  EXPECT_FALSE(parse_json("[\"\xED\xA0\x80\"]"));
  EXPECT_FALSE(parse_json("[\"\\ud"));
}

}  // namespace
}  // namespace rasd
