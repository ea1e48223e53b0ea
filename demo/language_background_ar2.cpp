#include "demo/language.h"

namespace rasd {

std::string_view background_arabic_2() {
  return R"(
)";
}

}  // namespace rasd
