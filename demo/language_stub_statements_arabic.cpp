#include "demo/language.h"

namespace rasd {

std::string_view statements_arabic() {
  return R"(

)";
}

}  // namespace rasd
