#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "nlp/annotated_set.h"
#include "nlp/decision.h"

namespace rasd {

/// The baseline of every table: fastText supervised with its default settings (one thread, so that
/// it can be repeated), one model a decision, on the same folds. For incident the first label, and
/// every other of at least .25. Writes its training files to `scratch`. Fails with kInternal.
Result<std::vector<Decided>> fasttext_out_of_fold(const std::vector<AnnotatedItem>& items,
                                                  size_t folds, uint64_t seed,
                                                  const std::string& scratch);

}  // namespace rasd
