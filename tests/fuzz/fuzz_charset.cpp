#include "crawler/charset.h"
#include "crawler/charset_detect.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;
using fuzz::require_text;

/// Input: a Content-Type (or a label), a newline, the bytes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto input = fuzz::cut(fuzz::as_text(data, size));
  // A byte becomes three of UTF-8 at most, in a few East Asian tables two characters.
  const size_t cap = 6 * size + 16;
  const DecodedText page = decode_page(input.body, input.head);
  require_text(page.text, cap, "decoded page");
  require(!page.charset.empty() && is_utf8(page.charset), "the charset has a name", page.charset);
  // What is valid UTF-8 and has letters beyond ASCII is UTF-8, whatever is declared.
  const std::string marked = "\xEF\xBB\xBF" + page.text;
  require(
      decode_page(marked, input.head).text == page.text || page.text.starts_with("\xEF\xBB\xBF"),
      "decoded text stays as it is");
  require(decode_page(page.text, input.head).text.size() <= 3 * page.text.size() + 16,
          "decoding again is bounded");

  if (const auto text = decode_as(input.body, input.head)) require_text(*text, cap, "decoded text");
  for (const char* label : {"windows-1256", "iso-8859-6", "utf-16le", "utf-16be", "gb18030",
                            "shift_jis", "iso-2022-jp", "euc-kr", "big5"}) {
    const auto text = decode_as(input.body, label);
    require(text.has_value(), "WHATWG's labels are known", label);
    require_text(*text, cap, label);
  }
  const std::string_view declared = declared_charset(input.body);
  require(declared.size() <= input.body.size(), "what is declared stands in the bytes");
  const auto* declared_name = find_charset(declared);
  require(guess_charset(input.body, declared_name).lead >= 0, "nothing is likelier than the guess");
  return 0;
}
