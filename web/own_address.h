#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "web/http_server.h"

namespace rasd {

/// The address under which people reach the desk through a TLS proxy.
struct PublicUrl {
  std::string host;    ///< lower case, without port: "rasd.example"
  std::string origin;  ///< as browsers write it in Origin: "https://rasd.example"
};

/// Reads "https://HOST" or "https://HOST:PORT": no path, user, query or fragment. Fails with
/// kConfiguration and the words "write …".
Result<PublicUrl> parse_public_url(std::string_view url);

/// An IPv4 or IPv6 literal in its one usual form (an IPv4-mapped one as IPv4); empty when it is
/// none.
std::string usual_address(std::string_view literal);

/// Whether a Host header (RFC 9110 7.2) names this desk: an IPv4 literal in 127.0.0.0/8, [::1],
/// "localhost" or one of `further` (lower case, without port), each with or without a port. The
/// whole of it must match: a page of another origin may resolve a name of its own, such as
/// "127.0.0.1.evil.example", to loopback and would then read us as itself.
bool is_own_host(std::string_view host, const std::vector<std::string>& further);

/// Where a visitor comes from, for brakes and the audit log: the connection's address, except that
/// a connection from `trusted_proxy` (usual form; empty: nobody) is asked for the last address of
/// its last X-Forwarded-For header. That one the proxy wrote itself; those before it anybody can.
std::string visitor_address(const HttpRequest& request, std::string_view trusted_proxy);

}  // namespace rasd
