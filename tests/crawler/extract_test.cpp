#include "crawler/extract.h"

#include <gtest/gtest.h>

#include "base/id.h"
#include "base/utf8.h"

namespace rasd {
namespace {

const Instant kNow = *parse_rfc3339("2026-11-24T12:00:00Z");

std::string paragraphs(int n) {
  std::string text;
  for (int i = 0; i < n; ++i)
    text +=
        "<p>قال مصدر مسؤول إن الحادث وقع صباح اليوم على الطريق الصحراوي، وأسعفت الكوادر "
        "المصابين إلى المستشفى وحالتهم العامة متوسطة.</p>";
  return text;
}

FetchedPage news(std::string body, int status = 200) {
  FetchedPage page;
  page.item_id = content_id({"x"});
  page.source_id = "s";
  page.url = page.final_url = "https://news.example/2026/11/24/a?utm_source=rss";
  page.status = status;
  page.content_type = "text/html; charset=utf-8";
  page.body = std::move(body);
  page.fetched = kNow;
  return page;
}

std::string html(const std::string& head, const std::string& body) {
  return "<html lang=\"ar\"><head>" + head + "</head><body><article><h1>عنوان الصفحة</h1>" + body +
         "</article></body></html>";
}

const Article& article(const std::variant<Article, Outcome>& result) {
  EXPECT_TRUE(std::holds_alternative<Article>(result))
      << (std::holds_alternative<Outcome>(result) ? std::get<Outcome>(result).reason : "");
  static const Article kNone;
  return std::holds_alternative<Article>(result) ? std::get<Article>(result) : kNone;
}

TEST(Extract, APageGivesAnArticle) {
  FetchedPage page = news(html("<title>عنوان الصفحة</title>", paragraphs(6)));
  page.hints.title = "عنوان القائمة";
  page.hints.summary = "<b>ملخص</b> القائمة";
  page.hints.author = "مراسل";
  page.hints.published = *parse_rfc3339("2026-11-24T08:00:00Z");
  page.archive = {"f.warc.gz", 10, 20};
  const auto result = extract(std::move(page));
  const Article& a = article(result);
  EXPECT_EQ(a.title, "عنوان الصفحة");
  EXPECT_EQ(a.text_from, "page");
  EXPECT_EQ(a.note, "");
  EXPECT_EQ(a.text.find('<'), std::string::npos);
  EXPECT_NE(a.text.find("الطريق الصحراوي"), std::string::npos);
  EXPECT_EQ(a.byline, "مراسل");
  EXPECT_EQ(a.published, *parse_rfc3339("2026-11-24T08:00:00Z"));
  EXPECT_EQ(a.canonical_url, "https://news.example/2026/11/24/a");
  EXPECT_EQ(a.language_said, "ar");
  EXPECT_EQ(a.hash.size(), 64u);
  EXPECT_EQ(a.archive.file, "f.warc.gz");
  EXPECT_FALSE(a.charset.empty());
}

TEST(Extract, TheListsTextStandsWhereThePageCannotBeHad) {
  const struct {
    const char* name;
    std::string body;
    int status;
    const char* type;
    const char* note;
  } cases[] = {
      {"forbidden", "", 403, "text/html", "the page answered 403"},
      {"gone", "", 404, "text/html", "the page answered 404"},
      {"not fetched", "", 0, "", "the page was not fetched"},
      {"empty", "", 200, "text/html", "the page was empty"},
      {"a file", "%PDF-1.7", 200, "application/pdf", "not a page but application/pdf"},
      {"no text", "<html><body></body></html>", 200, "text/html", "no text in the page"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    FetchedPage page = news(c.body, c.status);
    page.content_type = c.type;
    page.hints.title = "عنوان &amp; قائمة";
    page.hints.content = "<p>النص الكامل</p><script>x()</script><p>فقرة&nbsp;ثانية</p>";
    const auto result = extract(std::move(page));
    const Article& a = article(result);
    EXPECT_EQ(a.text, "النص الكامل\nفقرة ثانية");
    EXPECT_EQ(a.title, "عنوان & قائمة");
    EXPECT_EQ(a.text_from, "feed");
    EXPECT_EQ(a.note, c.note);
  }
}

TEST(Extract, VerseNoticesAndHeadlinesAreKept) {
  const struct {
    const char* name;
    std::string body;
    int status;
    const char* text_from;
    const char* text;
  } cases[] = {
      {"verse",
       html("",
            "<article><h1>نداء</h1><p>يا طائر الوادي الجميل</p><p>هل عاد من سفر "
            "الرحيل</p></article>"),
       200, "page", "يا طائر الوادي الجميل\nهل عاد من سفر الرحيل"},
      {"one line", html("", "<article><h1>نداء</h1><p>الطريق مغلق اليوم حتى المساء</p></article>"),
       200, "page", "الطريق مغلق اليوم حتى المساء"},
      {"a headline of an archive", "", 0, "headline", ""},
      {"a headline whose page is refused", "", 403, "headline", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    FetchedPage page = news(c.body);
    page.status = c.status;
    page.hints.title = "نداء";
    const auto result = extract(std::move(page));
    ASSERT_TRUE(std::holds_alternative<Article>(result)) << std::get<Outcome>(result).reason;
    EXPECT_EQ(article(result).text_from, c.text_from);
    EXPECT_EQ(article(result).text, c.text);
  }
}

TEST(Extract, WhatIsNoArticleSaysWhy) {
  const struct {
    const char* name;
    std::string body;
    int status;
    const char* type;
    ItemState state;
  } cases[] = {
      {"no text anywhere", "<html><body><div></div></body></html>", 200, "text/html",
       ItemState::kFiltered},
      {"a picture", "\x89PNG", 200, "image/png", ItemState::kFiltered},
      {"refused", "", 403, "", ItemState::kFailed},
      {"bytes called html", std::string(500, '\0') + "x", 200, "text/html",
       ItemState::kQuarantined},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    FetchedPage page = news(c.body, c.status);
    page.content_type = c.type;
    const auto result = extract(std::move(page));
    ASSERT_TRUE(std::holds_alternative<Outcome>(result));
    const Outcome& outcome = std::get<Outcome>(result);
    EXPECT_EQ(outcome.state, c.state);
    EXPECT_EQ(outcome.stage, "extract");
    EXPECT_FALSE(outcome.reason.empty());
    EXPECT_EQ(outcome.item_id, content_id({"x"}));
    EXPECT_EQ(outcome.bytes, c.state == ItemState::kQuarantined ? c.body : "");
  }
}

TEST(Extract, PostsCommentsAndObservations) {
  FetchedPage post;
  post.kind = ItemKind::kPost;
  post.url = "https://m.example/@a/1";
  post.hints.content = "<p>سطر أول<br>سطر ثان <a href=\"/tags/x\">#وسم</a></p>";
  post.hints.summary = "تنبيه";
  post.hints.author = std::string(32, 'a');
  post.fetched = kNow;
  const auto read = extract(FetchedPage(post));
  EXPECT_EQ(article(read).text, "سطر أول\nسطر ثان #وسم");
  EXPECT_EQ(article(read).title, "تنبيه");
  EXPECT_EQ(article(read).author, post.hints.author);
  EXPECT_EQ(article(read).byline, "");
  EXPECT_EQ(article(read).text_from, "post");

  FetchedPage observation;
  observation.kind = ItemKind::kObservation;
  observation.content_type = "text/plain";
  observation.hints.content = "أقل < أكثر & كذا\n\n  سطر  ثان";
  EXPECT_EQ(article(extract(FetchedPage(observation))).text, "أقل < أكثر & كذا\nسطر ثان");

  post.hints = {};
  EXPECT_TRUE(std::holds_alternative<Outcome>(extract(FetchedPage(post))));
}

TEST(Extract, CanonicalIsTrustedWithinTheSiteOnly) {
  const struct {
    const char* name;
    const char* canonical;
    const char* expected;
  } cases[] = {
      {"same site", "https://www.news.example/b", "https://www.news.example/b"},
      {"another site", "https://thief.example/b", "https://news.example/2026/11/24/a"},
      {"the front page", "https://news.example/", "https://news.example/2026/11/24/a"},
      {"none", "", "https://news.example/2026/11/24/a"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const std::string link =
        *c.canonical ? std::string("<link rel=\"canonical\" href=\"") + c.canonical + "\">" : "";
    EXPECT_EQ(article(extract(news(html(link, paragraphs(6))))).canonical_url, c.expected);
  }
}

TEST(Extract, NoDateFromAfterTheFetch) {
  FetchedPage page = news(html("", paragraphs(6)));
  page.url = page.final_url = "https://news.example/a";  // no date in the address
  page.hints.published = kNow + std::chrono::hours(30);
  EXPECT_FALSE(article(extract(std::move(page))).published);
}

TEST(Extract, SameTextSameHashHoweverItIsComposed) {
  FetchedPage a = news("", 403);
  a.hints.title = "caf\u00e9";
  a.hints.content = "x  y";
  FetchedPage b = news("", 404);
  b.hints.title = "cafe\u0301";
  b.hints.content = "<p>x y</p>";
  EXPECT_EQ(article(extract(std::move(a))).hash, article(extract(std::move(b))).hash);
}

TEST(Extract, AnyBytesGiveValidText) {
  uint64_t state = 7;
  for (int round = 0; round < 300; ++round) {
    std::string noise;
    for (int i = 0; i < 200; ++i) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      noise += "<>&;/ap\xd8\xb9\xff\xfe \n\0x"[(state >> 33) % 15];
    }
    FetchedPage page = news(html("", noise + paragraphs(1)));
    page.hints.title = page.hints.content = page.hints.author = noise;
    page.kind = round % 2 == 0 ? ItemKind::kNews : ItemKind::kPost;
    const auto result = extract(std::move(page));
    if (!std::holds_alternative<Article>(result)) continue;
    const Article& a = std::get<Article>(result);
    for (const std::string* text : {&a.title, &a.text, &a.lead, &a.byline})
      EXPECT_TRUE(is_utf8(*text));
  }
}

}  // namespace
}  // namespace rasd
