#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rasd {

/// A parsed address by the WHATWG URL standard (the reading of browsers): what was percent-encoded
/// or IDNA-mapped is so already, and href() is its one serialisation. All members are ASCII.
struct Url {
  std::string scheme;               ///< lower case, without the colon: "https"
  std::string username, password;   ///< percent-encoded
  std::optional<std::string> host;  ///< "example.com", "[::1]"; nothing for mailto: and the like
  std::optional<uint16_t> port;     ///< nothing when absent or the scheme's own
  std::string path;                 ///< "/a/b", or the whole of an opaque path ("mailto:" …)
  bool opaque_path = false;
  std::optional<std::string> query;     ///< without "?"
  std::optional<std::string> fragment;  ///< without "#"

  std::string href() const;
  /// Host and port as they stand in an address: "example.com:8080".
  std::string authority() const;
  /// "https://example.com:8080", or "null" for schemes without a host.
  std::string origin() const;
  bool is_web() const { return scheme == "http" || scheme == "https"; }
};

/// The longest address that is read: longer ones are traps or attacks, and no news site has them.
inline constexpr size_t kMaxUrlBytes = size_t{64} << 10;

/// Reads an address, relative to `base` when there is one (WHATWG URL 4.4 "basic URL parser",
/// UTF-8). Hosts go through UTS 46 of ICU, non-transitional. Fails with kMalformed. Thread-safe.
Result<Url> parse_url(std::string_view text, const Url* base = nullptr);

/// `text` resolved against the absolute address `base`, which only a relative one needs; empty when
/// it cannot be read. For callers that keep addresses as text.
std::string resolve_url(std::string_view text, std::string_view base);

/// The one address for all addresses that name the same article, so that it is fetched and counted
/// once. Drops the fragment, tracking and session parameters (utm_*, fbclid, ;jsessionid, …),
/// credentials and an empty query; writes escapes in one way (RFC 3986 6.2.2). Sorts nothing,
/// unifies no scheme and leaves index pages (an id may depend on order). AMP and mobile forms
/// become the plain one only where the shape is unmistakable: a host label "amp.", "m." or
/// "mobile." before the site's own, a last path segment "amp", a query "amp", "outputType=amp".
std::string canonical_url(const Url& url);
/// The same for text; what cannot be read comes back as it is.
std::string canonical_url(std::string_view text);

/// The registrable domain, approximated without the public suffix list: the last two labels, three
/// where the last but one is a registry's (com.jo, co.uk, gov.eg, …), and one more under the known
/// hosts of many owners (blogspot.com, wordpress.com, github.io, …). An IP address is itself.
std::string site_of(std::string_view host);
/// Whether two addresses belong to one owner's site, by site_of. False without a host.
bool same_site(const Url& a, const Url& b);

}  // namespace rasd
