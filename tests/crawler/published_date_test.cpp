#include "crawler/published_date.h"

#include <gtest/gtest.h>

#include "crawler/date_in_url.h"

namespace rasd {
namespace {

// All relative cases are read at this moment: a Tuesday.
const char* const kNow = "2026-11-24T12:00:00Z";

TEST(PublishedDate, ReadsWhatFeedsAndPagesWrite) {
  struct Case {
    const char* text;
    const char* expected;  // "" for none
    const char* language = "";
  };
  const Case cases[] = {
      // ISO 8601, RFC 3339
      {"2026-11-24", "2026-11-24"},
      {"2026-11-24T10:30:00Z", "2026-11-24T10:30:00Z"},
      {"2026-11-24T10:30:00+03:00", "2026-11-24T10:30:00+03:00"},
      {"2026-11-24T10:30:00.123+0300", "2026-11-24T10:30:00+03:00"},
      {"2026-11-24T10:30", "2026-11-24T10:30:00Z"},
      {"2026/11/4 9:05", "2026-11-04T09:05:00Z"},
      {"20261124T103000", "2026-11-24T10:30:00Z"},
      {"20261124", "2026-11-24"},
      {"2019年11月20日 08:00", "2019-11-20T08:00:00Z"},
      // RFC 822
      {"Tue, 24 Nov 2026 10:30:00 GMT", "2026-11-24T10:30:00Z"},
      {"Tue, 24 Nov 2026 10:30:00 +0300", "2026-11-24T10:30:00+03:00"},
      {"24 Nov 26 10:30 EST", "2026-11-24T10:30:00-05:00"},
      // English
      {"November 24, 2026", "2026-11-24"},
      {"Nov. 4, 2026, 6:05 p.m. ET", "2026-11-04T18:05:00Z"},
      {"Published: 24th of November 2026 at 12:15 am", "2026-11-24T00:15:00Z"},
      {"Tuesday 24 November 2026 10.30pm", "2026-11-24T22:30:00Z"},
      {"10:48, Tue, Nov 19, 2019", "2019-11-19T10:48:00Z"},
      // Arabic
      {"24 تشرين الثاني 2026 - 10:30", "2026-11-24T10:30:00Z"},
      {"الثلاثاء، 24 نوفمبر 2026 10:30 م", "2026-11-24T22:30:00Z"},
      {"الثلاثاء ٢٤ تشرين الثاني / نوفمبر ٢٠٢٦", "2026-11-24"},
      {"نشر بتاريخ: 5 كانون الأول 2025 الساعة 08:15 صباحاً", "2025-12-05T08:15:00Z"},
      {"٢٤/١١/٢٠٢٦", "2026-11-24"},
      {"3 أيّار 2024", "2024-05-03"},
      {"1 أغسطس 2015م", "2015-08-01"},
      {"آخر تحديث: 2026-11-24 | 01:20 مساء", "2026-11-24T13:20:00Z"},
      {"24 نونبر 2025 - 10:00 بتوقيت غرينتش", "2025-11-24T10:00:00Z"},
      {"الخميس 12 جويلية 2018", "2018-07-12"},
      {"24 نوفمبر 2026، 10:30 GMT+3", "2026-11-24T10:30:00+03:00"},
      // both calendars: the Gregorian day counts
      {"14 جمادى الآخرة 1448هـ الموافق 24 نوفمبر 2026", "2026-11-24"},
      {"1 رمضان 1446", "2025-03-01"},
      // numeric: the day first unless American; never after the reference
      {"04/11/2026", "2026-11-04"},
      {"04/11/2026", "2026-04-11", "en-US"},
      {"12/03/2026", "2026-03-12"},
      {"11/24/2026", "2026-11-24"},
      {"05/12/2026", "2026-05-12"},
      {"24.11.2025 08:00", "2025-11-24T08:00:00Z"},
      // other languages
      {"24. März 2021", "2021-03-24"},
      {"le 3 février 2020 à 14h05", "2020-02-03T14:05:00Z"},
      {"7 de agosto de 2019", "2019-08-07"},
      {"20 ноября 2019", "2019-11-20"},
      // relative
      {"منذ 3 ساعات", "2026-11-24T09:00:00Z"},
      {"قبل ساعتين", "2026-11-24T10:00:00Z"},
      {"منذ ساعة", "2026-11-24T11:00:00Z"},
      {"قبل ٥ دقائق", "2026-11-24T11:55:00Z"},
      {"منذ يومين", "2026-11-22"},
      {"قبل ثلاثة أيام", "2026-11-21"},
      {"أمس", "2026-11-23"},
      {"اليوم 08:20", "2026-11-24T08:20:00Z"},
      {"الأحد الماضي", "2026-11-22"},
      {"3 hours ago", "2026-11-24T09:00:00Z"},
      {"an hour ago", "2026-11-24T11:00:00Z"},
      {"2 days ago", "2026-11-22"},
      {"yesterday 14:00", "2026-11-23T14:00:00Z"},
      {"24 نوفمبر", "2026-11-24"},
      {"30 December", "2025-12-30"},
      {"1795516200", "2026-11-24T10:30:00Z"},
      {"1795516200000", "2026-11-24T10:30:00Z"},
      // none
      {"", ""},
      {"لا تاريخ هنا", ""},
      {"31/02/2026", ""},
      {"2027-03-01", ""},
      {"1234", ""},
      {"قرأه 3 آلاف", ""},
      {"may be 5", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const auto date = read_date(c.text, {*parse_rfc3339(kNow), c.language});
    EXPECT_EQ(date ? to_string(*date) : "", c.expected);
  }
}

TEST(PublishedDate, WithoutAReferenceNothingIsRelative) {
  for (const char* text : {"منذ 3 ساعات", "yesterday", "24 نوفمبر"}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(read_date(text));
  }
}

TEST(PublishedDate, IsBoundedOnHostileText) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "1/2/";
  EXPECT_FALSE(read_date(text).has_value() && read_date(text)->at == Instant{});
  EXPECT_FALSE(read_date("99999999999999999999999999"));
  EXPECT_FALSE(read_date("5705819400000")) << "milliseconds of 2150";
}

TEST(DateInUrl, ReadsTheDay) {
  const struct {
    const char* url;
    const char* expected;
  } cases[] = {
      {"https://a.example/2026/11/24/title", "2026-11-24"},
      {"https://a.example/2026/1/4/title", "2026-01-04"},
      {"https://a.example/news-2026-11-24.html", "2026-11-24"},
      {"https://a.example/20261124/x", "2026-11-24"},
      {"https://a.example/id/1020261124", ""},
      {"https://a.example/2026/13/24/", ""},
      {"https://a.example/article/12345678", ""},
      {"", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.url);
    const auto date = date_in_url(c.url);
    EXPECT_EQ(date ? to_string(*date) : "", c.expected);
  }
}

}  // namespace
}  // namespace rasd
