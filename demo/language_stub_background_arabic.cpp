#include "demo/language.h"

namespace rasd {

std::string_view background_arabic() {
  return R"(
@bg.economy.1
H ارتفاع صادرات {gov} {percent} بالمئة
L ارتفعت صادرات محافظة {gov} {percent} بالمئة خلال الربع الماضي، وفق بيانات غرفة الصناعة.
B وقال رئيس الغرفة {man} إن قطاعي الأغذية والنسيج قادا النمو.
B وتوقع خبراء استمرار التحسن حتى نهاية العام.
)";
}

}  // namespace rasd
