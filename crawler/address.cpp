#include "crawler/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstring>

namespace rasd {
namespace {

struct Block {
  uint32_t network;
  int bits;
};

// IANA's special-purpose registry (RFC 6890 and later).
constexpr Block kNotPublic[] = {
    {0x00000000, 8},   // this network
    {0x0a000000, 8},   // private
    {0x64400000, 10},  // carrier-grade NAT
    {0x7f000000, 8},   // loopback
    {0xa9fe0000, 16},  // link-local
    {0xac100000, 12},  // private
    {0xc0000000, 24},  // protocol assignments
    {0xc0000200, 24},  // documentation
    {0xc0586300, 24},  // 6to4 relays
    {0xc0a80000, 16},  // private
    {0xc6120000, 15},  // benchmarks
    {0xc6336400, 24},  // documentation
    {0xcb007100, 24},  // documentation
    {0xe0000000, 3},   // multicast, reserved, broadcast
};

bool is_public_ipv4(uint32_t address) {
  for (const Block& block : kNotPublic)
    if ((address ^ block.network) >> (32 - block.bits) == 0) return false;
  return true;
}

bool is_public_ipv6(const unsigned char* a) {
  // Only 2000::/3 is global unicast; that leaves out ::, ::1, mapped, NAT64, fc00::/7, fe80::/10
  // and multicast. Inside it: Teredo and 6to4 carry an IPv4 address, 2001:db8::/32 is for papers.
  if ((a[0] & 0xe0) != 0x20) return false;
  if (a[0] == 0x20 && a[1] == 0x02) return false;
  if (a[0] == 0x20 && a[1] == 0x01 && a[2] < 0x02) return false;  // 2001::/23, Teredo among them
  return !(a[0] == 0x20 && a[1] == 0x01 && a[2] == 0x0d && a[3] == 0xb8);
}

}  // namespace

bool is_public(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return is_public_ipv4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    return is_public_ipv6(in.sin6_addr.s6_addr);
  }
  return false;
}

bool is_public(const std::string& address) {
  in_addr v4{};
  if (inet_pton(AF_INET, address.c_str(), &v4) == 1) return is_public_ipv4(ntohl(v4.s_addr));
  in6_addr v6{};
  if (inet_pton(AF_INET6, address.c_str(), &v6) == 1) return is_public_ipv6(v6.s6_addr);
  return false;
}

}  // namespace rasd
