#include "demo/language.h"

namespace rasd {

std::string_view background_english() {
  return R"(
@bg.economy.1
H Exports from {gov} rise {percent} percent
L Exports from {gov} rose {percent} percent in the last quarter, the chamber of industry said.
B Food and textiles led the growth, according to its chairman, {man}.
B Economists expect the trend to last until the end of the year.
)";
}

}  // namespace rasd
