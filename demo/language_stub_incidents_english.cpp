#include "demo/language.h"

namespace rasd {

std::string_view incidents_english() {
  return R"(

)";
}

}  // namespace rasd
