#include "store/search_folding.h"

#include <string>

namespace rasd {
namespace {

bool is_letter(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z');
}

int plain_tokens(std::string_view text, void* context, SearchTokenSink emit) {
  std::string form;
  for (size_t at = 0; at < text.size();) {
    if (!is_letter(text[at])) {
      ++at;
      continue;
    }
    const size_t start = at;
    form.clear();
    for (; at < text.size() && is_letter(text[at]); ++at)
      form += text[at] >= 'A' && text[at] <= 'Z' ? static_cast<char>(text[at] + 32) : text[at];
    if (const int rc = emit(context, form, start, at)) return rc;
  }
  return 0;
}

}  // namespace

SearchFolding plain_folding() { return {plain_tokens, "plain"}; }

}  // namespace rasd
