#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "reports/digest.h"
#include "reports/wording.h"

namespace rasd {

/// A digest as it was approved: every rendering in both languages, kept as text, so that it stays
/// as signed whatever the store and the program become. And what was appended to it since.

/// The JSON that DigestBook keeps: {"v":1,"html":{"ar":…,"en":…},"text":{…},"facts":{…}}; `html` is
/// a body for digest_page, `text` is 80 columns wide, `facts` are objects of digest_json.
std::string sign_digest(const Digest& digest, const TimeZone& zone);

/// A part of it in a language. Empty when it is not there: digests signed by early versions have no
/// `text`, and their `facts` are one object, in Arabic, which stands for both languages.
enum class SignedPart { kHtml, kText, kFacts };
std::string signed_part(std::string_view frozen, SignedPart part, const Wording& words);

/// What somebody appended to a signed digest.
struct Correction {
  std::string text;
  std::string who;
  Instant at{};
};
std::string to_json(const Correction& correction);
/// Fails with kMalformed.
Result<Correction> parse_correction(std::string_view json);

/// The signed digest with its corrections behind it, three ways: a standalone page, plain text, and
/// the facts with a list "corrections". A text that was not signed is read off the signed page.
/// Empty when there is nothing of the kind.
struct SignedDigest {
  Day day{};
  std::string frozen;
  std::vector<Correction> corrections;
};
std::string signed_html(const SignedDigest& digest, const Wording& words);
std::string signed_text(const SignedDigest& digest, const Wording& words);
std::string signed_json(const SignedDigest& digest, const Wording& words);

}  // namespace rasd
