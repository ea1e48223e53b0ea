#include <algorithm>

#include "crawler/date_in_url.h"
#include "crawler/url.h"
#include "crawler/url_host.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;

namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void look_at(const Url& url, size_t input) {
  const std::string href = url.href();
  require(is_ascii(href), "an address is ASCII", href);
  require(href.find_first_of("\r\n\t") == std::string::npos, "an address is one line", href);
  // A byte becomes three at most; IDNA may lengthen a host's label, which has 63 bytes then.
  require(href.size() <= 16 * input + 64, "an address is bounded");
  const auto again = parse_url(href);
  require(again.has_value(), "what was written is read", href);
  require(again->href() == href, "writing is idempotent", href + " -> " + again->href());

  const std::string canonical = canonical_url(url);
  require(canonical_url(std::string_view(canonical)) == canonical, "canonical is idempotent",
          canonical + " -> " + canonical_url(std::string_view(canonical)));
  // A host that becomes a number without its dots has 15 bytes then.
  require(canonical.size() <= href.size() + 16, "canonical is bounded by the address", href);
  require(same_site(url, *again) == url.host.has_value() || (url.host && url.host->empty()),
          "an address is of its own site", href);
  if (url.host) {
    const std::string site = site_of(*url.host);
    require(site_of(site) == site, "site_of is idempotent", site);
    require(is_utf8(host_for_display(*url.host)), "a shown host is UTF-8", *url.host);
  }
  date_in_url(href);
}

}  // namespace

/// Input: a base address, a newline, an address.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto input = fuzz::cut(fuzz::as_text(data, size));
  const auto base = parse_url(input.head);
  if (base) look_at(*base, size);
  const auto url = parse_url(input.body, base ? &*base : nullptr);
  if (url) look_at(*url, size);
  require(resolve_url(input.body, input.head) == (url ? url->href() : ""), "text reads as values");
  site_of(input.body);
  percent_decode(input.body);
  return 0;
}
