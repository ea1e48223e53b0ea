#include <gtest/gtest.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/id.h"
#include "base/utf8.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

TEST(Clock, ReadsRfc3339) {
  struct Case {
    const char* name;
    const char* text;
    const char* expected;  // nullptr: must fail
  };
  const Case cases[] = {
      {"utc", "2026-11-24T08:30:00Z", "2026-11-24T08:30:00Z"},
      {"offset", "2026-11-24T08:30:00+03:00", "2026-11-24T05:30:00Z"},
      {"fraction is dropped", "2026-11-24T08:30:00.123Z", "2026-11-24T08:30:00Z"},
      {"date alone", "2026-11-24", "2026-11-24T00:00:00Z"},
      {"no such day", "2026-02-30", nullptr},
      {"trailing words", "2026-11-24T08:30:00Z now", nullptr},
      {"empty", "", nullptr},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const auto at = parse_rfc3339(c.text);
    ASSERT_EQ(at.has_value(), c.expected != nullptr);
    if (at) {
      EXPECT_EQ(to_rfc3339(*at), c.expected);
    }
  }
}

TEST(Clock, TheDirectoratesDayIsItsZones) {
  const auto zone = TimeZone::open("Asia/Amman");
  ASSERT_TRUE(zone) << zone.error().message;
  const Instant late = *parse_rfc3339("2026-11-23T22:30:00Z");  // 01:30 of the next day in Amman
  EXPECT_EQ(to_string(zone->day_of(late)), "2026-11-24");
  EXPECT_EQ(to_rfc3339(zone->start_of(*parse_day("2026-11-24"))), "2026-11-23T21:00:00Z");
  // A day on which the clocks went forward at midnight starts at 01:00 local.
  EXPECT_EQ(to_string(zone->day_of(zone->start_of(*parse_day("2022-02-25")))), "2022-02-25");
  EXPECT_FALSE(TimeZone::open("Asia/Nowhere"));
}

TEST(Id, DependsOnEveryPart) {
  EXPECT_EQ(content_id({"a", "b"}).size(), 32u);
  EXPECT_NE(content_id({"ab", "c"}), content_id({"a", "bc"}));
  EXPECT_EQ(from_base64(to_base64(std::string("\0\xff x", 4))), std::string("\0\xff x", 4));
}

TEST(File, GzipIsCapped) {
  const std::string text(1 << 20, 'x');
  const std::string packed = gzip(text);
  EXPECT_EQ(*gunzip(packed, text.size()), text);
  EXPECT_EQ(gunzip(packed, text.size() - 1).error().kind, ErrorKind::kRefused);
  EXPECT_EQ(*gunzip(packed + packed, 2 * text.size()), text + text);
  EXPECT_EQ(gunzip(packed + packed, 2 * text.size() - 1).error().kind, ErrorKind::kRefused);
  EXPECT_EQ(*gunzip(gzip("") + packed + gzip("") + "junk", text.size()), text);
  EXPECT_EQ(*gunzip(gzip(""), 0), "");
  EXPECT_EQ(gunzip("\x1f\x8bnonsense", 100).error().kind, ErrorKind::kMalformed);
}

TEST(File, WritesWholeOrNotAtAll) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "a", "one"));
  ASSERT_TRUE(write_file(folder / "a", "two"));
  EXPECT_EQ(*read_file(folder / "a"), "two");
  EXPECT_EQ(read_file(folder / "b").error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(read_file(folder / "a", 2).error().kind, ErrorKind::kRefused);
}

TEST(Utf8, RepairsAndTrims) {
  EXPECT_TRUE(is_utf8("الأمن العام"));
  EXPECT_FALSE(is_utf8("\xd8"));
  EXPECT_EQ(to_valid_utf8("a\xd8"), "a\xEF\xBF\xBD");
  EXPECT_EQ(squeeze_spaces("  حادث \n\t سير\xC2\xA0 "), "حادث سير");
  EXPECT_EQ(clip_utf8("حادث", 3), "ح");
}

TEST(Utf8, TakesBidiControlsOut) {
  const std::pair<std::string, std::string> cases[] = {
      {"plain", "plain"},
      {"a\u202Eb\u202Cc", "abc"},
      {"a\u2066b\u2069", "ab"},
      {"tab\tand\nline", "tab\tand\nline"},
      {std::string("nul\0x", 5), "nulx"},
      {"bell\x07", "bell"},
      {"رصد\u200Fعلامة", "رصد\u200Fعلامة"},
  };
  for (const auto& [in, out] : cases) {
    SCOPED_TRACE(out);
    EXPECT_EQ(without_bidi_controls(in), out);
  }
}

}  // namespace
}  // namespace rasd
