#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "crawler/url.h"
#include "crawler/url_host.h"

namespace rasd {
namespace {

/// Query parameters that only say how a reader came, never what is read. By name, whole; a name
/// ending in "*" by its start.
constexpr std::string_view kTracking[] = {
    // campaigns, as analytics programs write them
    "utm_*", "mtm_*", "matomo_*", "pk_*", "piwik_*", "hsa_*", "at_medium", "at_campaign",
    "at_custom*", "at_link*", "at_format", "at_bbc_team", "at_ptr_name", "ns_mchannel", "ns_source",
    "ns_campaign", "ns_linkname", "ns_fee", "xtor", "ocid", "ncid", "cmpid", "s_cid", "s_kwcid",
    "mkt_tok", "trk", "trkcampaign", "wprov", "smid", "smtyp", "ref_src", "ref_url",
    // clicks, as advertisers and networks count them
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid",
    "srsltid", "msclkid", "yclid", "ysclid", "_openstat", "twclid", "ttclid", "li_fat_id", "epik",
    "rdt_cid", "irclickid", "tblci", "dicbo", "igshid", "igsh", "mibextid", "__cft__*", "__tn__",
    "fb_action_ids", "fb_action_types", "fb_source", "action_object_map", "__twitter_impression",
    "share_id", "_branch_match_id", "_branch_referrer",
    // readers, as mailers and analytics follow them
    "mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "__hstc", "__hssc", "__hsfp",
    "hsctatracking", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "wickedid",
    "ml_subscriber", "ml_subscriber_hash", "guccounter", "guce_referrer", "guce_referrer_sig",
    // sessions
    "phpsessid", "jsessionid", "aspsessionid*"};

bool is_tracking(std::string_view name) {
  const std::string lower = to_lower_ascii(name);
  return std::any_of(std::begin(kTracking), std::end(kTracking), [&](std::string_view known) {
    return known.back() == '*' ? lower.starts_with(known.substr(0, known.size() - 1))
                               : lower == known;
  });
}

/// A parameter that only asks for the AMP rendering.
bool is_amp(std::string_view name, std::string_view value) {
  return (name == "amp" && (value.empty() || value == "1" || value == "true")) ||
         (name == "outputType" && value == "amp") || name == "amp_js_v" || name == "amp_gsa";
}

std::string kept_query(std::string_view query) {
  std::string out;
  for (size_t start = 0; start <= query.size();) {
    const size_t end = std::min(query.find('&', start), query.size());
    const auto pair = query.substr(start, end - start);
    start = end + 1;
    if (pair.empty()) continue;
    const size_t equals = std::min(pair.find('='), pair.size());
    const auto name = pair.substr(0, equals);
    const auto value = equals < pair.size() ? pair.substr(equals + 1) : std::string_view();
    if (is_tracking(name) || is_amp(name, value)) continue;
    if (!out.empty()) out += '&';
    out += pair;
  }
  return out;
}

/// RFC 3986 6.2.2: hex digits in one case, and what needs no encoding not encoded. Arabic addresses
/// are seen as %d8%ae and as %D8%AE.
std::string plain_escapes(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto value = [](char c) {
    const char upper = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    return kHex.find(upper);
  };
  std::string out;
  out.reserve(text.size());
  size_t lone = kHex.npos;  // place in `out` of a per cent sign that begins no escape
  for (size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size();
    const size_t high = escape ? value(text[i + 1]) : kHex.npos;
    const size_t low = escape ? value(text[i + 2]) : kHex.npos;
    if (high == kHex.npos || low == kHex.npos) {
      if (text[i] == '%') lone = out.size();
      out += text[i];
      continue;
    }
    const char c = static_cast<char>(high * 16 + low);
    const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                            (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    // A digit must not complete an escape that nobody wrote: "%%36%31" is not "%61".
    const bool completes = lone != kHex.npos && out.size() - lone <= 2 && value(c) != kHex.npos;
    if (unreserved && !completes) {
      out += c;
    } else {
      out += '%';
      out += kHex[high];
      out += kHex[low];
    }
    i += 2;
  }
  return out;
}

/// "m.example.com" and "amp.example.com" are "www." or bare on the desktop; which of the two is
/// not known here, so the label goes and `www.` is dropped for comparing elsewhere, not here. A
/// domain that is itself called "m", in "m.jo" or "m.com.jo", is none of these.
std::string plain_host(std::string host) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view label : {"m.", "amp.", "mobile."}) {
      if (!host.starts_with(label) || site_of(host).size() == host.size()) continue;
      host.erase(0, label.size());
      again = true;
    }
  }
  return host;
}

/// The path without one ending that names no other page; false when there is none. Index pages
/// are left alone: which of them is the folder's own, only the server knows.
bool cut_tail(std::string& path) {
  for (const std::string_view tail : {"/amp/", "/amp"}) {
    // "/amp" alone is a section of that name, not a rendering.
    if (path.size() <= tail.size() + 1 || !path.ends_with(tail)) continue;
    path.resize(path.size() - tail.size());
    if (tail.back() == '/') path += '/';
    return true;
  }
  constexpr std::string_view kSession = ";jsessionid=";
  const size_t session = to_lower_ascii(path).rfind(kSession);
  if (session == std::string::npos || path.find('/', session) != std::string::npos) return false;
  path.resize(session);
  return true;
}

constexpr std::array<std::string_view, 14> kRegistryLabels = {
    "com", "co", "org", "net", "gov", "edu", "ac", "mil", "sch", "info", "biz", "or", "ne", "go"};
constexpr std::array<std::string_view, 13> kManyOwners = {
    "blogspot.com", "wordpress.com", "github.io",    "medium.com", "substack.com",
    "tumblr.com",   "netlify.app",   "vercel.app",   "weebly.com", "wixsite.com",
    "pages.dev",    "web.app",       "herokuapp.com"};

}  // namespace

std::string canonical_url(const Url& url) {
  if (!url.is_web()) {
    Url plain = url;
    plain.fragment.reset();
    return plain.href();
  }
  Url out = url;
  out.fragment.reset();
  out.username.clear();
  out.password.clear();
  // Each until nothing is left to cut, so that a canonical address is its own.
  while (out.host && out.host->size() > 1 && out.host->back() == '.') out.host->pop_back();
  if (out.host) out.host = plain_host(std::move(*out.host));
  // Without its dots "0x7f.." is an address by number.
  if (out.host && *out.host != *url.host)
    if (auto host = parse_host(*out.host, HostKind::kDomain)) out.host = std::move(*host);
  out.path = plain_escapes(out.path);
  while (cut_tail(out.path)) {
  }
  if (out.query) {
    std::string query = kept_query(plain_escapes(*out.query));
    if (query.empty())
      out.query.reset();
    else
      out.query = std::move(query);
  }
  return out.href();
}

std::string canonical_url(std::string_view text) {
  const auto url = parse_url(text);
  return url ? canonical_url(*url) : std::string(text);
}

std::string site_of(std::string_view host) {
  if (host.empty() || host[0] == '[') return std::string(host);
  while (!host.empty() && host.back() == '.') host.remove_suffix(1);
  const bool address = host.find_first_not_of("0123456789.") == std::string_view::npos;
  if (address) return std::string(host);
  const auto tail = [&](size_t labels) {
    size_t at = host.size();
    while (labels-- > 0 && at != std::string_view::npos && at > 0) at = host.rfind('.', at - 1);
    return at == std::string_view::npos || at == 0 ? host : host.substr(at + 1);
  };
  const auto two = tail(2);
  const auto dot = two.find('.');
  size_t labels = 2;
  if (dot != std::string_view::npos && two.size() - dot - 1 == 2 &&
      std::find(kRegistryLabels.begin(), kRegistryLabels.end(), two.substr(0, dot)) !=
          kRegistryLabels.end())
    labels = 3;
  if (std::find(kManyOwners.begin(), kManyOwners.end(), two) != kManyOwners.end()) labels = 3;
  return std::string(tail(labels));
}

bool same_site(const Url& a, const Url& b) {
  return a.host && b.host && !a.host->empty() && site_of(*a.host) == site_of(*b.host);
}

}  // namespace rasd
