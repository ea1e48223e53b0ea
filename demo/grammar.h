#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "demo/random.h"

namespace rasd {

/// What is known of one event, by slot name: "city" → "تل الندى".
using Facts = std::map<std::string, std::string, std::less<>>;

/// Whether a sentence that is in use already may be used again when nothing fresh is left.
enum class Reuse { kAllowed, kNever };

/// A headline and its paragraphs.
struct Composed {
  std::string headline;
  std::vector<std::string> paragraphs;
  std::string lead;  ///< the first paragraph as it is written in the grammar, slots open
};

/// The text with its first letter (ASCII) in upper case: for the start of an English sentence.
std::string capitalised(std::string text);

/// Hand-written sentences with slots, by section. The notation, one sentence a line:
///
///     @name             starts a section
///     H …  L …  B …     a headline, a lead, a body paragraph; `B! …` stands in every text
///     anything else     an alternative of the section
///     {slot}            a fact of that name, or else an alternative of the section of that name
///     [a|b|]            one of these (not nested)
///     # …               a remark (a tag has no space after its #)
///
/// Thread-safe once built.
class Grammar {
 public:
  explicit Grammar(std::initializer_list<std::string_view> texts);

  bool has(std::string_view section) const;
  /// How many sentences stand in it (headlines, leads and bodies included).
  size_t size() const;
  /// The names of the sections that start with `prefix`, sorted.
  std::vector<std::string> sections(std::string_view prefix) const;
  /// Plain alternatives of a section.
  const std::vector<std::string>& lines(std::string_view section) const;

  /// The sentence with its slots and choices filled. An unknown slot stays as "{slot}", which the
  /// tests look for.
  std::string expand(std::string_view sentence, const Facts& facts, Random& random) const;

  /// A text from a section's headlines, leads and bodies: one lead and up to `bodies` body
  /// paragraphs in the order written. Where there are as many headlines as leads they belong
  /// together in their order. Sentences named in `used` are avoided while others remain,
  /// and those taken are added to it, so that two writers of one event share no sentence.
  /// With Reuse::kNever the text has as many paragraphs as fresh sentences allow, and none when no
  /// lead is left.
  Composed compose(std::string_view section, const Facts& facts, size_t bodies, Random& random,
                   std::set<std::string>& used, Reuse reuse = Reuse::kAllowed) const;

 private:
  struct Section {
    std::vector<std::string> lines, heads, leads, bodies;  ///< bodies keep their "!" in front
  };
  const Section& section(std::string_view name) const;
  std::string take(const std::vector<std::string>& from, Random& random,
                   std::set<std::string>& used) const;

  std::map<std::string, Section, std::less<>> sections_;
};

}  // namespace rasd
