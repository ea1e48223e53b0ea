#include "crawler/charset.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace rasd {
namespace {

// "قال وزير المياه إن السدود ممتلئة بعد الأمطار" in the two single-byte encodings.
constexpr char kWindows1256[] =
    "\xDE\xC7\xE1 \xE6\xD2\xED\xD1 \xC7\xE1\xE3\xED\xC7\xE5 \xC5\xE4 \xC7\xE1\xD3\xCF\xE6\xCF "
    "\xE3\xE3\xCA\xE1\xC6\xC9 \xC8\xDA\xCF \xC7\xE1\xC3\xE3\xD8\xC7\xD1";
constexpr char kIso88596[] =
    "\xE2\xC7\xE4 \xE8\xD2\xEA\xD1 \xC7\xE4\xE5\xEA\xC7\xE7 \xC5\xE6 \xC7\xE4\xD3\xCF\xE8\xCF "
    "\xE5\xE5\xCA\xE4\xC6\xC9 \xC8\xD9\xCF \xC7\xE4\xC3\xE5\xD7\xC7\xD1";
constexpr char kArabic[] = "قال وزير المياه إن السدود ممتلئة بعد الأمطار";

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out.append(text).append("\n");
  return out;
}

TEST(Charset, TakesTheOrderThatArabicSitesNeed) {
  const std::string html = "<html><head><meta charset=windows-1256></head><body>";
  const struct {
    const char* name;
    std::string bytes;
    const char* content_type;
    const char* charset;
    const char* source;
  } cases[] = {
      {"mark", "\xEF\xBB\xBFx", "text/html; charset=windows-1256", "UTF-8", "bom"},
      {"UTF-8 declared nowhere", kArabic, "", "UTF-8", "detected"},
      {"UTF-8 declared as windows-1256", kArabic, "text/html; charset=windows-1256", "UTF-8",
       "detected"},
      {"HTTP", kWindows1256, "text/html; charset=\"cp1256\"", "windows-1256", "http"},
      {"meta", html + kWindows1256, "text/html", "windows-1256", "meta"},
      {"server's default against meta", html + kWindows1256, "text/html; charset=ISO-8859-1",
       "windows-1256", "meta"},
      {"declared UTF-8, is not", repeated(kWindows1256, 3), "text/html; charset=utf-8",
       "windows-1256", "detected"},
      {"declared Latin, is Arabic", repeated(kWindows1256, 3), "text/html; charset=iso-8859-1",
       "windows-1256", "detected"},
      {"detected windows", repeated(kWindows1256, 2), "", "windows-1256", "detected"},
      {"detected ISO", repeated(kIso88596, 2), "", "ISO-8859-6", "detected"},
      {"a title without any article",
       "\xE4\xDA\xE3 \xE4\xCD\xE4 \xDD\xED \xCD\xC7\xE1\xC9 \xCD\xD1\xC8", "", "windows-1256",
       "detected"},  // نعم نحن في حالة حرب
      {"Russian is not Arabic",
       "\xCF\xF0\xE8\xE2\xE5\xF2, \xEA\xE0\xEA \xE4\xE5\xEB\xE0? \xD5\xEE\xF0\xEE\xF8\xEE", "",
       "windows-1251", "detected"},  // Привет, как дела? Хорошо
      {"Finnish is not Arabic",
       "Hyv\xE4\xE4 p\xE4iv\xE4\xE4, t\xE4m\xE4 on s\xE4\xE4 t\xE4n\xE4\xE4n", "", "windows-1252",
       "detected"},
      {"XML declaration", "<?xml version='1.0' encoding='iso-8859-6'?>" + repeated(kIso88596, 1),
       "", "ISO-8859-6", "meta"},
      {"UTF-16 by its first angle", std::string("<\0a\0>\0", 6), "", "UTF-16LE", "detected"},
      {"meta that cannot be UTF-16", "<meta charset=utf-16>abc", "", "UTF-8", "meta"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const DecodedText text = decode_page(c.bytes, c.content_type);
    EXPECT_EQ(text.charset, c.charset);
    EXPECT_EQ(name(text.source), c.source);
    EXPECT_TRUE(is_utf8(text.text));
  }
}

TEST(Charset, DecodesBothArabicEncodings) {
  EXPECT_EQ(decode_as(kWindows1256, "windows-1256").value(), kArabic);
  EXPECT_EQ(decode_as(kIso88596, "arabic").value(), kArabic);
  EXPECT_FALSE(decode_as("x", "utf-7"));
  EXPECT_FALSE(decode_as("x", "no-such"));
}

TEST(Charset, AnyBytesBecomeValidUtf8) {
  std::string all;
  for (int round = 0; round < 3; ++round)
    for (int i = 255; i >= 0; --i) all += static_cast<char>(i);
  for (const char* label : {"utf-8", "utf-16le", "utf-16be", "windows-1256", "iso-8859-6", "big5",
                            "gbk", "shift_jis", "euc-jp", "euc-kr", "iso-2022-jp", "iso-8859-16"}) {
    SCOPED_TRACE(label);
    EXPECT_TRUE(is_utf8(decode_as(all, label).value()));
    EXPECT_TRUE(is_utf8(decode_page(all, std::string("text/html;charset=") + label).text));
  }
}

TEST(Charset, KeepsUtf8WithAFewBrokenBytes) {
  const DecodedText text = decode_page(repeated(kArabic, 3) + "\xD8", "text/html; charset=utf-8");
  EXPECT_EQ(text.charset, "UTF-8");
  EXPECT_TRUE(text.text.ends_with("\uFFFD"));
}

TEST(Charset, NamesAreNotStretched) {
  for (const char* label : {"utf-7", "UTF--7", "utf_7", "u.t.f-07", "hz-gb-2312", "iso-2022-kr",
                            "scsu", "bocu-1", "cesu-8", "window\xf4\x90s-874x", "", " "}) {
    SCOPED_TRACE(label);
    const auto text = decode_as("+ADw-script+AD4-", label);
    EXPECT_TRUE(!text || text->find("<script") == std::string::npos);
    EXPECT_FALSE(text && std::string_view(label).find("tf") != std::string_view::npos);
  }
  const auto page = decode_page("<meta charset='window\xf4\x90\x80s-1256'>\xc7\xe1", "");
  EXPECT_TRUE(is_utf8(page.charset)) << page.charset;
}

}  // namespace
}  // namespace rasd
