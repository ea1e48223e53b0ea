#include "demo/language.h"

namespace rasd {

std::string_view posts_arabic() {
  return R"(
@post.f
شكرا لكل [نشمي|رجل أمن] سهران على راحتنا في {city}
@post.a
وين الدوريات في {quarter}؟ من ساعة متصلين وما حدا رد
@post.m
في دورية واقفة على {road} والسير ماشي
@post.x
صباح الخير يا أهل {city}، كيف الجو عندكم؟
)";
}

}  // namespace rasd
