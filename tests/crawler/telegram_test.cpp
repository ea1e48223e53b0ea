#include "crawler/telegram.h"

#include <gtest/gtest.h>

#include "crawler/post_reading.h"
#include "tests/crawler/post_fixtures.h"

namespace rasd {
namespace {

using namespace posts;

TEST(Telegram, MessagesWithAllTheySay) {
  const Source source = telegram();
  const std::string url = list_url(source, "");
  EXPECT_EQ(url, "https://t.me/s/office_news");
  const std::string page =
      R"(<html><body><section class="tgme_channel_history">)" +
      telegram_message(
          10,
          R"(<a class="tgme_widget_message_reply" href="https://t.me/office_news/7"><div class="tgme_widget_message_text js-message_reply_text">نص قديم</div></a>)"
          R"(<div class="tgme_widget_message_text js-message_text" dir="auto"><b>عاجل</b><br/>سطر ثان &amp; <a href="https://a.example/x">الرابط</a> <a href="javascript:void">لا</a></div>)") +
      telegram_message(
          11,
          R"(<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from <a class="tgme_widget_message_forwarded_from_name" href="https://t.me/other_office/99"><span>Other</span></a></div><div class="tgme_widget_message_text">نص غيرنا</div>)") +
      telegram_message(
          12,
          R"~(<a class="tgme_widget_message_photo_wrap grouped_media_wrap" style="width:1px;background-image:url('https://cdn.example/p.jpg')" href="https://t.me/office_news/12?single"><i>.</i></a><a class="tgme_widget_message_photo_wrap" href="https://t.me/office_news/13?single"><i>.</i></a>)~") +
      telegram_message(14, R"(<div class="tgme_widget_message_text">Channel photo updated</div>)",
                       "service_message") +
      telegram_message(
          16,
          R"(<div class="tgme_widget_message_poll"><div class="tgme_widget_message_poll_question">هل ترى؟</div><div class="tgme_widget_message_poll_option_text">نعم</div></div>)") +
      "</section></body></html>";
  const auto reading = read_list(source, page, context_of(url));
  ASSERT_TRUE(reading) << reading.error().message;
  EXPECT_EQ(ids_of(*reading), ids_of(source, {"10", "12", "16"}));
  const FetchedPage& first = reading->items[0].page;
  EXPECT_EQ(first.url, "https://t.me/office_news/10");
  EXPECT_EQ(first.hints.content,
            "<p>عاجل<br>سطر ثان &amp; <a href=\"https://a.example/x\">الرابط</a> لا</p>");
  EXPECT_EQ(first.hints.published, at("2026-11-24T08:00:00Z"));
  EXPECT_EQ(first.parent_id, post_id(source, "7"));
  EXPECT_EQ(reading->items[2].page.hints.content, "<p>هل ترى؟</p><p>نعم</p>");
  ASSERT_EQ(reading->reposts.size(), 1u);
  EXPECT_EQ(reading->reposts[0].reason, "a repost of https://t.me/other_office/99");
  EXPECT_EQ(ranges_of(*reading), "15-15(1)") << "albums and service messages hold ids too";
  EXPECT_EQ(reading->cursor, "16");
  EXPECT_EQ(reading->more, std::vector<std::string>{url + "?before=10"});
}

TEST(Telegram, GapsAndPages) {
  const struct {
    const char* name;
    const char* since;
    const char* before;
    int first, last;
    std::set<int> without;
    const char* missing;
    bool more;
  } cases[] = {
      {"never read: nothing below the page is missed", "", "", 80, 99, {}, "", true},
      {"the page reaches the last poll", "90", "", 85, 99, {}, "", false},
      {"gaps known from the last poll are not told again",
       "90",
       "",
       85,
       99,
       {86, 95},
       "95-95(1)",
       false},
      {"the older page tells what is between", "90", "", 92, 99, {}, "", true},
      {"what was between", "90", "92", 72, 90, {}, "91-91(1)", false},
      {"not reached yet", "50", "", 80, 99, {}, "", true},
      {"between two pages", "50", "80", 60, 77, {}, "78-79(2)", true},
      {"down to the last poll", "50", "60", 51, 59, {52, 53}, "52-53(2)", false},
      {"the same page again", "50", "60", 60, 79, {}, "51-59(0)", false},
      {"the channel's beginning", "", "6", 1, 5, {3}, "3-3(1)", false},
      {"no messages at all", "50", "60", 1, 0, {}, "51-59(9)", false},
  };
  const Source source = telegram();
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    ListContext context = context_of("https://t.me/s/office_news" +
                                     (*c.before ? std::string("?before=") + c.before : ""));
    context.since = context.newest = c.since;
    const auto reading = read_list(source, telegram_page(c.first, c.last, c.without), context);
    ASSERT_TRUE(reading) << reading.error().message;
    EXPECT_EQ(ranges_of(*reading), c.missing);
    EXPECT_EQ(!reading->more.empty(), c.more);
  }
}

TEST(Telegram, WhatIsNoPreview) {
  const Source source = telegram();
  const auto led_on = read_list(source, "<html><body>Telegram: Contact</body></html>",
                                context_of("https://t.me/office_news"));
  ASSERT_FALSE(led_on);
  EXPECT_EQ(led_on.error().kind, ErrorKind::kRefused);
  EXPECT_NE(led_on.error().message.find("no public preview"), std::string::npos);
  const auto other = read_list(source, "<html><body>Sign in</body></html>",
                               context_of("https://t.me/s/office_news"));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, ErrorKind::kMalformed);
  // Another channel's messages are not this channel's.
  const auto foreign = read_list(telegram("another_one"), telegram_page(1, 3),
                                 context_of("https://t.me/s/another_one"));
  ASSERT_TRUE(foreign);
  EXPECT_TRUE(foreign->items.empty());
}

}  // namespace
}  // namespace rasd
