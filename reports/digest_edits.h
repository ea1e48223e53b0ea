#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "reports/digest.h"

namespace rasd {

/// What an officer changed of one entry of a day's digest, by its story.
struct DigestEdit {
  std::string story_id;
  std::string title;   ///< the new headline; empty: as it was
  std::string action;  ///< what is done about it; empty: nothing
  bool pin = false;    ///< to the top
  bool drop = false;   ///< left out
};

/// The JSON that DigestBook keeps:
/// {"v":1,"edits":[{"story":…,"title":…,"action":…,"pin":true,"drop":true}]}.
std::string to_json(const std::vector<DigestEdit>& edits);
/// Empty text is no edits. Fails with kMalformed.
Result<std::vector<DigestEdit>> parse_digest_edits(std::string_view json);

/// Applies them: dropped entries leave top and sections, pinned ones go to the top (which keeps
/// its cap; the pinned push the others out), headlines and actions are put in, marked as a person's
/// since a reader must see what one changed.
void apply_edits(Digest& digest, const std::vector<DigestEdit>& edits, size_t top_cap);

}  // namespace rasd
