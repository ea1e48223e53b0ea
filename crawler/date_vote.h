#pragma once
#include <optional>
#include <vector>

#include "crawler/page.h"

namespace rasd {

/// What kind of place on a page stated a date. Places of one kind count once: ten teasers that
/// agree are one witness.
enum class DateOrigin : uint8_t {
  kStructured,  ///< JSON-LD
  kMeta,
  kAddress,    ///< of the page
  kMicrodata,  ///< itemprop, time elements that say what they are
  kLine,       ///< a line that people read
  kMarkup,     ///< scripts, file names, comments in the markup
};

/// Several places name a date; the day with the weightiest witnesses wins. A witness for the day
/// before or after an instant supports it by half: the two may count in different zones.
class DateVote {
 public:
  /// Weights are those of page_dates.cpp, where 100 is the page's own structured statement.
  void add(const StatedDate& date, DateOrigin origin, int weight);

  /// The winning day, with the hour that its weightiest witness gives. Of equals the first added.
  std::optional<StatedDate> winner() const;
  /// What the winner has gathered; 0 without one.
  int weight() const;

 private:
  struct Candidate {
    StatedDate date;
    long day;
    DateOrigin origin;
    int weight;
  };
  int support(const Candidate& candidate) const;
  const Candidate* best() const;

  std::vector<Candidate> candidates_;
};

}  // namespace rasd
