#include "base/digest.h"

#include <gtest/gtest.h>

#include "base/id.h"

namespace rasd {
namespace {

TEST(Digest, IsThatOfTheStandard) {
  // FIPS 180 examples, and lengths about the padding's edges by Python's hashlib.
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_base32(sha1("abc")), "VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5");
  EXPECT_EQ(to_base32(sha1("")), "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
  EXPECT_EQ(to_base32(sha1(std::string(55, 'x'))), "Z33TJOUBUASEPHQJ5NNHLNW5VZRONK7R");
  EXPECT_EQ(to_base32(sha1(std::string(56, 'x'))), "SAJQKNT4EWMVF5HHV6BSH5EA2WPYCM23");
  EXPECT_EQ(to_base32(sha1(std::string(1000, 'x'))), "YPX2NEH2H7OS4JJGQU7O2ZYFHDVBE5RY");
}

}  // namespace
}  // namespace rasd
