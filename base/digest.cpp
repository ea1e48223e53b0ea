#include "base/digest.h"

#include <sodium.h>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace rasd {
namespace {

using Sha1State = std::array<uint32_t, 5>;

/// FIPS 180-4, 6.1.2: one block of 64 bytes.
void add_block(Sha1State& state, const unsigned char* block) {
  std::array<uint32_t, 80> w{};
  for (size_t t = 0; t < 16; ++t)
    w[t] = uint32_t{block[4 * t]} << 24 | uint32_t{block[4 * t + 1]} << 16 |
           uint32_t{block[4 * t + 2]} << 8 | uint32_t{block[4 * t + 3]};
  for (size_t t = 16; t < 80; ++t) w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
  // No structured binding: clang 14 lets no lambda capture one.
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
  const auto round = [&](uint32_t f, uint32_t k, uint32_t word) {
    const uint32_t next = std::rotl(a, 5) + f + e + k + word;
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  };
  size_t t = 0;
  for (; t < 20; ++t) round((b & c) | (~b & d), 0x5a827999, w[t]);
  for (; t < 40; ++t) round(b ^ c ^ d, 0x6ed9eba1, w[t]);
  for (; t < 60; ++t) round((b & c) | (b & d) | (c & d), 0x8f1bbcdc, w[t]);
  for (; t < 80; ++t) round(b ^ c ^ d, 0xca62c1d6, w[t]);
  state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::string raw(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(raw.data()),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return raw;
}

std::string sha1(std::string_view bytes) {
  Sha1State state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  const size_t whole = bytes.size() / 64 * 64;
  for (size_t at = 0; at < whole; at += 64) add_block(state, data + at);
  // The rest, a one bit, zeros, and the length in bits as 64 bits: one block or two.
  std::array<unsigned char, 128> tail{};
  const size_t rest = bytes.size() - whole;
  if (rest > 0) std::memcpy(tail.data(), data + whole, rest);
  tail[rest] = 0x80;
  const size_t padded = rest < 56 ? 64 : 128;
  const uint64_t bits = uint64_t{bytes.size()} * 8;
  for (size_t i = 0; i < 8; ++i) tail[padded - 1 - i] = static_cast<unsigned char>(bits >> (8 * i));
  for (size_t at = 0; at < padded; at += 64) add_block(state, tail.data() + at);
  std::string raw;
  for (const uint32_t word : state)
    for (int shift = 24; shift >= 0; shift -= 8) raw += static_cast<char>(word >> shift);
  return raw;
}

std::string to_base32(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  uint32_t window = 0;
  int bits = 0;
  for (const char c : bytes) {
    window = (window << 8) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) out += kDigits[(window >> (bits - 5)) & 31];
  }
  if (bits > 0) out += kDigits[(window << (5 - bits)) & 31];
  while (out.size() % 8 != 0) out += '=';
  return out;
}

}  // namespace rasd
