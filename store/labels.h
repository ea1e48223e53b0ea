#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rasd {

/// What a person (or the model's suggestion) says of an item. A part left out was not judged.
/// Labels are spelled as in the codebook; the store does not know the list, callers check it.
struct Labels {
  std::optional<std::vector<std::string>> incident;  ///< codes; an empty list: no incident (NON)
  std::string topic;
  std::string tone;
  std::string stance;
  bool relevant = true;  ///< false: not an item of the scope ("R")
  bool flagged = false;  ///< for a second look ("F")
  std::string note;

  bool operator==(const Labels&) const = default;
};

/// {"incident":[…],"topic":…,"tone":…,"stance":…,"relevant":false,"flagged":true,"note":…}, parts
/// not judged left out.
std::string to_json(const Labels& labels);
/// Fails with kMalformed.
Result<Labels> parse_labels(std::string_view json);

/// Why a tag was made. Only audit tags enter an estimate.
enum class TagPurpose { kAudit, kLearning, kCorrection };
std::string_view name(TagPurpose purpose);  // "audit", "learning", "correction"
bool parse(std::string_view text, TagPurpose& purpose);

}  // namespace rasd
