#pragma once
#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "pipeline/config.h"
#include "store/store.h"

namespace rasd {

/// What every command takes.
struct CommonOptions {
  std::string config = "config/rasd.toml";
  std::string data;  ///< overrides the configuration's data folder
  bool json = false;
  bool quiet = false;
};

/// Exit codes: 0 ok, 1 failure, 2 usage, 3 partial, 4 configuration, 75 retry later.
int exit_code(const Error& error);
/// Says the error on standard error, in the form that every command has ("rasd: what is wrong; what
/// to do"), and returns its exit code.
int complain(const Error& error);

/// The configuration a command works with: the named file; the built-in defaults when it is the
/// default name and no such file exists.
Result<Config> open_config(const CommonOptions& options);

/// The configured store, for commands that have nothing to do before there is one. Fails with
/// kConfiguration when it is not there.
Result<StoreOptions> existing_store(const Config& config);

/// The folder that the program was built in, with the shipped configuration, models and views.
std::string project_folder();

/// Standard output is a terminal and NO_COLOR is not set (no-color.org).
bool shows_colour();

/// Blocks SIGINT and SIGTERM in the calling thread and those it starts, and asks `stop` to stop
/// when one comes; a second one ends the process at once. Lives as long as the work.
class StopOnSignal {
 public:
  StopOnSignal();
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;
  std::stop_token token() const;
  std::stop_source& source();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rasd
