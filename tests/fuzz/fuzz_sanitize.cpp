#include "crawler/html_entity.h"
#include "crawler/sanitize.h"
#include "crawler/xml_repair.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;
using fuzz::require_text;

/// Input: markup from anybody.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string html = to_valid_utf8(fuzz::as_text(data, size));
  static const auto base = parse_url("https://news.example/a/");
  // A byte becomes a reference of six at most; a relative address brings its base along.
  const size_t cap = 32 * size + 64;
  for (const Url* from : {static_cast<const Url*>(nullptr), &*base}) {
    const std::string safe = sanitize_html(html, from);
    require_text(safe, cap, "sanitised markup");
    require(sanitize_html(safe, from) == safe, "sanitising is idempotent", safe);
    const std::string lower = to_lower_ascii(safe);
    for (const char* bad : {"<script", "<style", "<iframe", "<object", "<svg", "<!--", "<meta"})
      require(lower.find(bad) == std::string::npos, "nothing that runs is left", safe);
  }
  require_text(decode_entities(html), html.size() * 2 + 16, "decoded text");
  require_text(html_to_text(html), html.size() * 2 + 16, "plain text");
  std::string escaped;
  append_html_escaped(escaped, html);
  require(decode_entities(escaped) == html, "escaping is undone by decoding", html);

  const std::string mended = repair_xml(html);
  require_text(mended, cap, "mended XML");
  require(repair_xml(mended) == mended, "mending is idempotent", mended);
  return 0;
}
