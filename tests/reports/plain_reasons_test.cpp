#include "reports/plain_reasons.h"

#include <gtest/gtest.h>

#include "tests/reports/invented_store.h"

namespace rasd {
namespace {

TEST(PlainReasons, SaidInArabic) {
  const Wording words(Language::kArabic, amman());
  const struct {
    const char* english;
    const char* arabic;
  } cases[] = {
      {"the server answered 500", "أجاب الخادم بالرمز 500"},
      {"the server answered 403", "رفض الخادم الطلب (403)"},
      {"the server answered 404 (gone)", "لم تعد الصفحة موجودة (404)"},
      {"the server answered 503 (3 tries)", "الخادم غير متاح مؤقتًا (503)، بعد 3 محاولات"},
      {"the server was too slow (2 tries)", "تأخّر ردّ الخادم حتى انتهت المهلة، بعد محاولتين"},
      {"the host's name cannot be resolved", "تعذّر العثور على عنوان الموقع"},
      {"no connection to the server", "لا اتصال بالخادم"},
      {"the site's certificate is not valid", "شهادة الموقع غير صالحة"},
      {"robots.txt does not allow it", "لا يسمح به ملف robots.txt"},
      {"larger than the limit of 4194304 bytes", "أكبر من الحد المسموح (4,194,304 بايت)"},
      {"JSON: Invalid value. at byte 12",
       "ملف JSON غير سليم الصياغة عند البايت 12: \u2068Invalid value.\u2069"},
      {"not a page but image/png", "ليس صفحة بل \u2068image/png\u2069"},
      {"d-1: 140 of 407 items, 28 strata, seed 1",
       "\u2068d-1\u2069: المواد 140 من 407، الطبقات 28، البذرة 1"},
      // unknown: as it came
      {"", ""},
      {"a new kind of trouble", "a new kind of trouble"},
      {"a new kind of trouble (3 tries)", "a new kind of trouble (3 tries)"},
      {"the server answered ", "the server answered"},
      {"the server answered 99999999999999999999", "أجاب الخادم بالرمز 99999999999999999999"},
      {"the server answered 500 and more", "the server answered 500 and more"},
      {"not a page but ", "not a page but"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.english);
    EXPECT_EQ(plain_reason(c.english, words), c.arabic);
  }
}

TEST(PlainReasons, EnglishStaysAndDigitsFollowThePage) {
  const Wording english(Language::kEnglish, amman());
  EXPECT_EQ(plain_reason("the server answered 500", english), "the server answered 500");
  const Wording indic(Language::kArabic, amman(), Digits::kArabicIndic);
  EXPECT_EQ(plain_reason("the server answered 500", indic), "أجاب الخادم بالرمز ٥٠٠");
}

}  // namespace
}  // namespace rasd
