#include "reports/plain_reasons.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/utf8.h"

namespace rasd {
namespace {

struct Said {
  std::string_view english;  ///< {} stands for anything, {n} for a whole number
  std::string_view arabic;   ///< the same holes in the same order
};

// Closest first: a plain sentence before the pattern that would take it too.
constexpr Said kSaid[] = {
    // answers of servers
    {"the server answered 401", "يطلب الخادم تسجيل دخول (401)"},
    {"the server answered 403", "رفض الخادم الطلب (403)"},
    {"the server answered {n} (gone)", "لم تعد الصفحة موجودة ({n})"},
    {"the server answered 429", "طلب الخادم تخفيف الطلبات (429)"},
    {"the server answered 503", "الخادم غير متاح مؤقتًا (503)"},
    {"the server answered {n} to a plain request", "أجاب الخادم بالرمز {n} عن طلب عادي"},
    {"the server answered {n}", "أجاب الخادم بالرمز {n}"},
    {"HTTP {n}", "أجاب الخادم بالرمز {n}"},
    // the way there
    {"the server was too slow", "تأخّر ردّ الخادم حتى انتهت المهلة"},
    {"the host's name cannot be resolved", "تعذّر العثور على عنوان الموقع"},
    {"no connection to the server", "لا اتصال بالخادم"},
    {"the server does not speak HTTP", "لا يجيب الخادم بلغة HTTP"},
    {"the site's certificate is not valid", "شهادة الموقع غير صالحة"},
    {"too many redirects", "تحويلات أكثر من الحد"},
    {"not an http or https address", "العنوان ليس http ولا https"},
    {"not a web address", "ليس عنوان موقع"},
    {"not an address that can be fetched", "عنوان لا يمكن جلبه"},
    {"the address is not on the public internet", "العنوان ليس على الإنترنت العامة"},
    {"too much was coming in from all sides at once", "وردت مواد كثيرة من مصادر عدّة في آن واحد"},
    {"larger than the limit of {n} bytes", "أكبر من الحد المسموح ({n} بايت)"},
    {"a transfer could not be started", "تعذّر بدء النقل"},
    {"broken gzip data", "بيانات gzip تالفة"},
    {"decodes to more than the limit of {n} bytes", "يتجاوز بعد فكّ الضغط الحدَّ المسموح ({n} بايت)"},
    {"an encoding that was not asked for: {}", "ترميز لم يُطلب: {}"},
    {"Server returned nothing (no headers, no data)", "أغلق الخادم الاتصال دون جواب"},
    {"Failure when receiving data from the peer", "انقطع الاتصال أثناء الاستقبال"},
    {"Failed sending data to the peer", "انقطع الاتصال أثناء الإرسال"},
    {"Transferred a partial file", "انقطع النقل قبل تمامه"},
    {"SSL connect error", "تعذّر الاتصال الآمن بالخادم"},
    // rules of sites, and ours
    {"robots.txt does not allow it", "لا يسمح به ملف robots.txt"},
    {"robots.txt cannot be had", "تعذّر جلب ملف robots.txt"},
    {"its source is watched no more", "لم يعد مصدره مرصودًا"},
    {"the address is too long", "العنوان أطول من الحد"},
    {"the address has too many folders", "في العنوان مجلدات أكثر من الحد"},
    {"the address repeats the same folder", "يكرّر العنوان المجلد نفسه"},
    {"the address is of a year to come", "العنوان لسنة لم تأتِ بعد"},
    // what came is not what was expected
    {"the feed is empty", "الخلاصة فارغة"},
    {"no XML in it", "لا XML فيه"},
    {"neither RSS nor Atom: no feed element in it", "ليست خلاصة RSS ولا Atom"},
    {"JSON, but not a JSON Feed", "ملف JSON لكنه ليس خلاصة"},
    {"JSON: {} at byte {n}", "ملف JSON غير سليم الصياغة عند البايت {n}: {}"},
    {"JSON nested deeper than {n} levels", "ملف JSON أعمق من {n} مستوى"},
    {"JSON of {n} bytes is over the limit of {n}", "ملف JSON حجمه {n} بايت، والحد {n}"},
    {"a feed of {n} bytes is over the limit of {n}", "خلاصة حجمها {n} بايت، والحد {n}"},
    {"a sitemap of {n} bytes is over the limit of {n}", "خريطة موقع حجمها {n} بايت، والحد {n}"},
    {"neither a sitemap nor a list of addresses", "ليس خريطة موقع ولا قائمة عناوين"},
    {"not a timeline: {}", "ليس سجل منشورات: {}"},
    {"not a timeline", "ليس سجل منشورات"},
    {"not a page but {}", "ليس صفحة بل {}"},
    {"the page is behind a paywall", "الصفحة للمشتركين وحدهم"},
    {"the page is a list", "الصفحة قائمة وليست خبرًا"},
    {"line {n}: {}", "السطر {n}: {}"},
    {"not UTF-8", "ليس بترميز UTF-8"},
    {"no id", "بلا معرّف"},
    {"no text", "بلا نص"},
    {"not a time: {}", "ليس وقتًا: {}"},
    {"cannot open {}: No such file or directory", "الملف غير موجود: {}"},
    {"cannot open {}: Permission denied", "لا إذن بفتح الملف: {}"},
    // stages
    {"same text as another item", "نصّها نصّ مادة أخرى"},
    {"brought the crawler down each time it was read", "أسقطت الراصد كلما قُرئت"},
    {"the record cannot be read: {}", "تعذّرت قراءة السجل: {}"},
    {"the spool's entry cannot be read: {}", "تعذّرت قراءة المادة المنتظرة: {}"},
    {"the reader failed on it: {}", "تعثّر القارئ فيها: {}"},
    {"reported as stored, but its article never came", "أُبلغ بحفظها ولم يصل نصّها"},
    {"no such item is stored", "لا مادة محفوظة بهذا المعرّف"},
    // what a request could not have
    {"type at least one word to search for", "اكتب كلمة واحدة على الأقل"},
    {"a search needs at least one word without a minus", "لا بد من كلمة واحدة بلا علامة استثناء"},
    {"the digest of {} is approved; append a correction instead",
     "موجز {} معتمَد: ألحق به تصويبًا بدلًا من تعديله"},
    {"the digest of {} was approved by {} already", "موجز {} اعتمده {} من قبل"},
    {"the digest of {} is not approved yet; change the draft instead",
     "موجز {} لم يُعتمد بعد: عدّل المسودة"},
    {"there are no items in the period: nothing to draw from",
     "لا مواد في هذه الفترة تُسحب منها عينة"},
    {"you audited this item already; undo that tag first",
     "دقّقت هذه المادة من قبل: تراجع عن ذلك الوسم أولًا"},
    // the log of acts
    {"sign-in", "تسجيل دخول"},
    {"sign-in refused", "رفض تسجيل دخول"},
    {"sign-out", "خروج"},
    {"refused", "رفض"},
    {"search", "بحث"},
    {"export", "تصدير"},
    {"archived bytes", "فتح بايتات مؤرشفة"},
    {"audit sample drawn", "سحب عينة تدقيق"},
    {"digest edited", "تحرير موجز"},
    {"digest approved", "اعتماد موجز"},
    {"digest corrected", "تصويب موجز"},
    {"wrong name or password, from {}", "اسم أو كلمة مرور غير صحيحة، من {}"},
    {"too many tries from {}", "محاولات كثيرة من {}"},
    {"from {}", "من {}"},
    {"{}: {n} of {n} items, {n} strata, seed {n}",
     "{}: المواد {n} من {n}، الطبقات {n}، البذرة {n}"},
    {"digest of {}", "موجز {}"},
    {"report {} to {}", "تقرير من {} إلى {}"},
    {"ledger", "السجل"},
    {"{n} tags", "الوسوم: {n}"},
    {"quarantined bytes of {}", "بايتات مادة محجورة {}"},
    {"form token of {}", "رمز نموذج {}"},
    {"an item needs a url or a title", "لا بد للمادة من عنوان صفحة أو عنوان نص"},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The texts that fill the holes, or nothing where the sentence is another one. A hole ends where
// the words behind it begin.
std::optional<std::vector<std::string_view>> match(std::string_view pattern,
                                                   std::string_view text) {
  std::vector<std::string_view> holes;
  while (!pattern.empty()) {
    const bool is_number = pattern.starts_with("{n}");
    if (!is_number && !pattern.starts_with("{}")) {
      if (text.empty() || text.front() != pattern.front()) return std::nullopt;
      pattern.remove_prefix(1);
      text.remove_prefix(1);
      continue;
    }
    pattern.remove_prefix(is_number ? 3 : 2);
    size_t end = text.size();
    if (is_number) {
      end =
          static_cast<size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    } else if (!pattern.empty()) {
      end = text.find(pattern.substr(0, pattern.find('{')));
    }
    if (end == 0 || end == std::string_view::npos) return std::nullopt;
    holes.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  if (!text.empty()) return std::nullopt;
  return holes;
}

std::string number(std::string_view digits, const Wording& words) {
  // Longer than any count that is told here: left as it came.
  if (digits.size() > 15) return std::string(digits);
  return words.number(std::stoll(std::string(digits)));
}

// Fills the holes: numbers in the page's digits, other texts isolated, as they may run the other
// way. The n-th number goes to the n-th {n}, the n-th text to the n-th {}.
std::string filled(const Said& said, const std::vector<std::string_view>& holes,
                   const Wording& words) {
  std::vector<std::string_view> numbers, texts;
  std::string_view pattern = said.english;
  for (const std::string_view hole : holes) {
    pattern.remove_prefix(pattern.find('{'));
    (pattern.starts_with("{n}") ? numbers : texts).push_back(hole);
    pattern.remove_prefix(1);
  }
  std::string out;
  std::string_view rest = said.arabic;
  size_t number_at = 0;
  size_t text_at = 0;
  while (!rest.empty()) {
    if (rest.starts_with("{n}") && number_at < numbers.size()) {
      out += number(numbers[number_at++], words);
      rest.remove_prefix(3);
    } else if (rest.starts_with("{}") && text_at < texts.size()) {
      out += "\u2068" + std::string(texts[text_at++]) + "\u2069";
      rest.remove_prefix(2);
    } else {
      out += rest.front();
      rest.remove_prefix(1);
    }
  }
  return out;
}

std::optional<std::string> in_arabic(std::string_view english, const Wording& words) {
  for (const Said& said : kSaid) {
    if (const auto holes = match(said.english, english)) return filled(said, *holes, words);
  }
  return std::nullopt;
}

}  // namespace

std::string plain_reason(std::string_view english, const Wording& words) {
  const std::string_view whole = trim(english);
  if (words.language() != Language::kArabic) return std::string(whole);
  if (auto said = in_arabic(whole, words)) return std::move(*said);
  // "… (3 tries)": what was said, and how often it was tried.
  const size_t open = whole.rfind(" (");
  if (open != std::string_view::npos && whole.ends_with(" tries)")) {
    const std::string_view count = whole.substr(open + 2, whole.size() - open - 2 - 7);
    const auto said = in_arabic(whole.substr(0, open), words);
    if (said && !count.empty() && count.size() < 10 &&
        std::all_of(count.begin(), count.end(), is_digit)) {
      return words.say(Phrase::kAfterTries,
                       {{"reason", *said}, {"n", int64_t{std::stoll(std::string(count))}}});
    }
  }
  return std::string(whole);
}

}  // namespace rasd
