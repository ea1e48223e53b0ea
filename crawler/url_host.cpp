#include "crawler/url_host.h"

#include <unicode/idna.h>
#include <unicode/stringpiece.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>

#include "base/utf8.h"

namespace rasd {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// WHATWG 3.2 "forbidden host code point".
bool is_forbidden_host(char c) {
  return std::string_view("\0\t\n\r #/:<>?@[\\]^|", 17).find(c) != std::string_view::npos;
}
/// "forbidden domain code point": also controls, "%" and DEL.
bool is_forbidden_domain(char c) {
  return is_forbidden_host(c) || (static_cast<unsigned char>(c) < 0x20) || c == '%' || c == '\x7f';
}

const icu::IDNA* uts46() {
  static const std::unique_ptr<const icu::IDNA> made = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<const icu::IDNA>(icu::IDNA::createUTS46Instance(
        UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII |
            UIDNA_NONTRANSITIONAL_TO_UNICODE,
        status));
  }();
  return made.get();
}

/// What the standard's ToASCII (CheckHyphens and VerifyDnsLength false) does not mind.
constexpr uint32_t kTolerated = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

/// A label "xn--" must decode to something that is not ASCII (UTS 46 4.1, validity 4 as of
/// Unicode 15.1); ICU 72 still lets "xn--" and "xn--a-" pass.
bool has_hollow_ace_label(std::string_view host) {
  for (size_t start = 0; start <= host.size();) {
    const size_t dot = std::min(host.find('.', start), host.size());
    const auto label = host.substr(start, dot - start);
    if (label.substr(0, 4) == "xn--" && (label.size() == 4 || label.back() == '-')) return true;
    start = dot + 1;
  }
  return false;
}

/// What UTS 46 maps as of Unicode 16 and ICU 72 (Unicode 15.0) does not: capital sharp s is sharp
/// s, three capitals and a corrected ideograph have small forms, old format controls are dropped.
/// A domain only; it is mapped again by ICU.
std::string newer_mappings(std::string_view domain) {
  std::string out;
  out.reserve(domain.size());
  for (size_t at = 0; at < domain.size();) {
    const char32_t c = next_code_point(domain, at);
    if (c == 0x180E || (c >= 0x206A && c <= 0x206F)) continue;
    switch (c) {
      case 0x04C0:
        append_utf8(out, 0x04CF);
        break;
      case 0x1E9E:
        append_utf8(out, 0x00DF);
        break;
      case 0x2132:
        append_utf8(out, 0x214E);
        break;
      case 0x2183:
        append_utf8(out, 0x2184);
        break;
      case 0x2F868:
        append_utf8(out, 0x36FC);
        break;
      default:
        append_utf8(out, c);
    }
  }
  return out;
}

/// WHATWG 3.3 "domain to ASCII", not strict: what is ASCII already is only lower-cased, even where
/// its "xn--" labels decode to nothing (browsers agreed on that in 2024).
std::optional<std::string> domain_to_ascii(std::string_view given) {
  bool ascii = true;
  for (const char c : given) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
  if (ascii) return to_lower_ascii(given);
  const std::string domain = newer_mappings(given);
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  icu::IDNAInfo info;
  UErrorCode status = U_ZERO_ERROR;
  uts46()->nameToASCII_UTF8(icu::StringPiece(domain.data(), static_cast<int32_t>(domain.size())),
                            sink, info, status);
  if (U_FAILURE(status) || (info.getErrors() & ~kTolerated)) return std::nullopt;
  if (has_hollow_ace_label(out)) return std::nullopt;
  return out;
}

/// WHATWG 3.5 "IPv4 number parser"; nothing when it is no number. Saturates past 2^40.
std::optional<uint64_t> ipv4_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  unsigned base = 10;
  if (text.size() >= 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.size() >= 2 && text[0] == '0') {
    base = 8;
    text.remove_prefix(1);
  }
  uint64_t value = 0;
  for (const char c : text) {
    const int digit = hex_value(c);
    if (digit < 0 || static_cast<unsigned>(digit) >= base) return std::nullopt;
    value = std::min<uint64_t>(value * base + static_cast<unsigned>(digit), uint64_t{1} << 40);
  }
  return value;
}

/// WHATWG 3.5 "ends in a number checker".
bool ends_in_number(std::string_view host) {
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  const size_t dot = host.rfind('.');
  const auto last = dot == std::string_view::npos ? host : host.substr(dot + 1);
  if (last.empty()) return false;
  bool digits = true;
  for (const char c : last) digits = digits && is_digit(c);
  if (digits) return true;
  return last.size() >= 2 && last[0] == '0' && (last[1] == 'x' || last[1] == 'X') &&
         ipv4_number(last).has_value();
}

std::optional<std::string> parse_ipv4(std::string_view host) {
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  std::array<uint64_t, 4> numbers{};
  size_t count = 0;
  for (size_t start = 0; start <= host.size();) {
    const size_t dot = std::min(host.find('.', start), host.size());
    const auto value = ipv4_number(host.substr(start, dot - start));
    if (!value || count == 4) return std::nullopt;
    numbers[count++] = *value;
    start = dot + 1;
  }
  for (size_t i = 0; i + 1 < count; ++i)
    if (numbers[i] > 255) return std::nullopt;
  if (numbers[count - 1] >= uint64_t{1} << (8 * (5 - count))) return std::nullopt;
  uint64_t address = numbers[count - 1];
  for (size_t i = 0; i + 1 < count; ++i) address += numbers[i] << (8 * (3 - i));
  char text[20];
  std::snprintf(text, sizeof text, "%u.%u.%u.%u", static_cast<unsigned>(address >> 24) & 255,
                static_cast<unsigned>(address >> 16) & 255,
                static_cast<unsigned>(address >> 8) & 255, static_cast<unsigned>(address) & 255);
  return text;
}

/// The dotted tail of an IPv6 address, into two pieces.
bool parse_ipv4_tail(std::string_view text, std::array<uint16_t, 8>& pieces, size_t& piece) {
  if (piece > 6) return false;
  size_t at = 0;
  int seen = 0;
  while (at < text.size()) {
    if (seen > 0) {
      if (text[at] != '.' || seen >= 4) return false;
      ++at;
    }
    if (at >= text.size() || !is_digit(text[at])) return false;
    int value = -1;
    while (at < text.size() && is_digit(text[at])) {
      const int digit = text[at] - '0';
      if (value == 0) return false;
      value = value < 0 ? digit : value * 10 + digit;
      if (value > 255) return false;
      ++at;
    }
    pieces[piece] = static_cast<uint16_t>(pieces[piece] * 256 + value);
    if (++seen == 2 || seen == 4) ++piece;
  }
  return seen == 4;
}

/// WHATWG 3.5 "IPv6 parser".
std::optional<std::array<uint16_t, 8>> parse_ipv6(std::string_view text) {
  std::array<uint16_t, 8> pieces{};
  size_t piece = 0;
  std::optional<size_t> compress;
  size_t at = 0;
  const auto at_char = [&](size_t i) { return i < text.size() ? text[i] : '\0'; };
  if (at_char(0) == ':') {
    if (at_char(1) != ':') return std::nullopt;
    at = 2;
    compress = ++piece;
  }
  while (at < text.size()) {
    if (piece == 8) return std::nullopt;
    if (text[at] == ':') {
      if (compress) return std::nullopt;
      ++at;
      compress = ++piece;
      continue;
    }
    uint32_t value = 0;
    size_t length = 0;
    while (length < 4 && at < text.size() && hex_value(text[at]) >= 0) {
      value = value * 16 + static_cast<uint32_t>(hex_value(text[at]));
      ++at;
      ++length;
    }
    if (at_char(at) == '.' && at < text.size()) {
      if (length == 0) return std::nullopt;
      if (!parse_ipv4_tail(text.substr(at - length), pieces, piece)) return std::nullopt;
      at = text.size();
      break;
    }
    if (at < text.size() && text[at] == ':') {
      ++at;
      if (at == text.size()) return std::nullopt;
    } else if (at < text.size()) {
      return std::nullopt;
    }
    pieces[piece++] = static_cast<uint16_t>(value);
  }
  if (compress) {
    size_t swaps = piece - *compress;
    piece = 7;
    while (piece != 0 && swaps > 0) {
      std::swap(pieces[piece], pieces[*compress + swaps - 1]);
      --piece;
      --swaps;
    }
  } else if (piece != 8) {
    return std::nullopt;
  }
  return pieces;
}

/// The longest run of two or more zero pieces becomes "::" (WHATWG 3.6, RFC 5952).
std::string to_text(const std::array<uint16_t, 8>& pieces) {
  size_t best = 8;
  size_t best_length = 1;
  for (size_t i = 0; i < 8; ++i) {
    size_t length = 0;
    while (i + length < 8 && pieces[i + length] == 0) ++length;
    if (length > best_length) {
      best = i;
      best_length = length;
    }
  }
  std::string out = "[";
  for (size_t i = 0; i < 8; ++i) {
    if (i == best) {
      out += i == 0 ? "::" : ":";
      i += best_length - 1;
      continue;
    }
    char piece[8];
    std::snprintf(piece, sizeof piece, "%x", pieces[i]);
    out += piece;
    if (i != 7) out += ':';
  }
  return out + "]";
}

std::optional<std::string> parse_opaque(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_forbidden_host(c)) return std::nullopt;
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x1f && byte < 0x7f) {
      out += c;
      continue;
    }
    char encoded[4];
    std::snprintf(encoded, sizeof encoded, "%%%02X", byte);
    out += encoded;
  }
  return out;
}

std::optional<std::string> parse_domain(std::string_view text) {
  const auto ascii = domain_to_ascii(to_valid_utf8(percent_decode(text)));
  if (!ascii || ascii->empty()) return std::nullopt;
  for (const char c : *ascii)
    if (is_forbidden_domain(c)) return std::nullopt;
  return ends_in_number(*ascii) ? parse_ipv4(*ascii) : ascii;
}

}  // namespace

std::string percent_decode(std::string_view text) {
  if (text.find('%') == std::string_view::npos) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

Result<std::string> parse_host(std::string_view text, HostKind kind) {
  // ICU's mapping moves the rest of the name at each change, so a long one costs its square.
  if (text.size() > kLongestHost)
    return fail(ErrorKind::kMalformed, "a host of " + std::to_string(text.size()) + " bytes");
  std::optional<std::string> host;
  if (!text.empty() && text[0] == '[') {
    if (text.back() == ']')
      if (const auto pieces = parse_ipv6(text.substr(1, text.size() - 2))) host = to_text(*pieces);
  } else {
    host = kind == HostKind::kOpaque ? parse_opaque(text) : parse_domain(text);
  }
  if (!host) return fail(ErrorKind::kMalformed, "not a host: '" + to_valid_utf8(text) + "'");
  return *host;
}

std::string host_for_display(std::string_view host) {
  if (host.find("xn--") == std::string_view::npos) return std::string(host);
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  icu::IDNAInfo info;
  UErrorCode status = U_ZERO_ERROR;
  uts46()->nameToUnicodeUTF8(icu::StringPiece(host.data(), static_cast<int32_t>(host.size())), sink,
                             info, status);
  if (U_FAILURE(status) || (info.getErrors() & ~kTolerated)) return std::string(host);
  return out;
}

}  // namespace rasd
