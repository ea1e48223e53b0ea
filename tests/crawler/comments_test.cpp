#include <gtest/gtest.h>

#include <set>

#include "crawler/comment_items.h"
#include "tests/crawler/small_site.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

const std::string kText =
    "<article><h1>خبر</h1><p>قال مصدر مسؤول إن الحادث وقع صباح اليوم على الطريق الصحراوي، وأسعفت "
    "الكوادر المصابين إلى المستشفى، وفتحت الجهات المختصة تحقيقا في أسبابه.</p></article>";

struct Seen {
  std::string text, parent, date;
};

TEST(PageComments, AreReadFromTheUsualMarkupWithTheirReplies) {
  const struct {
    const char* name;
    std::string html;
    std::vector<Seen> comments;  // parent: the text that it answers
    const char* feed;
  } cases[] = {
      {"WordPress, a reply inside its comment",
       "<head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed/\" />"
       "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/news/1/feed/\" /></head>" +
           kText +
           "<ol class=\"commentlist\"><li id=\"comment-11\" class=\"comment even\"><div "
           "class=\"comment-author\"><b class=\"fn\">سلمى</b></div><time "
           "datetime=\"2026-11-24T08:00:00+03:00\">x</time><div "
           "class=\"comment-content\"><p>الطريق "
           "خطر</p></div><ul class=\"children\"><li id=\"comment-12\" class=\"comment odd\"><b "
           "class=\"fn\">عمر</b><div "
           "class=\"comment-content\"><p>صحيح</p></div></li></ul></li></ol>",
       {{"الطريق خطر", "", "2026-11-24T05:00:00Z"}, {"صحيح", "الطريق خطر", ""}},
       "/news/1/feed/"},
      {"Drupal, answers in the list after it",
       kText +
           "<section><article id=\"comment-5\" class=\"comment\"><span class=\"username\">a</span>"
           "<div class=\"comment__content\">أول</div></article><div class=\"indented\"><article "
           "id=\"comment-6\" class=\"comment\"><span class=\"username\">b</span><div "
           "class=\"comment__content\">ثان</div></article></div></section>",
       {{"أول", "", ""}, {"ثان", "أول", ""}},
       ""},
      {"microdata",
       kText + "<div itemscope itemtype=\"https://schema.org/Comment\"><span "
               "itemprop=\"author\">x</span>"
               "<time itemprop=\"dateCreated\" datetime=\"2026-11-23T10:00:00Z\">x</time><p "
               "itemprop=\"text\">رأي</p></div>",
       {{"رأي", "", "2026-11-23T10:00:00Z"}},
       ""},
      {"JSON-LD with a reply",
       "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"خبر\","
       "\"comment\":[{\"@type\":\"Comment\",\"@id\":\"#comment-1\",\"text\":\"أ\",\"author\":{"
       "\"name\":\"س\"},\"comment\":{\"@type\":\"Comment\",\"text\":\"ب\"}}]}</script>" +
           kText,
       {{"أ", "", ""}, {"ب", "أ", ""}},
       ""},
      {"an Arabic system's own classes",
       kText +
           "<div class=\"comments\"><div class=\"comment-item\"><span class=\"comment-name\">زائر"
           "</span><span class=\"comment-date\">24/11/2026</span><p class=\"comment-text\">بارك "
           "الله "
           "فيكم</p></div></div>",
       {{"بارك الله فيكم", "", "2026-11-24T00:00:00Z"}},
       ""},
      {"none", kText, {}, ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const Source source = source_of("paper", "https://paper.example/feed", Connector::kFeed);
    FetchedPage page;
    page.item_id = "article";
    page.url = page.final_url = "https://paper.example/news/1/";
    page.body = "<html>" + c.html + "</html>";
    EXPECT_TRUE(may_have_comments(page.body) || c.comments.empty());
    ListContext context;
    context.now = *parse_rfc3339("2026-11-24T12:00:00Z");
    const PageDiscussion found = read_discussion(source, page, context);
    EXPECT_EQ(found.feed, *c.feed == '\0' ? "" : "https://paper.example" + std::string(c.feed));
    ASSERT_EQ(found.comments.size(), c.comments.size());
    std::map<std::string, std::string> ids = {{"", "article"}};
    for (size_t i = 0; i < c.comments.size(); ++i) {
      const FetchedPage& comment = found.comments[i].page;
      EXPECT_EQ(comment.hints.content, c.comments[i].text);
      EXPECT_EQ(comment.kind, ItemKind::kComment);
      EXPECT_EQ(comment.parent_id, ids[c.comments[i].parent]);
      EXPECT_EQ(comment.hints.author, "") << "no name without a key";
      EXPECT_EQ(comment.hints.published ? to_rfc3339(*comment.hints.published) : "",
                c.comments[i].date);
      ids[c.comments[i].text] = comment.item_id;
    }
  }
}

TEST(PageComments, OneCommentHasOneIdWhereverItIsRead) {
  const Source source = source_of("paper", "https://paper.example/feed", Connector::kFeed);
  const std::string id = comment_id(source, "a", "comment-12");
  for (const char* same : {"https://paper.example/?p=1#comment-12", "div-comment-12",
                           "li-comment-12", "comment_12", "#comment-12"})
    EXPECT_EQ(comment_id(source, "a", same), id) << same;
  for (const char* other : {"comment-13", "comment-12-x", "12", "a text about a comment"})
    EXPECT_NE(comment_id(source, "a", other), id) << other;
  EXPECT_NE(comment_id(source, "b", "comment-12"), id);
}

std::string comment(int n, const std::string& text) {
  return "<li id=\"comment-" + std::to_string(n) + "\" class=\"comment\"><b class=\"fn\">قارئ " +
         std::to_string(n) + "</b><div class=\"comment-content\"><p>" + text + "</p></div></li>";
}

TEST(PageComments, ComeInOnceThroughTheCrawler) {
  Site site;
  const TempFolder folder;
  const std::string path = "/2026/11/24/story-1";
  list_of(site, 1, 1);
  const auto page = [&](const std::string& comments) {
    return "<html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"" + path +
           "/feed/\" /></head><body>" + article(1) + "<ol class=\"commentlist\">" + comments +
           "</ol></body></html>";
  };
  site.put(path, page(comment(1, "الطريق خطر") + comment(2, "شكرا لكم")));
  // The feed repeats the first, and knows one more.
  site.put(path + "/feed/",
           "<rss version=\"2.0\"><channel><item><guid>" + site.url("/?p=1#comment-1") +
               "</guid><description>الطريق خطر</description></item><item><guid>" +
               site.url("/?p=1#comment-3") +
               "</guid><description>تعليق ثالث</description></item></channel></rss>");
  const Harvest harvest =
      crawl_once(folder.path(), {source_of("paper", site.url("/news"), Connector::kListPage)});
  std::multiset<std::string> texts;
  std::string article_id;
  for (const FetchedPage& one : harvest.pages)
    if (one.kind == ItemKind::kNews) article_id = one.item_id;
  for (const FetchedPage& one : harvest.pages) {
    if (one.kind != ItemKind::kComment) continue;
    const bool from_feed = one.hints.content.empty();
    texts.insert(from_feed ? one.hints.summary : one.hints.content);
    EXPECT_EQ(one.parent_id, article_id);
    EXPECT_EQ(one.hints.author.size(), from_feed ? 0u : 32u)
        << "a pseudonym, where there is a name";
  }
  EXPECT_EQ(texts, (std::multiset<std::string>{"الطريق خطر", "تعليق ثالث", "شكرا لكم"}));
}

}  // namespace
}  // namespace rasd
