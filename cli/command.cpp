#include "cli/command.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "reports/open_store.h"

namespace rasd {

int exit_code(const Error& error) {
  switch (error.kind) {
    case ErrorKind::kConfiguration:
      return 4;
    case ErrorKind::kUsage:
      return 2;
    case ErrorKind::kTemporary:
      return 75;
    default:
      return 1;
  }
}

int complain(const Error& error) {
  std::fprintf(stderr, "rasd: %s\n", error.message.c_str());
  return exit_code(error);
}

std::string project_folder() {
  std::error_code none;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", none);
  return program.parent_path().parent_path().parent_path().string();  // of build/release/rasd
}

namespace {

/// A shipped folder is found from anywhere: here, else where the program was built.
void find_folder(std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code none;  // a folder that may not be looked into is none of ours
  if (fs::path(folder).is_absolute() || fs::exists(folder, none)) return;
  const fs::path beside = fs::path(project_folder()) / folder;
  if (fs::exists(beside, none)) folder = beside.string();
}

}  // namespace

Result<Config> open_config(const CommonOptions& options) {
  const bool standard = options.config == CommonOptions{}.config;
  Result<Config> config = standard && !std::filesystem::exists(options.config)
                              ? Result<Config>(Config{})
                              : load_config(options.config);
  if (!config) return config;
  for (std::string* folder : {&config->folders.models, &config->folders.assets,
                              &config->folders.views, &config->folders.statics})
    find_folder(*folder);
  if (options.data.empty()) return config;
  // Links that lie in the data folder move with it.
  for (std::string* link : {&config->links.articles, &config->links.annotated}) {
    const std::string start = "ipc://" + config->folders.data + "/";
    if (link->rfind(start, 0) == 0)
      *link = "ipc://" + options.data + "/" + link->substr(start.size());
  }
  config->folders.data = options.data;
  return config;
}

Result<StoreOptions> existing_store(const Config& config) {
  StoreOptions store = store_options(config.store_path());
  if (auto ok = expect_store(store); !ok) return fail(ok.error());
  return store;
}

bool shows_colour() {
  const char* no_color = std::getenv("NO_COLOR");
  return ::isatty(STDOUT_FILENO) == 1 && (!no_color || *no_color == '\0');
}

struct StopOnSignal::Impl {
  sigset_t signals;
  std::stop_source source;
  std::jthread waiter;
};

StopOnSignal::StopOnSignal() : impl_(std::make_unique<Impl>()) {
  sigemptyset(&impl_->signals);
  sigaddset(&impl_->signals, SIGINT);
  sigaddset(&impl_->signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &impl_->signals, nullptr);
  impl_->waiter = std::jthread([this](const std::stop_token& over) {
    const timespec pause{0, 100'000'000};
    int received = 0;
    while (!over.stop_requested()) {
      if (sigtimedwait(&impl_->signals, nullptr, &pause) < 0) continue;
      if (++received > 1) _exit(130);
      impl_->source.request_stop();
    }
  });
}

StopOnSignal::~StopOnSignal() { impl_->waiter.request_stop(); }

std::stop_token StopOnSignal::token() const { return impl_->source.get_token(); }
std::stop_source& StopOnSignal::source() { return impl_->source; }

}  // namespace rasd
