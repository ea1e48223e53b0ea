#include "web/own_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/utf8.h"

namespace rasd {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit)) {
    return false;
  }
  int port = 0;
  for (const char c : text) port = port * 10 + (c - '0');
  return port >= 1 && port <= 65535;
}

/// Cuts ":PORT" off. False when what follows the host is no port.
bool cut_port(std::string_view& host, std::string_view& port) {
  const size_t bracket = host.starts_with('[') ? host.find(']') : 0;
  if (bracket == std::string_view::npos) return false;
  const size_t colon = host.find(':', bracket);
  if (colon == std::string_view::npos) return true;
  port = host.substr(colon + 1);
  host = host.substr(0, colon);
  return is_port(port);
}

/// A name of letters, digits, dots and hyphens (RFC 1123 2.1), or an IPv6 literal in brackets.
bool is_host(std::string_view host) {
  if (host.size() > 2 && host.starts_with('[') && host.ends_with(']')) {
    return usual_address(host.substr(1, host.size() - 2)).find(':') != std::string::npos;
  }
  if (host.empty() || host.size() > 253) return false;
  for (size_t start = 0; start <= host.size();) {
    const size_t end = std::min(host.find('.', start), host.size());
    const std::string_view label = host.substr(start, end - start);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') {
      return false;
    }
    if (!std::all_of(label.begin(), label.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; })) {
      return false;
    }
    start = end + 1;
  }
  return true;
}

}  // namespace

Result<PublicUrl> parse_public_url(std::string_view url) {
  static constexpr std::string_view kScheme = "https://";
  const std::string lower = to_lower_ascii(url);
  std::string_view host = lower;
  std::string_view port;
  if (host.starts_with(kScheme)) {
    host.remove_prefix(kScheme.size());
    if (cut_port(host, port) && is_host(host)) {
      PublicUrl read{std::string(host), std::string(kScheme) + std::string(host)};
      // Browsers leave a scheme's own port out (RFC 6454 6.2).
      if (!port.empty() && port != "443") read.origin += ":" + std::string(port);
      return read;
    }
  }
  return fail(ErrorKind::kConfiguration,
              "write the https address that people type, without a path, such as "
              "\"https://rasd.example\"");
}

std::string usual_address(std::string_view literal) {
  const std::string text(literal);
  if (text.size() != std::strlen(text.c_str())) return {};
  std::array<char, INET6_ADDRSTRLEN> out{};
  in_addr four{};
  in6_addr six{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) {
    inet_ntop(AF_INET, &four, out.data(), out.size());
  } else if (inet_pton(AF_INET6, text.c_str(), &six) == 1) {
    if (IN6_IS_ADDR_V4MAPPED(&six)) {
      inet_ntop(AF_INET, &six.s6_addr[12], out.data(), out.size());
    } else {
      inet_ntop(AF_INET6, &six, out.data(), out.size());
    }
  }
  return out.data();
}

bool is_own_host(std::string_view host, const std::vector<std::string>& further) {
  const std::string lower = to_lower_ascii(host);
  std::string_view bare = lower;
  std::string_view port;
  if (!cut_port(bare, port)) return false;
  if (bare == "localhost" || bare == "[::1]") return true;
  in_addr four{};
  // inet_pton takes four decimal numbers and nothing else: no octal, no "127.1", no name.
  if (inet_pton(AF_INET, std::string(bare).c_str(), &four) == 1 &&
      bare.find('\0') == std::string_view::npos && ntohl(four.s_addr) >> 24 == 127) {
    return true;
  }
  return std::find(further.begin(), further.end(), bare) != further.end();
}

std::string visitor_address(const HttpRequest& request, std::string_view trusted_proxy) {
  if (trusted_proxy.empty() || usual_address(request.remote) != trusted_proxy) {
    return request.remote;
  }
  std::string_view said;
  for (const auto& [name, value] : request.headers) {
    if (name == "x-forwarded-for") said = value;
  }
  if (const size_t comma = said.rfind(','); comma != std::string_view::npos) {
    said = said.substr(comma + 1);
  }
  while (!said.empty() && (said.front() == ' ' || said.front() == '\t')) said.remove_prefix(1);
  while (!said.empty() && (said.back() == ' ' || said.back() == '\t')) said.remove_suffix(1);
  std::string forwarded = usual_address(said);
  return forwarded.empty() ? request.remote : forwarded;
}

}  // namespace rasd
