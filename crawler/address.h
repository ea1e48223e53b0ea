#pragma once
#include <sys/socket.h>

#include <string>

namespace rasd {

/// Whether an address is on the public internet: not private, loopback, link-local, shared,
/// multicast, documentation, or an IPv6 form that hides an IPv4 address (RFC 6890, RFC 4291
/// 2.5.5). Asked for the resolved address, so that no name, number form or rebinding leads the
/// crawler into the directorate's own network. Thread-safe.
bool is_public(const sockaddr& address);
/// The same for its text form ("192.0.2.1", "2001:db8::1"); false when it is neither.
bool is_public(const std::string& address);

}  // namespace rasd
