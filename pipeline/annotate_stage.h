#pragma once
#include <stop_token>

#include "base/clock.h"
#include "base/result.h"
#include "nlp/reader.h"
#include "pipeline/link.h"
#include "pipeline/suspects.h"

namespace rasd {

struct AnnotateOptions {
  LinkOptions articles;          ///< from the crawlers; this side connects
  LinkOptions annotated;         ///< to the store; this side connects
  Suspects* suspects = nullptr;  ///< watches what is read; borrowed, may be none
};

/// Labels each article that comes and passes it on with its labels; other records pass as they
/// are. Keeps nothing: an article is acknowledged to the crawler only when the store has answered
/// for it. Several may run, in one process or many. Returns when stopped.
Result<void> annotate(const LinkContext& context, const Reader& reader, const Clock& clock,
                      const AnnotateOptions& options, std::stop_token stop);

}  // namespace rasd
