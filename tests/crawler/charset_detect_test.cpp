#include "crawler/charset_detect.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <sstream>

#include "crawler/charset.h"
#include "crawler/mojibake.h"

namespace rasd {
namespace {

/// `text` (UTF-8) in the encoding that ICU calls `name`; empty where it cannot be written so.
std::string written_in(std::string_view text, const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* to = ucnv_open(name, &status);
  UConverter* from = ucnv_open("UTF-8", &status);
  EXPECT_TRUE(U_SUCCESS(status)) << name;
  ucnv_setFromUCallBack(to, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::string out(text.size() * 8 + 16, '\0');
  char* target = out.data();
  const char* source = text.data();
  ucnv_convertEx(to, from, &target, out.data() + out.size(), &source, text.data() + text.size(),
                 nullptr, nullptr, nullptr, nullptr, true, true, &status);
  ucnv_close(to);
  ucnv_close(from);
  if (U_FAILURE(status)) return {};
  out.resize(static_cast<size_t>(target - out.data()));
  return out;
}

/// From a title's length up, every way in which Arabic was ever put on a page.
TEST(CharsetDetect, ReadsArabicInEveryEncoding) {
  const char* const texts[] = {
      "تعادل سلبي",
      "خبر عاجل",
      "نعم نحن في حالة حرب",
      "حريق كبير في عمان",
      "انقطاع المياه عن مناطق شرق العاصمة",
      "وفاة شخصين وإصابة ثالث بحادث سير على طريق المطار",
      "الأرصاد: أمطار غزيرة وتحذير من السيول",
      "بالصور... افتتاح مهرجان جرش",
      "ما هي أسباب ارتفاع أسعار الخضار؟",
      "مدرب المنتخب: جاهزون لمباراة العراق",
      "رسالة من معلم متقاعد إلى طلبته في اليوم الأول من المدرسة",
      "5 نصائح لشرب الشاي بعد الأكل",
      "ألغت المحكمة قرار فصل موظفة وألزمت الشركة دفع رواتبها",
      "قرر مجلس الوزراء، في جلسته التي عقدها أمس الأحد، تمديد العمل بنظام حوافز تشغيل الشباب حتى "
      "نهاية العام؛ وقال ناطق باسم المجلس إن القرار يشمل محافظات الجنوب.",
  };
  const struct {
    const char* icu;
    const char* charset;
  } encodings[] = {{"windows-1256", "windows-1256"},
                   {"ISO-8859-6", "ISO-8859-6"},
                   {"ibm-720", "cp720"},
                   {"UTF-8", "UTF-8"},
                   {"UTF-16LE", "UTF-16LE"},
                   {"UTF-16BE", "UTF-16BE"}};
  for (const char* text : texts)
    for (const auto& encoding : encodings) {
      SCOPED_TRACE(std::string(encoding.icu) + ": " + text);
      const std::string bytes = written_in(text, encoding.icu);
      if (bytes.empty()) continue;  // DOS had no Arabic question mark
      EXPECT_EQ(decode_page(bytes, "").text, text);
      const std::string page = "<html><head><title>" + std::string(text) +
                               "</title><style>p{color:red}</style></head><body><p class=\"a\">" +
                               text + "</p></body></html>";
      const DecodedText read = decode_page(written_in(page, encoding.icu), "text/html");
      EXPECT_EQ(read.text, page);
      EXPECT_EQ(read.charset, encoding.charset);
    }
}

/// Whatever is declared, the Arabic is read: servers say Latin, templates say UTF-8.
TEST(CharsetDetect, ADeclarationThatTheBytesRefuteIsNone) {
  const std::string text = "أعلنت وزارة الصحة تسجيل إصابات جديدة وشفاء عدد من المرضى";
  for (const char* icu : {"windows-1256", "ISO-8859-6"})
    for (const char* declared : {"utf-8", "iso-8859-1", "windows-1252", "windows-1251",
                                 "iso-8859-6", "windows-1256", "no-such"}) {
      SCOPED_TRACE(std::string(icu) + " declared as " + declared);
      const std::string bytes = written_in(text, icu);
      EXPECT_EQ(decode_page(bytes, std::string("text/html; charset=") + declared).text, text);
      EXPECT_EQ(decode_page("<meta charset=" + std::string(declared) + ">" + bytes, "").text,
                "<meta charset=" + std::string(declared) + ">" + text);
    }
}

TEST(CharsetDetect, AFittingDeclarationStands) {
  const struct {
    const char* name;
    const char* text;
    const char* label;
  } cases[] = {
      {"French in windows-1256, of the Maghreb", "Le président a été reçu à l'école",
       "windows-1256"},
      {"Russian", "Новости дня", "windows-1251"},
      {"Hungarian", "Szép időben", "iso-8859-2"},
      {"Turkish", "Bugün hava güneşli", "windows-1254"},
      {"Persian", "خبر ويژه پرونده گفتگو", "windows-1256"},
      {"Spanish", "mañana más", "iso-8859-1"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const DecodedText read =
        decode_page(written_in(c.text, c.label), std::string("text/html; charset=") + c.label);
    EXPECT_EQ(read.text, c.text);
    EXPECT_EQ(read.source, CharsetSource::kHttp);
  }
}

TEST(CharsetDetect, TellsLanguagesAndTheirEncodings) {
  const struct {
    const char* text;
    const char* encodings;
  } cases[] = {
      {"Сегодня утром в центре столицы открылась выставка современных художников.",
       "windows-1251 KOI8-R ISO-8859-5 ibm-866 macos-7_3-10.2 ibm-855"},
      {"Днес сутринта в центъра на столицата беше открита изложба на съвременни художници.",
       "windows-1251 ISO-8859-5"},
      {"Сьогодні вранці у столиці відкрилася виставка сучасних художників її країни.",
       "windows-1251 KOI8-U"},
      {"Σήμερα το πρωί άνοιξε στο κέντρο της πόλης μια έκθεση ζωγραφικής.",
       "windows-1253 ISO-8859-7"},
      {"הבוקר נפתחה במרכז העיר תערוכה של ציירים צעירים", "windows-1255 ISO-8859-8"},
      {"เช้านี้มีการเปิดนิทรรศการภาพวาดที่ใจกลางเมือง", "windows-874"},
      {"Dnes ráno byla v centru města otevřena výstava mladých malířů.", "windows-1250 ISO-8859-2"},
      {"Dziś rano w centrum miasta otwarto wystawę młodych malarzy. Wstęp wolny, są też książki.",
       "windows-1250 ISO-8859-2"},
      {"Ma reggel a belvárosban megnyílt a fiatal festők kiállítása, amely őszig látható.",
       "windows-1250 ISO-8859-2"},
      {"Bu sabah şehir merkezinde genç ressamların sergisi açıldı ve büyük ilgi gördü.",
       "windows-1254"},
      {"Ce matin, une exposition de jeunes peintres a été inaugurée à l'hôtel de ville.",
       "windows-1252 macintosh"},
      {"Heute früh wurde im Zentrum eine Ausstellung junger Künstler eröffnet. Für Schüler frei.",
       "windows-1252"},
      {"Šiandien ryte miesto centre atidaryta jaunų dailininkų paroda, ją pamatyti galės visi.",
       "windows-1257 ISO-8859-13 ISO-8859-4"},
      {"今朝、市の中心で若い画家の展覧会が開かれました。", "Shift_JIS EUC-JP ISO-2022-JP"},
      {"오늘 아침 시내에서 젊은 화가들의 전시회가 열렸습니다.", "EUC-KR ISO-2022-KR"},
      {"今天早上，市中心举办了青年画家的展览。 (Xinhua)", "gb18030 HZ"},
      {"今天早上，市中心舉辦了青年畫家的展覽。", "Big5"},
      {"今天早上，市中心举办了青年画家的展览。欢迎大家 2026 年再来参观，谢谢。",
       "UTF-16LE UTF-16BE UTF-32LE UTF-32BE"},
  };
  for (const auto& c : cases) {
    std::istringstream names(c.encodings);
    for (std::string icu; names >> icu;) {
      SCOPED_TRACE(icu + ": " + c.text);
      std::string bytes = written_in(c.text, icu.c_str());
      if (icu == "ISO-2022-KR") bytes = "\x1B$)C" + bytes;  // a header that ICU leaves out
      ASSERT_FALSE(bytes.empty());
      EXPECT_EQ(decode_page(bytes, "").text, c.text);
    }
  }
}

TEST(CharsetDetect, FormsAreNotSeenWhereThereAreNone) {
  using namespace std::string_view_literals;
  for (const auto text : {"abc\0de"sv, "\0"sv, "plain text with one \0 in it, and more words"sv,
                          "~{ only an opening"sv, "\x1B[31mred\x1B[0m"sv, ""sv, "a"sv}) {
    SCOPED_TRACE(std::string(text));
    EXPECT_EQ(charset_by_form(text), "");
  }
}

TEST(CharsetDetect, TheGuessIsTheLikeliest) {
  const std::string bytes = written_in("وصلت الطائرة إلى مطار العقبة", "windows-1256");
  const auto* latin = find_charset("windows-1252");
  const CharsetGuess guess = guess_charset(bytes, latin);
  EXPECT_EQ(guess.charset->name, "windows-1256");
  EXPECT_TRUE(guess.arabic);
  EXPECT_GT(guess.lead, 50);
  EXPECT_EQ(guess_charset("ascii").charset, latin);
  EXPECT_EQ(guess_charset(bytes, guess.charset).lead, 0);
}

TEST(Mojibake, IsMendedWhereItIsSure) {
  const struct {
    const char* name;
    std::string text, mended;
    size_t characters;
  } cases[] = {
      {"Arabic through windows-1252", "Ø§Ù„Ø£Ø±Ø¯Ù† Ø§Ù„ÙŠÙˆÙ…", "الأردن اليوم", 12 - 1},
      {"Arabic through windows-1256", "ط§ظ„ط£ط±ط¯ظ† ط§ظ„ظٹظˆظ…", "الأردن اليوم", 12 - 1},
      {"beside text that is right", "عمان: Ø§Ù„Ø£Ø±Ø¯Ù†", "عمان: الأردن", 6},
      {"French", "Ã©tÃ© Ã\u00A0 l'Ã©cole, cafÃ©", "été à l'école, café", 5},
      {"quotes", "itâ€™s â€œgoodâ€\u009D news", "it’s “good” news", 3},
      {"one accent may be meant", "the byte pair Ã© is", "the byte pair Ã© is", 0},
      {"capitals before quotes", "« CAFÉ» et « PRÉ» et « BLÉ»", "« CAFÉ» et « PRÉ» et « BLÉ»", 0},
      {"Arabic as it should be", "ضغط، وسط؛ حظ؟ وط، «لفظ»", "ضغط، وسط؛ حظ؟ وط، «لفظ»", 0},
      {"Portuguese capitals", "NÃO, SÃO, ÓRGÃOS: ATENÇÃO", "NÃO, SÃO, ÓRGÃOS: ATENÇÃO", 0},
      {"empty", "", "", 0},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    std::string text = c.text;
    EXPECT_EQ(mend_mojibake(text), c.characters);
    EXPECT_EQ(text, c.mended);
  }
  const DecodedText page = decode_page("<p>Ø§Ù„Ø£Ø±Ø¯Ù†</p>", "text/html; charset=utf-8");
  EXPECT_EQ(page.text, "<p>الأردن</p>");
  EXPECT_EQ(page.mended, 6u);
}

}  // namespace
}  // namespace rasd
