#include "crawler/boilerplate.h"

#include <string>

#include "base/utf8.h"
#include "crawler/date_words.h"

namespace rasd {
namespace {

// Longer lines are sentences of the article, whatever they begin with.
constexpr size_t kTalkBytes = 260;

// Folded as fold_date_text does: lower case, alef and ta marbuta unified.
constexpr std::string_view kOpenings[] = {"read more:",
                                          "read also",
                                          "also read",
                                          "read next",
                                          "related:",
                                          "related stories",
                                          "related articles",
                                          "see also:",
                                          "more on this",
                                          "more:",
                                          "more from",
                                          "don't miss",
                                          "don’t miss",
                                          "dont miss",
                                          "recommended",
                                          "most read",
                                          "trending",
                                          "subscribe to",
                                          "subscribe now",
                                          "sign up",
                                          "get the latest",
                                          "follow us",
                                          "follow @",
                                          "like us on",
                                          "like this story",
                                          "click here to",
                                          "share this",
                                          "share on",
                                          "advertisement",
                                          "advert",
                                          "sponsored",
                                          "download our app",
                                          "download the app",
                                          "join us on",
                                          "have a tip?",
                                          "first published on",
                                          "watch:",
                                          "watch more",
                                          "read the full story",
                                          "continue reading",
                                          "story continues",
                                          "loading...",
                                          "you may also like",
                                          "you might also like",
                                          "your email address",
                                          "leave a comment",
                                          "©",
                                          "اقرا ايضا",
                                          "اقرا المزيد",
                                          "اقرا كذلك",
                                          "اقراوا ايضا",
                                          "اقرا اكثر",
                                          "طالع ايضا",
                                          "طالع المزيد",
                                          "شاهد ايضا",
                                          "شاهد :",
                                          "شاهد:",
                                          "انظر ايضا",
                                          "للمزيد من",
                                          "لمزيد من",
                                          "المزيد من",
                                          "المزيد:",
                                          "موضوعات متعلقه",
                                          "موضوعات ذات صله",
                                          "مواضيع ذات صله",
                                          "مواضيع متعلقه",
                                          "اخبار ذات صله",
                                          "اخبار متعلقه",
                                          "مقالات ذات صله",
                                          "قد يهمك",
                                          "قد يعجبك",
                                          "ذات صله",
                                          "تابعونا",
                                          "تابعنا",
                                          "تابع اخر",
                                          "تابع قناتنا",
                                          "اشترك",
                                          "اشتركوا",
                                          "انضم الي",
                                          "انضموا",
                                          "لمتابعه",
                                          "لمتابعتنا",
                                          "للاشتراك",
                                          "شارك هذا",
                                          "شارك الخبر",
                                          "شارك المقال",
                                          "مشاركه",
                                          "حمل تطبيق",
                                          "حملوا تطبيق",
                                          "اعلان",
                                          "اعلانات",
                                          "جميع الحقوق محفوظه",
                                          "حقوق النشر",
                                          "كلمات مفتاحيه",
                                          "كلمات دلاليه",
                                          "الكلمات المفتاحيه",
                                          "الوسوم",
                                          "وسوم:",
                                          "طباعه",
                                          "طبعت هذه الصفحه",
                                          "الاكثر قراءه",
                                          "الاكثر مشاهده",
                                          "اضف تعليق",
                                          "اترك تعليق",
                                          "التعليقات",
                                          "رابط مختصر",
                                          "نسخ الرابط"};

}  // namespace

bool is_site_talk(std::string_view line) {
  if (line.size() > kTalkBytes) return false;
  const std::string folded = fold_date_text(line);
  std::string_view text = folded;
  while (!text.empty() && (text[0] == ' ' || text[0] == '*' || text[0] == '-' || text[0] == '[' ||
                           text[0] == '(' || text[0] == '>'))
    text.remove_prefix(1);
  for (const std::string_view opening : kOpenings)
    if (text.substr(0, opening.size()) == opening) return true;
  return false;
}

}  // namespace rasd
