#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace rasd {

enum class HostKind { kDomain, kOpaque };

/// Reads a host as the WHATWG standard does (3.5 "host parser"): IPv6 in brackets, IPv4 in any of
/// its numeric spellings, else a domain through percent-decoding and UTS 46; `kOpaque` is the form
/// of schemes that browsers do not know, which is only percent-encoded. Gives the serialised host.
/// Fails with kMalformed, also for what is longer than kLongestHost (a name in DNS has 253 bytes;
/// the standard knows no bound). Thread-safe.
inline constexpr size_t kLongestHost = 16384;
Result<std::string> parse_host(std::string_view text, HostKind kind);

/// The Unicode form of an ASCII host ("xn--…" labels shown as they are read), for people.
std::string host_for_display(std::string_view host);

/// Percent-decodes every %XX (WHATWG 1.3).
std::string percent_decode(std::string_view text);

}  // namespace rasd
