#pragma once
#include <string>

#include "reports/digest.h"
#include "reports/wording.h"

namespace rasd {

/// Where the links of a page lead.
struct ReportLinks {
  std::string item_prefix = "/item/";  ///< + item id; empty: link to the publisher's URL instead
};

/// A whole standalone page: inline CSS, no script, no outside resource.
std::string digest_html(const Digest& digest, const Wording& words, const ReportLinks& links = {});
/// A standalone page around a body that was rendered before.
std::string digest_page(Day day, const Wording& words, std::string_view body);
/// The same content without the frame, for a page of the desk. Classes only; rules: report_css().
std::string digest_html_body(const Digest& digest, const Wording& words,
                             const ReportLinks& links = {});
/// For a terminal: `width` columns, wrapped and aligned by display width; texts of the other
/// direction isolated (U+2068 … U+2069).
std::string digest_text(const Digest& digest, const Wording& words, int width = 80);
/// Facts, with the names of codes in the language beside them.
std::string digest_json(const Digest& digest, const Wording& words);

/// "6 outlets, 14 items, first seen 07:10, type: traffic accident": facts only.
std::string why_it_matters(const DigestEntry& entry, const Wording& words, Day day);
/// "first seen 07:10"; of a story older than the day "today 07:10, first seen 3 October": when
/// today's item came, and since when the story is known.
std::string when_seen(const DigestEntry& entry, const Wording& words, Day day);
/// "new", "rising", …; empty when there is nothing to say.
std::string growth_badge(const Growth& growth, const Wording& words);
/// The rule behind the badge: "usual range 3–12 over 28 days", "against 4 the day before, p 0.003".
std::string growth_rule(const Growth& growth, const Wording& words);
/// "Failing since 07:10: HTTP 503".
std::string source_trouble(const DigestSource& source, const Wording& words, Day day);

/// The rules behind the classes of the bodies of digest and trend report, charts included.
std::string report_css();

}  // namespace rasd
