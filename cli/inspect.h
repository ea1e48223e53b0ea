#pragma once
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "records/json.h"

namespace rasd {

/// One stage of `rasd inspect`: answers one task. `task` is the parsed object (its "id" is echoed
/// by the driver); `answer` is inside an open JSON object, and the stage adds its members. Called
/// from several threads at once: what it captures must be immutable or thread-safe.
using InspectStage = std::function<Result<void>(const rapidjson::Value& task, JsonWriter& answer)>;

struct InspectOptions {
  std::string stage;
  std::vector<std::string> files;  ///< without a batch: paths, "-" for standard input
  std::string batch;               ///< path of a JSON Lines list of tasks, "-" for standard input
  unsigned jobs = 0;               ///< 0: as many as cores
  bool links = false;              ///< page: list the links
  bool text = false;               ///< charset: print the decoded text
  std::string models = "models";   ///< folder of the models, for the stage text
};

/// Runs a list of tasks through a stage: answers in the order of the tasks, one JSON object a
/// line; a bad task's line carries "error". Returns 0, or 3 when some tasks failed.
int run_inspect_batch(const InspectStage& stage, std::istream& tasks, std::ostream& answers,
                      unsigned jobs);

/// `rasd inspect`: finds the stage by its name, makes tasks from files or reads the batch.
int run_inspect(const InspectOptions& options);

/// The stages, each in its own cli/inspect_NAME.cpp.
Result<InspectStage> inspect_page(const InspectOptions& options);
Result<InspectStage> inspect_feed(const InspectOptions& options);
Result<InspectStage> inspect_sitemap(const InspectOptions& options);
Result<InspectStage> inspect_robots(const InspectOptions& options);
Result<InspectStage> inspect_charset(const InspectOptions& options);
Result<InspectStage> inspect_url(const InspectOptions& options);
Result<InspectStage> inspect_date(const InspectOptions& options);
Result<InspectStage> inspect_text(const InspectOptions& options);

/// The bytes a task names: its "body", or the file at "path" (gzip read as such).
Result<std::string> task_bytes(const rapidjson::Value& task);

}  // namespace rasd
