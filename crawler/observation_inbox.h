#pragma once
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "records/article.h"
#include "records/source.h"

namespace rasd {

/// An observation as a person hands it in, by `rasd observe` or the desk's form. UTF-8.
struct NewObservation {
  std::string text;
  std::string channel;  ///< "hotline", "visit", "desk", …; may be empty
  std::string place;    ///< may be empty
  Instant received{};
  std::vector<Attachment> attachments;  ///< kept already
};

/// The longest text that is taken.
inline constexpr size_t kMostObservationBytes = size_t{256} << 10;

/// The id by which the same observation, handed in twice, is one.
std::string observation_id(const NewObservation& observation);

/// Writes it as one whole file into the folder of observations, from which the crawler takes it
/// in, at once or when it next runs. On disk when this returns. Fails with kUsage when it has no
/// text and no file, or is too long or not UTF-8; returns the id of the item to be.
Result<std::string> hand_in(const std::string& folder, const NewObservation& observation);

/// The built-in source that reads that folder: id "inbox", watched wherever Rasd runs.
Source inbox_source(const std::string& folder);

}  // namespace rasd
